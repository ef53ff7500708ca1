import type { Simulation } from '../../../sim/simulation.ts'
import { consoleOf, meant } from '../../console/tty.ts'
import { type SetupId, serverOf } from './setup.ts'

/** Starts a shell on the console that the set-up waits for; without shells in the simulation there is none to wait for. */
export function startShell(sim: Simulation, id: SetupId, cwd: string): void {
  const tty = meant(sim, consoleOf(serverOf(sim, id).id))
  if (tty && sim.definition.effects['shell.within']) sim.perform('shell.within', tty.id, { cwd, startedBy: id })
}
