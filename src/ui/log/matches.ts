import type { SimEvent } from '../../sim/record.ts'

/** Which events are wanted: all, those of the story (nothing that only passes the time), or what the learner did. */
export type Kind = 'story' | 'input' | 'all'
export const kinds: readonly Kind[] = ['story', 'input', 'all']

/**
 * The events that pass a filter, kept up to date by looking at new ones only: a hundred thousand events are sifted
 * once, not once a frame.
 */
export class Matches {
  /** Ids of the events that pass, ascending. */
  readonly ids: number[] = []
  private seen = 0

  constructor(
    private readonly kind: Kind,
    private readonly about: (subject: string) => boolean,
  ) {}

  /** Looks at the events that are new, and says how many of the first `count` events pass. */
  upTo(all: readonly SimEvent[], count: number): number {
    for (; this.seen < all.length; this.seen++) {
      const event = all[this.seen] as SimEvent
      if (this.wants(event)) this.ids.push(event.id)
    }
    return this.before(count + 1)
  }
  /** How many that pass have a smaller id. */
  before(id: number): number {
    let low = 0
    let high = this.ids.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.ids[middle] as number) < id) low = middle + 1
      else high = middle
    }
    return low
  }
  private wants(event: SimEvent): boolean {
    if (this.kind === 'input' && event.kind !== 'input') return false
    if (this.kind === 'story' && (event.kind === 'timer' || isTick(event))) return false
    return this.about(event.subject)
  }
}

/** Time passed in a state, and it is still the same: a countdown. */
const isTick = ({ transition }: SimEvent): boolean =>
  transition?.event.startsWith('xstate.after.') === true && JSON.stringify(transition.from) === JSON.stringify(transition.to)
