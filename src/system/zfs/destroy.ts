import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import { checkIdle, mountedAt, unmountDataset } from './mounting.ts'
import { destroyIfDeferred, destroyInto } from './snapshots.ts'
import { Transaction } from './transaction.ts'
import { childrenOf, clonesOf, type Dataset, snapshotsOf } from './zfs.ts'

export interface DestroyOptions {
  /** With snapshots and descendants. */
  readonly recursive?: boolean
  /** With clones outside, too. */
  readonly clones?: boolean
  readonly force?: boolean
}
/**
 * What must go with a dataset, in the order of going: children before parents, snapshots before what they are of,
 * clones before their origin.
 */
export function dependentsOf(sim: Simulation, dataset: Dataset, withClones: boolean, seen = new Set<string>()): Dataset[] {
  if (seen.has(dataset.id)) return []
  seen.add(dataset.id)
  const { world } = sim
  if (dataset.type === 'snapshot') return [...(withClones ? clonesOf(world, dataset.id).flatMap((clone) => dependentsOf(sim, clone, true, seen)) : []), dataset]
  return [
    ...childrenOf(world, dataset.id).flatMap((child) => dependentsOf(sim, child, withClones, seen)),
    ...snapshotsOf(world, dataset.id).flatMap((snapshot) => dependentsOf(sim, snapshot, withClones, seen)),
    dataset,
  ]
}
/**
 * Destroys a filesystem or volume, all or nothing. Refuses: `zfs.pool-root`, `zfs.children` with all that would have
 * to go, `zfs.cloned` with the clones outside, `zfs.held`, and as `checkIdle`.
 */
export function destroyDataset(sim: Simulation, dataset: Dataset, options: DestroyOptions = {}): Result<Dataset[]> {
  const recursive = options.recursive || options.clones
  const doomed = dependentsOf(sim, dataset, options.clones ?? false)
  if (!dataset.parent && !recursive) return refuse('zfs.pool-root', { name: dataset.name })
  if (doomed.length > 1 && !recursive)
    return refuse('zfs.children', { name: dataset.name, type: dataset.type, names: doomed.filter(({ id }) => id !== dataset.id).map(({ name }) => name) })
  const set = new Set<string>(doomed.map(({ id }) => id))
  const outside = doomed
    .filter(({ type }) => type === 'snapshot')
    .flatMap(({ id }) => clonesOf(sim.world, id))
    .filter(({ id }) => !set.has(id))
  if (outside.length > 0) return refuse('zfs.dependent-clones', { name: dataset.name, type: dataset.type, clones: outside.map(({ name }) => name) })
  const held = doomed.find(({ holds }) => Object.keys(holds ?? {}).length > 0)
  if (held) return refuse('zfs.held', { name: held.name })
  const idle = checkIdle(sim, dataset.parent ? doomed : doomed.slice(0, -1), options.force)
  if (!idle.ok) return idle
  return sim.event('operation', dataset.id, { id: 'op.zfs.destroy', params: { name: dataset.name, count: doomed.length } }, () => {
    const going = dataset.parent ? doomed : doomed.filter(({ id }) => id !== dataset.id)
    const paths: string[] = []
    for (const each of going) {
      const path = each.type === 'filesystem' ? mountedAt(sim.world, each) : undefined
      if (!path) continue
      // All that is mounted below goes, too, or we would not be here.
      const unmounted = unmountDataset(sim, each, true)
      if (!unmounted.ok) return unmounted
      paths.push(path)
    }
    const tx = new Transaction(sim, dataset.pool)
    for (const each of going) {
      if (each.type === 'snapshot') destroyInto(tx, tx.get(each.id))
      else destroyHead(tx, tx.get(each.id))
    }
    tx.sync()
    for (const path of paths) removeMountpoint(sim, dataset, path)
    for (const { origin } of going) if (origin) destroyIfDeferred(sim, origin)
    return ok(going)
  })
}
/** The head of a dataset without snapshots goes: all that is its own is freed. */
function destroyHead(tx: Transaction, head: Dataset): void {
  tx.allocate(-head.unique.a)
  tx.discharge(head.id)
}
/** The directory on which a filesystem was mounted goes with it, if nothing is in it. */
function removeMountpoint(sim: Simulation, { server }: { server: Id<'server'> }, path: string): void {
  try {
    openFiles(sim, { server }).remove(path)
  } catch {
    // It is not empty, or cannot be removed: it stays, as with rmdir(2).
  }
}
/** Bytes that destroying these snapshots would free: tried out, not done. */
export function reclaimedBy(sim: Simulation, snapshots: readonly Dataset[]): number {
  const [first] = snapshots
  if (!first) return 0
  const tx = new Transaction(sim, first.pool)
  const before = tx.pool.allocated
  for (const { id } of snapshots) destroyInto(tx, tx.get(id))
  return before - tx.pool.allocated
}
