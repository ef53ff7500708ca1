import { type CommandContext, Failure } from '../../shell/command.ts'
import type { Medium } from '../../system/hardware/hardware.ts'
import { mediaDevices } from '../../system/media/devices.ts'
import { partsOfArtifact } from '../../system/media/releases.ts'

/** Writes the image of a stick on a whole stick, `/dev/rdsk/c2t0d0p0`: what was on it is gone. Ends the command for everything else. */
export function writeImage({ sim, world, server, user }: CommandContext, path: string, artifact: string | undefined): void {
  if (user !== 'root') throw new Failure(`dd: ${path}: open: Permission denied\n`, 2)
  const medium = mediaDevices(world, server).find(({ name }) => path === `/dev/rdsk/${name}p0` || path === `/dev/dsk/${name}p0`)?.medium
  const image = partsOfArtifact(artifact)
  if (medium?.kind !== 'usb' || image?.kind !== 'usb.img')
    throw new Failure('dd: writing anything but the whole image of a stick on a stick is not simulated\n', 2)
  const { root, nextIno, blank, ...rest } = medium
  sim.put<Medium>({ ...rest, platform: image.stamp })
}
