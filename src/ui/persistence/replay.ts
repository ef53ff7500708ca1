import type { JournalEntry } from '../../sim/record.ts'
import type { Simulator } from '../simulation/simulators.ts'

/** How long a replay computes before it lets the page draw, real ms. */
const SLICE = 40
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** Takes a world to a simulated time or a number of events, and lets the page live meanwhile. */
async function reach(simulator: Simulator, at: number, events: number, until: number): Promise<void> {
  const { sim } = simulator
  for (;;) {
    const end = performance.now() + SLICE
    const advanced = await simulator.drive(at, () => sim.events.length >= events || performance.now() > end)
    if (advanced === 'reached' || sim.events.length >= events) return
    if (performance.now() > until) throw new RangeError('this takes too long')
    await pause()
  }
}
/**
 * Gives inputs again, each at its time, and goes on to a simulated time (ms) without going beyond so many events.
 * Throws a RangeError if that takes longer than `patience` real ms, and what an input of a stranger may throw.
 */
export async function replay(
  simulator: Simulator,
  inputs: readonly JournalEntry[],
  now: number,
  events = Number.POSITIVE_INFINITY,
  patience = 60_000,
): Promise<void> {
  const until = performance.now() + patience
  for (const { at, input, after } of inputs) {
    await reach(simulator, at, after ?? Number.POSITIVE_INFINITY, until)
    simulator.sim.input(input)
  }
  await reach(simulator, now, events, until)
}
