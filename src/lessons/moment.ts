import type { Simulation } from '../sim/simulation.ts'
import { type Questions, questionsOf, type Since, type View, viewOf } from './view.ts'

/** Whether something holds in the world as it stands. What cannot be worked out does not hold. */
export interface Predicates {
  holds(expression: string, at: Moment): boolean
  /** What is wrong with an expression, with no world at hand; undefined if nothing is. */
  fault(expression: string): string | undefined
}
/** The world that a predicate looks at, and since when. */
export interface Moment {
  readonly view: View
  readonly questions: Questions
}
/** Looks at a world in the instant it stands at. */
export const momentOf = (sim: Simulation, since: Since, upto = sim.events.length): Moment => ({
  view: viewOf(sim, since, upto),
  questions: questionsOf(sim, since, upto),
})
