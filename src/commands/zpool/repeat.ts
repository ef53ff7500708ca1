import type { CommandContext } from '../../shell/command.ts'
import { failUsage } from './say.ts'

const isNumber = (word: string | undefined): boolean => word !== undefined && /^\d+(?:\.\d+)?$/.test(word)

/** Splits `[pool] ... [interval [count]]`. illumos cmd/zpool/zpool_main.c get_interval_count */
export function intervalOf(operands: readonly string[], command: string): { names: readonly string[]; seconds?: number; count?: number } {
  const [before, last] = [operands.at(-2), operands.at(-1)]
  if (!isNumber(last)) return { names: operands }
  const both = isNumber(before)
  const seconds = Number(both ? before : last)
  if (seconds === 0) return failUsage('interval cannot be zero', command)
  return { names: operands.slice(0, both ? -2 : -1), seconds, ...(both && { count: Number(last) }) }
}
/**
 * Reports again and again, with so many seconds between; without a count until Ctrl-C. Where nobody can press that, one
 * report is all there is. Yields the status of the last one.
 */
export async function repeat(
  context: CommandContext,
  { seconds, count }: { readonly seconds?: number; readonly count?: number },
  report: (first: boolean) => number,
): Promise<number> {
  let rounds = seconds === undefined ? 1 : (count ?? (context.isatty ? Number.POSITIVE_INFINITY : 1))
  let status = report(true)
  while (--rounds > 0) {
    await context.wait((seconds ?? 0) * 1000)
    status = report(false)
  }
  return status
}
