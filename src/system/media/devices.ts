import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { Medium } from '../hardware/hardware.ts'

/** The controllers behind those of the disks: first that of the USB ports, then that of the optical drive. */
function controllerOf(world: World, server: Id<'server'>, kind: Medium['kind']): number {
  const last = Math.max(0, ...world.by('disk', 'server', server).map(({ name }) => Number(/^c(\d+)/.exec(name)?.[1] ?? 0)))
  return last + (kind === 'usb' ? 1 : 2)
}
/** Names below /dev/dsk, without slice, of the media that are in a server: `c2t0d0` for the stick. */
export function mediaDevices(world: World, server: Id<'server'>): readonly { readonly name: string; readonly medium: Medium }[] {
  const seen = { usb: 0, iso: 0 }
  return world.by('medium', 'server', server).map((medium) => ({ name: `c${controllerOf(world, server, medium.kind)}t${seen[medium.kind]++}d0`, medium }))
}
/** The slice with the root file system: that of the stick's hybrid label, that of a disc. (smartos-live src/lib/sdc/usb-key.sh mount_usb_key, mount_ISO) */
export const sliceOf = (medium: Medium): 's2' | 's0' => (medium.kind === 'usb' ? 's2' : 's0')
/** The medium whose root file system a device like `/dev/dsk/c2t0d0s2` is. */
export function mediumAt(world: World, server: Id<'server'>, device: string): Medium | undefined {
  const name = device.replace(/^\/dev\/r?dsk\//, '')
  return mediaDevices(world, server).find((one) => name === `${one.name}${sliceOf(one.medium)}`)?.medium
}
