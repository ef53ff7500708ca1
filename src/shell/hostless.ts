import type { Simulation } from '../sim/simulation.ts'
import { dateOf } from '../system/hardware/clock.ts'

/*
 * The shell language asks the host for the time and for chance in many places ($RANDOM in any expansion, rand() of awk,
 * find -mtime, printf %(…)T): a replay would not find the same again. `scripts/shellClock.ts` has its module take these
 * two objects for those of the host.
 */

let simulation: Simulation | undefined

/** Says whose time and chance it is from now on: called before the shell language computes, and after each of its waits. */
export function follow(sim: Simulation): void {
  simulation = sim
}
/** The simulated date in ms since 1970; 0 while nothing has been run yet. */
const now = (): number => (simulation ? dateOf(simulation.world) : 0)

/**
 * `Date`, but the present is the simulated one.
 * @public
 */
export const SimulatedDate: DateConstructor = new Proxy(Date, {
  construct: (date, given, target) => Reflect.construct(date, given.length > 0 ? given : [now()], target),
  apply: () => new Date(now()).toString(),
  get: (date, key, receiver) => (key === 'now' ? now : Reflect.get(date, key, receiver)),
})
/**
 * `Math`, but chance is a stream of the simulation's own.
 * @public
 */
export const SimulatedMath: typeof Math = Object.create(Math, { random: { value: () => simulation?.random('shell') ?? 0 } })
