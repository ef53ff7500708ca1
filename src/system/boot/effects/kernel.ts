import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { consoleOf, listen, print, putConsoleOn } from '../../console/tty.ts'
import type { RamContent, Server } from '../../hardware/hardware.ts'
import { partsOfArtifact } from '../../media/releases.ts'
import { bootArgsOf } from '../bootArgs.ts'
import { kernelParameters } from '../loader/env.ts'
import { verboseLines } from '../verbose.ts'

type Owner = Id<'server'>

/** What lies in RAM of that kind. */
const loaded = (server: Server, what: RamContent['what']): RamContent | undefined => server.ram?.find((content) => content.what === what)

function start(sim: Simulation, id: Owner): void {
  const server = sim.world.need(id)
  const kernel = loaded(server, 'unix')
  // The linker finds modules by the path of the kernel: without `/platform/i86pc` in it there are none.
  if (kernel?.path !== 'unix' && !kernel?.path?.includes('/platform/i86pc/')) {
    print(sim, consoleOf(id), 'krtld: error during initial load/link phase\n')
    return void sim.send(id, { type: 'bad path' })
  }
  const platform = partsOfArtifact(loaded(server, 'boot_archive')?.artifact)?.stamp ?? partsOfArtifact(kernel.artifact)?.stamp ?? ''
  const bootParameters = kernelParameters(server)
  sim.patch(server, { system: { platform, bootParameters, bootedAt: sim.now, hostname: '', multiUser: false, reached: {} } })
  putConsoleOn(sim, id, bootParameters.os_console ?? 'text')
  // Source: illumos usr/src/uts/common/os/logsubr.c; the form since 2025 and its second line are not verified.
  print(sim, consoleOf(id), `SmartOS Version joyent_${platform} 64-bit\nCopyright 2022-${platform.slice(0, 4)} Edgecast Cloud LLC.\n`)
  if (bootArgsOf(bootParameters).verbose) print(sim, consoleOf(id), verboseLines(sim.world, id))
}

/** Effects of the kernel states. */
export const kernelEffects: Record<string, Effect> = {
  'kernel.hash': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const hash = loaded(server, 'boot_archive.hash')
    const differs = hash && hash.text?.trim() !== loaded(server, 'boot_archive')?.sum
    const { kmdb, drop } = bootArgsOf(kernelParameters(server))
    sim.send(id, { type: differs ? 'differs' : kmdb && drop ? 'stop in debugger' : 'equal' })
  },
  // Source: illumos usr/src/uts/i86pc/dboot/dboot_startkern.c
  'kernel.mismatch': (sim, id: Owner) => {
    print(sim, consoleOf(id), 'hash mismatch!\nPress any key to reboot\n')
    listen(sim, consoleOf(id), { reader: 'anykey', mode: 'key' })
  },
  'kernel.start': start,
  // A damaged archive that nobody checked is no file system. Source: illumos usr/src/uts/common/fs/vfs.c (vfs_mountroot)
  'kernel.mountroot': (sim, id: Owner) => {
    if (loaded(sim.world.need(id), 'boot_archive')?.artifact) return void sim.send(id, { type: 'mounted' })
    print(sim, consoleOf(id), 'Cannot mount root on /devices/ramdisk:a fstype ufs\n')
    sim.send(id, { type: 'panic', message: 'vfs_mountroot: cannot mount root' })
  },
}
