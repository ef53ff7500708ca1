/** A point of the picture. */
export interface Point {
  readonly x: number
  readonly y: number
}
/** Something on its way, by simulated time (ms). */
export interface Journey {
  readonly startedAt: number
  readonly endsAt: number
}
/** How long one block is on the way, simulated ms. */
const HOP = 1400
/** How many are on the way at once. */
export const BLOCKS = 7

/** How much of it has arrived: 0 to 1. */
export const progressOf = ({ startedAt, endsAt }: Journey, now: number): number =>
  endsAt <= startedAt ? (now >= endsAt ? 1 : 0) : Math.min(1, Math.max(0, (now - startedAt) / (endsAt - startedAt)))

/**
 * Where the blocks of a journey are, as shares (0 to 1) of the way, the first to arrive first. They follow from the
 * simulated time alone, so that a moment always shows the same picture, whichever way one came to it. No block leaves
 * before the start, and the last arrives at the end.
 */
export function blocksOf({ startedAt, endsAt }: Journey, now: number, hop = HOP, count = BLOCKS): number[] {
  if (now <= startedAt || now >= endsAt) return []
  // Of what takes little time the blocks go faster: the last one leaves when half of the time is over.
  const way = Math.min(hop, (endsAt - startedAt) / 2)
  const gap = way / count
  const first = Math.max(0, Math.ceil((now - startedAt - way) / gap))
  const last = Math.min(Math.floor((now - startedAt) / gap), Math.floor((endsAt - startedAt - way) / gap))
  const shares: number[] = []
  for (let block = first; block <= last; block++) shares.push((now - startedAt - block * gap) / way)
  return shares
}

/** The point at that share (0 to 1) of a way of straight pieces. */
export function pointAt(way: readonly Point[], share: number): Point {
  const lengths = way.slice(1).map((point, i) => Math.hypot(point.x - (way[i]?.x ?? 0), point.y - (way[i]?.y ?? 0)))
  let rest = lengths.reduce((sum, length) => sum + length, 0) * Math.min(1, Math.max(0, share))
  for (const [i, length] of lengths.entries()) {
    const from = way[i] as Point
    const to = way[i + 1] as Point
    if (rest <= length && length > 0) return { x: from.x + ((to.x - from.x) * rest) / length, y: from.y + ((to.y - from.y) * rest) / length }
    rest -= length
  }
  return way.at(-1) ?? { x: 0, y: 0 }
}
/** A way as the `d` of an SVG path. */
export const pathOf = (way: readonly Point[]): string => way.map(({ x, y }, i) => `${i ? 'L' : 'M'}${x} ${y}`).join('')
