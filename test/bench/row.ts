/** One figure of a benchmark. */
export interface Row {
  /** What was measured. */
  readonly name: string
  readonly value: number
  /** `µs`, `ms`, `x`, `kB`… */
  readonly unit: string
  /** What it should be, in words, if there is a budget. */
  readonly budget?: string
  readonly ok?: boolean
}
/** What a `*.bench.ts` exports as `bench`. */
export type Bench = () => Promise<Row[]> | Row[]

/** The middle of several timings. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}
