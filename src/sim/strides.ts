import type { Change, Commit, Rec } from './record.ts'

/** What many commits amount to for one record: before all of them and after, each with its place in the order of making. */
export type Net = readonly [id: string, before: Rec | undefined, after: Rec | undefined, birthBefore: number, birthAfter: number]

/** Commits in the smallest stride, and how many strides make one of the next length. */
const SHORTEST = 64
const FACTOR = 8
const LEVELS = 5

/** Sums of the history over strides of several lengths, so that a far journey does not take every step of the way. */
export class Strides {
  private readonly levels: Net[][][] = Array.from({ length: LEVELS }, () => [])

  /** Tells that a commit was added: sums up the strides that end with it. */
  grown(history: readonly Commit[]): void {
    const { length } = history
    if (length % SHORTEST !== 0) return
    let size = SHORTEST
    this.levels[0]?.push(summed(history.slice(length - SHORTEST).flatMap(({ changes }) => changes.map(netOf))))
    for (let level = 1; level < LEVELS; level++) {
      size *= FACTOR
      if (length % size !== 0) return
      this.levels[level]?.push(summed((this.levels[level - 1] ?? []).slice(-FACTOR).flat()))
    }
  }
  /** Tells that the history has become shorter. */
  cut(length: number): void {
    let size = SHORTEST
    for (const strides of this.levels) {
      strides.length = Math.min(strides.length, Math.floor(length / size))
      size *= FACTOR
    }
  }
  /** The longest stride that leads from a position towards another, and where it ends; undefined if only single commits do. */
  towards(target: number, position: number): { readonly net: readonly Net[]; readonly end: number } | undefined {
    const back = target < position
    for (let level = LEVELS - 1; level >= 0; level--) {
      const size = SHORTEST * FACTOR ** level
      if (position % size !== 0 || Math.abs(target - position) < size) continue
      const net = this.levels[level]?.[position / size - (back ? 1 : 0)]
      if (net) return { net, end: back ? position - size : position + size }
    }
    return undefined
  }
}

const netOf = ([id, before, after, birth]: Change): Net => [id, before, after, birth, birth]
/** One sum for each record; what came and went meanwhile is nothing. */
function summed(nets: readonly Net[]): Net[] {
  const sums = new Map<string, Net>()
  for (const net of nets) {
    const first = sums.get(net[0])
    sums.set(net[0], first ? [net[0], first[1], net[2], first[3], net[4]] : net)
  }
  return [...sums.values()].filter(([, before, after, birthBefore, birthAfter]) => before !== after || (before && birthBefore !== birthAfter))
}
