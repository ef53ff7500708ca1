import type { Id } from '../../sim/record.ts'
import { limitOf } from './transaction.ts'
import { type Dataset, type Pool, usedOf } from './zfs.ts'

/** Where records are looked up: the world, or a transaction on the way. */
export interface Lookup {
  find(id: Id<'dataset'> | undefined): Dataset | undefined
  readonly pool: Pool
}
const MiB = 1024 * 1024

/** Space kept back so that a full pool can still be cleaned. (illumos spa_misc.c spa_get_slop_space) */
export const slopOf = ({ dspace }: Pick<Pool, 'dspace'>): number => Math.max(Math.floor(dspace / 32), Math.min(Math.floor(dspace / 2), 128 * MiB))

/** Bytes that a dataset and what is below it may still take. (dsl_dir_space_available) */
export function spaceFor(lookup: Lookup, dataset: Dataset): number {
  const parent = lookup.find(dataset.parent)
  const used = usedOf(dataset)
  let quota = limitOf(dataset, 'quota') || Number.POSITIVE_INFINITY
  if (!parent) quota = Math.min(quota, lookup.pool.dspace - slopOf(lookup.pool))
  const above = parent ? spaceFor(lookup, parent) + Math.max(0, limitOf(dataset, 'reservation') - used) : Number.POSITIVE_INFINITY
  return used > quota ? 0 : Math.max(0, Math.min(above, quota - used))
}
/** The property `available`. (dsl_get_available) */
export function availableOf(lookup: Lookup, dataset: Dataset): number {
  const space = spaceFor(lookup, dataset) + Math.max(0, limitOf(dataset, 'refreservation') - dataset.unique.a)
  const refquota = limitOf(dataset, 'refquota')
  return refquota === 0 ? space : Math.min(space, Math.max(0, refquota - dataset.referenced.a))
}
/** What stands in the way of so many more bytes: a quota (EDQUOT) or the pool (ENOSPC). */
export function limitReached(lookup: Lookup, dataset: Dataset): 'EDQUOT' | 'ENOSPC' {
  const refquota = limitOf(dataset, 'refquota')
  const own = spaceFor(lookup, dataset)
  if (refquota > 0 && refquota - dataset.referenced.a <= own) return 'EDQUOT'
  for (let at: Dataset | undefined = dataset; at; at = lookup.find(at.parent)) {
    const quota = limitOf(at, 'quota')
    if (quota > 0 && quota - usedOf(at) <= own) return 'EDQUOT'
  }
  return 'ENOSPC'
}
