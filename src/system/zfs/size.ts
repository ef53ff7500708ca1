/** What blocks amount to, in bytes: allocated, compressed, logical. */
export interface Size {
  readonly a: number
  readonly p: number
  readonly l: number
}
export const ZERO: Size = { a: 0, p: 0, l: 0 }
export const plus = (x: Size, y: Size): Size => ({ a: x.a + y.a, p: x.p + y.p, l: x.l + y.l })
export const minus = (x: Size, y: Size): Size => ({ a: x.a - y.a, p: x.p - y.p, l: x.l - y.l })

/**
 * Blocks that a dataset no longer refers to but the snapshot before it does: sizes by txg of birth, ascending.
 * Only thresholds of birth are ever asked of it, so blocks born together are kept together.
 */
export type Deadlist = readonly (readonly [birth: number, a: number, p: number, l: number])[]

/** The deadlist with more blocks of one birth. */
export function withDead(list: Deadlist, birth: number, { a, p, l }: Size): Deadlist {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as Deadlist[number])[0] < birth) low = middle + 1
    else high = middle
  }
  const at = list[low]
  if (at?.[0] === birth) return list.with(low, [birth, at[1] + a, at[2] + p, at[3] + l])
  return list.toSpliced(low, 0, [birth, a, p, l])
}
/** Two deadlists as one. */
export const mergeDead = (x: Deadlist, y: Deadlist): Deadlist =>
  x.length < y.length ? mergeDead(y, x) : y.reduce((list, [birth, a, p, l]) => withDead(list, birth, { a, p, l }), x)
/** Blocks with after < birth <= upTo. */
export function deadBetween(list: Deadlist, after: number, upTo = Number.POSITIVE_INFINITY): Size {
  let sum = ZERO
  for (const [birth, a, p, l] of list) if (birth > after && birth <= upTo) sum = { a: sum.a + a, p: sum.p + p, l: sum.l + l }
  return sum
}
