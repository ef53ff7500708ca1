import type { Extent } from '../files/tree.ts'
import { minus, plus, type Size, withDead } from './size.ts'
import type { Transaction } from './transaction.ts'
import type { Dataset } from './zfs.ts'

/** What a run of records amounts to. */
export const sizeOf = (extent: Extent): Size => ({ a: extent.asize * extent.count, p: extent.psize * extent.count, l: extent.lsize * extent.count })

/** A block is born in a head. (dsl_dataset_block_born) */
export function born(tx: Transaction, head: Dataset, extent: Extent): Dataset {
  const size = sizeOf(extent)
  tx.allocate(size.a)
  return { ...head, referenced: plus(head.referenced, size), unique: plus(head.unique, size), head: plus(head.head, size) }
}
/**
 * A head drops a block. Born after the newest snapshot: free at once. Else a snapshot still needs it: it goes to
 * the deadlist. (dsl_dataset_block_kill)
 */
export function kill(tx: Transaction, head: Dataset, extent: Extent): Dataset {
  const size = sizeOf(extent)
  const referenced = minus(head.referenced, size)
  if (extent.birth > head.prevTxg) {
    tx.allocate(-size.a)
    return { ...head, referenced, unique: minus(head.unique, size), head: minus(head.head, size) }
  }
  const prev = tx.find(head.prev)
  if (prev?.next === head.id && extent.birth > prev.prevTxg) tx.put({ ...prev, unique: plus(prev.unique, size) })
  const deadlist = withDead(head.deadlist, extent.birth, size)
  // A clone never pays for what it had from its origin.
  if (extent.birth <= head.originTxg) return { ...head, referenced, deadlist }
  return { ...head, referenced, deadlist, head: minus(head.head, size), snap: plus(head.snap, size) }
}
