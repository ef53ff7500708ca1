import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Effect } from '../../../sim/simulation.ts'
import { consoleOf, listen, print } from '../../console/tty.ts'
import { dateOf } from '../../hardware/clock.ts'
import { stamp } from '../../platform/dates.ts'
import { stopOwnServices } from '../../smf/operations.ts'
import { servicesOf } from '../../smf/services.ts'
import { noteLeaving } from '../../survival/record.ts'
import { haltAllZones, shutdownAllZones } from '../../zones/node.ts'
import { contextOf } from '../at.ts'
import { delays } from '../durations.ts'
import { killShells, syncStorage } from '../neighbours.ts'
import type { Goal } from '../server/chart.ts'

type Owner = Id<'server'>
/** The command that goes down at once, by its goal: the three are one program, which says its own name. */
const COMMAND: Readonly<Record<Goal, string>> = { reset: 'reboot', off: 'poweroff', halt: 'halt' }

/** Effects on the way down. Sources: illumos cmd/svc/startd/graph.c, cmd/halt/halt.c, uts/common/fs/vfs.c, uts/i86pc/os/machdep.c, uts/common/os/dumpsubr.c. */
export const shutdownEffects: Record<string, Effect> = {
  'down.begin': (sim, id: Owner) => {
    noteLeaving(sim, id)
    killShells(sim, id)
    for (const tty of sim.world.by('tty', 'server', id)) sim.put({ ...tty, reader: '', mode: 'off', prompt: '' })
    const server = sim.world.need(id)
    if (server.system) sim.put({ ...server, system: { ...server.system, multiUser: false } })
  },
  'down.services': (sim, id: Owner) => {
    const online = servicesOf(sim.world, id).filter(({ state }) => state === 'online').length
    print(sim, consoleOf(id), `svc.startd: The system is coming down.  Please wait.\nsvc.startd: ${online} system services are now being stopped.\n`)
    stopOwnServices(sim, { server: id })
    shutdownAllZones(sim, id)
  },
  'down.stopped': (sim, id: Owner) => {
    haltAllZones(sim, id)
    print(sim, consoleOf(id), `${stamp(dateOf(sim.world))} The system is down.  Shutdown took ${delays.stopServices / 1000} seconds.\n`)
  },
  'down.kill': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    // Quick: the zones are not waited for, they die with the rest.
    if (event.quick === true) return haltAllZones(sim, id)
    const zones = sim.world.by('zone', 'server', id).filter((zone) => zone.zoneid !== undefined).length
    const command = COMMAND[contextOf(sim.world.need(id)).goal]
    if (zones > 0) print(sim, consoleOf(id), `${command}: Halting ${zones} zone${zones === 1 ? '' : 's'}.\n`)
    haltAllZones(sim, id)
    if (zones > 0) print(sim, consoleOf(id), `${command}: Completing system halt.\n`)
  },
  'down.sync': (sim, id: Owner) => print(sim, consoleOf(id), 'syncing file systems...'),
  'down.synced': (sim, id: Owner) => {
    syncStorage(sim, id)
    print(sim, consoleOf(id), ' done\n')
  },
  'down.rebooting': (sim, id: Owner) => print(sim, consoleOf(id), 'rebooting...\n'),
  'down.anyKey': (sim, id: Owner) => {
    print(sim, consoleOf(id), 'Press any key to reboot.\n')
    listen(sim, consoleOf(id), { reader: 'anykey', mode: 'key' })
  },
  'down.resetting': (sim, id: Owner) => print(sim, consoleOf(id), 'Resetting...\n'),
}
