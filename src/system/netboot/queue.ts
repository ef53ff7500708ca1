/** An entry of a queue: the value of the virtual clock at which it ends. */
export interface Entry {
  readonly tag: number
  readonly client: string
}
/**
 * A queue of entries, the smallest tag first: a leftist heap, so that it is plain data that never changes, and putting
 * one in or taking the first out costs O(log n). (Crane 1972)
 */
export interface Queue extends Entry {
  readonly rank: number
  readonly left?: Queue
  readonly right?: Queue
}

const node = (entry: Entry, a: Queue | undefined, b: Queue | undefined): Queue => {
  const [left, right] = (a?.rank ?? 0) >= (b?.rank ?? 0) ? [a, b] : [b, a]
  return { tag: entry.tag, client: entry.client, rank: (right?.rank ?? 0) + 1, ...(left && { left }), ...(right && { right }) }
}
function merge(a: Queue | undefined, b: Queue | undefined): Queue | undefined {
  if (!a || !b) return a ?? b
  const [first, other] = a.tag < b.tag || (a.tag === b.tag && a.client <= b.client) ? [a, b] : [b, a]
  return node(first, first.left, merge(first.right, other))
}
/** The queue with one more. */
export const pushed = (queue: Queue | undefined, entry: Entry): Queue | undefined => merge(queue, node(entry, undefined, undefined))
/** The queue without its first. */
export const popped = (queue: Queue): Queue | undefined => merge(queue.left, queue.right)
