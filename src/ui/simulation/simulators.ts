import type { Chronicle } from '../../sim/chronicle.ts'
import type { Id } from '../../sim/record.ts'
import type { Advanced, Definition, Simulation } from '../../sim/simulation.ts'
import type { Shell } from '../terminal/host.ts'

/** A world with a shell in it. The interface is handed one: it composes none itself. */
export interface Simulator {
  readonly sim: Simulation
  /** Line history and completion for terminals. */
  readonly shell: Shell
  /** Takes the world to a simulated time (ms), commands included; ends early when `yields` says so. */
  drive(until: number, yields?: () => boolean): Promise<Advanced>
  /** Types a line on a terminal and drives until its shell waits for the next one. */
  type(tty: Id<'tty'>, line: string): Promise<void>
}
/** Makes simulators: the shape of the composition root, so that `main` can hand it in as it is. */
export interface Simulators {
  readonly definition: Definition
  /** A simulator around an empty world. */
  newSimulator(options?: { readonly seed?: number }): Simulator
  /** A world of the learner's own, without a lesson. */
  newSandbox(seed?: number): Simulator
  /** Gives life to a world that was only shown. */
  animate(chronicle: Chronicle): Simulator
  /** A simulator around a world that was restored. */
  simulatorOf(sim: Simulation): Simulator
  /** Goes on from a moment of the past, given as a number of events. */
  resumeAt(simulator: Simulator, events: number): Promise<void>
  /** Goes to the end of a future that was left behind: one of `sim.branches`. */
  openBranch(simulator: Simulator, index: number): Promise<void>
}
