import type { SimEvent } from '../sim/record.ts'

/** A line that was typed, with the commands in it. */
export interface Typed {
  readonly event: number
  readonly line: string
  /** Each command of the line, one space between its words. */
  readonly commands: readonly string[]
}
/** The commands of a line, as far as they can be told without a shell: parts between `;`, `|` and `&`. */
export const commandsOf = (line: string): string[] =>
  line
    .split(/[;|&]+/)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter(Boolean)

interface Cache {
  readonly lines: Typed[]
  last: SimEvent | undefined
  count: number
}
// The events of a world only grow; after a resume the last one read is another, and all are read anew.
const caches = new WeakMap<readonly SimEvent[], Cache>()

/** The lines typed in the events from..upto (numbers of events, the first excluded). */
export function typedIn(events: readonly SimEvent[], from: number, upto: number): Typed[] {
  let cache = caches.get(events)
  if (!cache || cache.count > events.length || events[cache.count - 1] !== cache.last) {
    cache = { lines: [], last: undefined, count: 0 }
    caches.set(events, cache)
  }
  for (; cache.count < events.length; cache.count++) {
    const event = events[cache.count] as SimEvent
    const line = event.message.id === 'input.tty.line' ? event.message.params?.text : undefined
    if (typeof line === 'string') cache.lines.push({ event: event.id, line, commands: commandsOf(line) })
    cache.last = event
  }
  return cache.lines.filter(({ event }) => event > from && event <= upto)
}
