import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, putConsoleBack } from '../../console/tty.ts'
import { dropRam } from '../../files/boot.ts'
import type { Server } from '../../hardware/hardware.ts'
import { forgetServices } from '../../smf/operations.ts'
import { leavingOf } from '../../survival/baseline.ts'
import { type Ending, noteLoss } from '../../survival/record.ts'
import { killZones } from '../../zones/node.ts'
import { killShells, releaseStorage } from '../neighbours.ts'

/** Everything that lived in RAM is gone: files, processes, zones, what the loader had read. */
function forget(sim: Simulation, id: Id<'server'>, how: 'off' | 'cut' | 'reset', ending: Ending): void {
  noteLoss(sim, id, ending)
  killShells(sim, id)
  killZones(sim, id)
  sim.cancel(id, 'read')
  releaseStorage(sim, id, how)
  dropRam(sim, id)
  forgetServices(sim, id)
  sim.send(`setup:${id.slice(7)}`, { type: 'power lost' })
  const { system, transfer, ram, loader, ...rest } = sim.world.need(id)
  if (system || transfer || ram || loader) sim.put<Server>(rest)
  for (const tty of sim.world.by('tty', 'server', id)) sim.put({ ...tty, reader: '', mode: 'off', prompt: '' })
  putConsoleBack(sim, id)
  if (how !== 'reset') clear(sim, consoleOf(id))
}

/** Effects of losing what is in RAM. */
export const powerEffects: Record<string, Effect> = {
  'power.lost': (sim, id: Id<'server'>, { how }: { how: 'off' | 'cut' | 'reset' }, { type }) => {
    // A key or the button ends what was halted before; the button for a reset ends what runs; all else came by itself.
    const halted = type === 'key' || type === 'press'
    const reset = type === 'reset' ? 'reset' : leavingOf(sim.world, id) ? 'reboot' : 'panic'
    forget(sim, id, how, how === 'cut' ? 'cut' : halted ? 'halt' : how === 'off' ? 'poweroff' : reset)
  },
}
