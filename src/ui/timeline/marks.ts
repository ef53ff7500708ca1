import type { SimEvent } from '../../sim/record.ts'

/** What an event is on the track: bits, so that they can be summed up by pixel. */
export const INPUT = 1
export const FAULT = 2
export const FAILURE = 4
export const CHAIN = 8
export const SOME = 16
export const FORK = 32

/** Inputs that break something. */
const faults = /^input\.(usb\.pull|nic\.unplug|power\.cut|panic|disk\.)/
/** Words by which a state is known as a failure. */
const failures = /fail|panic|fault|unavail|maintenance|degraded|suspended/i

function bitsOf(event: SimEvent): number {
  if (event.kind === 'input') return faults.test(event.message.id) ? SOME | FAULT : SOME | INPUT
  return event.transition && failures.test(JSON.stringify(event.transition.to)) ? SOME | FAILURE : SOME
}

/** What stands over each pixel of the track. Each event is looked at once, however long the story gets. */
export class Marks {
  private readonly bits: number[] = []

  /** Looks at the events that are new. */
  take(all: readonly SimEvent[]): void {
    for (let i = this.bits.length; i < all.length; i++) this.bits.push(bitsOf(all[i] as SimEvent))
  }
  /** The bits of the events after `origin`, summed up for a track of so many pixels; `forks`: after how many events other futures part. */
  over(origin: number, width: number, chain: ReadonlySet<number>, forks: readonly number[] = []): Uint8Array {
    const pixels = new Uint8Array(width)
    const scale = (width - 1) / Math.max(1, this.bits.length - origin)
    const add = (id: number, bits: number): void => {
      const x = Math.round((id - origin) * scale)
      pixels[x] = (pixels[x] ?? 0) | bits
    }
    for (let i = origin; i < this.bits.length; i++) add(i + 1, this.bits[i] ?? 0)
    for (const id of chain) if (id > origin) add(id, CHAIN)
    for (const events of forks) if (events >= origin && events <= this.bits.length) add(events, FORK)
    return pixels
  }
}
