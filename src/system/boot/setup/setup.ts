import type { Id, Living } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import type { Server } from '../../hardware/hardware.ts'
import type { SetupContext } from './questions.ts'

/** The first-boot set-up of a server: it exists from its first use on, and is idle outside. */
export interface Setup extends Living {
  readonly id: Id<'setup'>
  readonly server: Id<'server'>
}
declare module '../../../sim/record.ts' {
  interface Records {
    setup: Setup
  }
}
/** Id of a set-up. */
export type SetupId = Id<'setup'>

/** The server that is being set up. */
export const serverOf = (sim: Simulation, id: SetupId): Server => sim.world.need(sim.world.need(id).server)
/** The answers so far. */
export const answersOf = (sim: Simulation, id: SetupId): SetupContext => (sim.world.need(id).machine.context?.answers ?? {}) as SetupContext
