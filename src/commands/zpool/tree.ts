import type { Pool, Vdev } from '../../system/zfs/zfs.ts'

/** A row of the tree of devices. */
export interface VdevRow {
  readonly vdev: Vdev
  /** `mirror-0`, `c1t0d0`. */
  readonly name: string
  /** Name that the width of the column is reckoned with: without the number. */
  readonly base: string
  /** Levels below the pool: 1 for a top-level device. */
  readonly level: number
}
/** Top-level devices that hold data, in order, and those of the sections below them. */
export function sectionsOf({ vdevs }: Pick<Pool, 'vdevs'>): Record<'data' | 'logs' | 'cache' | 'spares', readonly Vdev[]> {
  const of = (type: Vdev['type']): Vdev[] => vdevs.filter((vdev) => vdev.type === type)
  const auxiliary = new Set<Vdev['type']>(['log', 'cache', 'spare'])
  return { data: vdevs.filter(({ type }) => !auxiliary.has(type)), logs: of('log'), cache: of('cache'), spares: of('spare') }
}
/** What kind a group is called: `mirror`, `raidz2`. */
const kindOf = ({ type, parity = 1 }: Vdev): string => (type === 'raidz' ? `raidz${parity}` : type)
/** Rows of a device and what is below it. Interior ones are numbered. (libzfs_pool.c zpool_vdev_name) */
export function rowsOf(vdev: Vdev, number: number, level = 1): VdevRow[] {
  // The members of a log or spare are drawn as if they were its own devices.
  if (!vdev.children) return [{ vdev, name: vdev.name ?? vdev.guid, base: vdev.name ?? vdev.guid, level }]
  const below = (depth: number): VdevRow[] => (vdev.children ?? []).flatMap((child, i) => rowsOf(child, i, depth))
  if (vdev.type === 'log' || vdev.type === 'cache' || vdev.type === 'spare') return below(level)
  return [{ vdev, name: `${kindOf(vdev)}-${number}`, base: kindOf(vdev), level }, ...below(level + 1)]
}
/** Health of a pool in words; a suspended one shows its devices' state. */
export const healthName = (pool: Pick<Pool, 'machine'>): string => (pool.machine.value === 'SUSPENDED' ? 'UNAVAIL' : String(pool.machine.value))
