import type { Simulation } from '../../../sim/simulation.ts'
import { consoleOf } from '../../console/tty.ts'
import { type SetupId, serverOf } from './setup.ts'

/** Starts a shell on the console that the set-up waits for; without shells in the simulation there is none to wait for. */
export function startShell(sim: Simulation, id: SetupId, cwd: string): void {
  if (sim.definition.effects['shell.within']) sim.perform('shell.within', consoleOf(serverOf(sim, id).id), { cwd, startedBy: id })
}
