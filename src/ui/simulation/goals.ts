import type { Chronicle } from '../../sim/chronicle.ts'
import type { Id } from '../../sim/record.ts'

/** Where a run at full speed ends. */
export interface Goal {
  /** Asked before each event and at the end of each slice. */
  reached(sim: Chronicle): boolean
  /** Simulated ms at which it ends in any case. */
  readonly at?: number
}

/** Who waits at which terminal for something to be typed. */
const waiting = (sim: Chronicle): string[] =>
  sim.world.all('tty').flatMap(({ id, mode, reader, prompt }) => (mode === 'off' || mode === 'busy' ? [] : [`${id} ${reader} ${prompt}`]))

/** Until a terminal asks for something that none asks for now. */
export function untilAsked(sim: Chronicle): Goal {
  const before = new Set(waiting(sim))
  return { reached: (now) => waiting(now).some((one) => !before.has(one)) }
}
/** Until the next event about a record, or the next change of any state. */
export function untilEvent(sim: Chronicle, subject?: Id): Goal {
  let seen = sim.events.length
  return {
    reached({ events }) {
      for (; seen < events.length; seen++) {
        const event = events[seen]
        if (subject ? event?.subject === subject : event?.kind === 'transition') return true
      }
      return false
    },
  }
}
/** Until so many simulated ms have passed. */
export function untilTime(sim: Chronicle, ms: number): Goal {
  const at = sim.now + ms
  return { at, reached: ({ now }) => now >= at }
}
