import type { SimEvent } from '../../sim/record.ts'

/** What stands over one pixel of the track. */
export interface Mark {
  readonly input: boolean
  readonly failure: boolean
  readonly chain: boolean
  /** How many events, up to a few. */
  readonly events: number
}

/** Words by which a state is known as a failure. */
const FAILURE = /fail|panic|fault|unavail|maintenance|degraded/i

/** Sums events up by pixel, so that drawing costs the same for ten events and for a hundred thousand. */
export function marksOf(events: readonly SimEvent[], origin: number, width: number, chain: ReadonlySet<number>): Mark[] {
  const marks = Array.from({ length: width }, () => ({ input: false, failure: false, chain: false, events: 0 }))
  const scale = (width - 1) / Math.max(1, events.length - origin)
  for (let i = origin; i < events.length; i++) {
    const event = events[i] as SimEvent
    const mark = marks[Math.round((event.id - origin) * scale)]
    if (!mark) continue
    mark.events++
    if (event.kind === 'input') mark.input = true
    if (event.transition && FAILURE.test(JSON.stringify(event.transition.to))) mark.failure = true
    if (chain.has(event.id)) mark.chain = true
  }
  return marks
}
