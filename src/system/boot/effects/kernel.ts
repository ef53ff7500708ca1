import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { consoleOf, listen, print } from '../../console/tty.ts'
import { contextOf } from '../at.ts'
import type { ServerContext } from '../server/chart.ts'

type Owner = Id<'server'>

/** Boot parameters that the kernel gets: what the loader was told, and what its options menu changed. */
function parameters(env: Readonly<Record<string, string>>, context: ServerContext): Record<string, string> {
  const { loader_logo, loader_brand, ...rest } = env
  const given: Record<string, string> = { ...rest }
  if (context.console !== 'text') given.os_console = given.console = context.console
  if (context.rescue) Object.assign(given, { noimport: 'true', standalone: 'true', smartos: 'false' })
  if (context.verbose) given.boot_verbose = 'YES'
  if (context.kmdb.includes('NMI')) given.nmi = 'kmdb'
  return given
}
function start(sim: Simulation, id: Owner): void {
  const server = sim.world.need(id)
  const platform = server.loader?.platform ?? ''
  const bootParameters = parameters(server.loader?.env ?? {}, contextOf(server))
  sim.patch(server, { system: { platform, bootParameters, bootedAt: sim.now, hostname: '', multiUser: false, reached: {} } })
  // Source: illumos usr/src/uts/common/os/logsubr.c; the form since 2025 and its second line are not verified.
  print(sim, consoleOf(id), `SmartOS Version joyent_${platform} 64-bit\nCopyright 2022-${platform.slice(0, 4)} Edgecast Cloud LLC.\n`)
}

/** Effects of the kernel states. */
export const kernelEffects: Record<string, Effect> = {
  'kernel.hash': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const medium = server.loader && sim.world.get(server.loader.medium)
    sim.send(id, { type: medium?.corrupt ? 'differs' : 'equal' })
  },
  // Source: illumos usr/src/uts/i86pc/dboot/dboot_startkern.c
  'kernel.mismatch': (sim, id: Owner) => {
    print(sim, consoleOf(id), 'hash mismatch!\nPress any key to reboot\n')
    listen(sim, consoleOf(id), { reader: 'anykey', mode: 'key' })
  },
  'kernel.start': start,
}
