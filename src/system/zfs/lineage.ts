import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { nameOf } from '../hardware/hardware.ts'
import { mountDataset, mountedAt, mountObstacle, refreshMounts, unmountDataset } from './mounting.ts'
import { checkName } from './names.ts'
import { deadBetween, minus, plus, type Size, ZERO } from './size.ts'
import { spaceFor } from './space.ts'
import { limitOf, Transaction } from './transaction.ts'
import { type Dataset, datasetOf, snapshotsOf, treeOf, usedOf } from './zfs.ts'

const shortName = ({ name }: Dataset): string => name.slice(name.indexOf('@') + 1)
const sum = (list: readonly Dataset[], after: number, upTo?: number): Size =>
  list.reduce((total, { deadlist }) => plus(total, deadBetween(deadlist, after, upTo)), ZERO)

/**
 * Swaps the roles of a clone and the filesystem it is a clone of: the snapshots up to its origin become its own.
 * Refuses: `zfs.not-clone`, `zfs.snapshot-conflict`, `zfs.no-space`. (dsl_dataset_promote_sync)
 */
export function promote(sim: Simulation, clone: Dataset): Result {
  const origin = clone.origin && sim.world.get(clone.origin)
  if (!origin) return refuse('zfs.not-clone', { name: clone.name })
  const old = sim.world.need(origin.of as Id<'dataset'>)
  const chain = snapshotsOf(sim.world, old.id)
  const moved = chain.filter(({ createtxg }) => createtxg <= origin.createtxg)
  const own = snapshotsOf(sim.world, clone.id)
  const names = new Set(own.map(shortName))
  const conflict = moved.find((snapshot) => names.has(shortName(snapshot)))
  if (conflict) return refuse('zfs.snapshot-conflict', { name: clone.name, snapshot: shortName(conflict), origin: origin.name })
  return sim.event('operation', clone.id, { id: 'op.zfs.promote', params: { name: clone.name } }, () => {
    const tx = new Transaction(sim, clone.pool)
    const kept = [...chain.slice(moved.length), old]
    const mine = [...own, clone]
    const grand = tx.find(old.origin)
    const before = old.originTxg
    const at = origin.createtxg
    // Blocks of the origin that its filesystem pays for, not an origin before it.
    const paid = minus(origin.referenced, grand ? minus(grand.referenced, sum(moved, -1, before)) : ZERO)
    for (const snapshot of moved)
      tx.put({ ...snapshot, of: clone.id, name: `${clone.name}@${shortName(snapshot)}`, path: `${nameOf(clone.server)}/${clone.name}@${shortName(snapshot)}` })
    const first = mine[0] as Dataset
    tx.put({ ...tx.get(origin.id), next: first.id, unique: deadBetween(first.deadlist, origin.prevTxg) })
    tx.charge({
      ...tx.get(old.id),
      origin: origin.id,
      originTxg: at,
      head: minus(old.referenced, minus(origin.referenced, sum(kept, -1, at))),
      snap: sum(kept, at),
    })
    const gone = sum(mine, before, at)
    tx.charge({
      ...tx.get(clone.id),
      origin: old.origin,
      originTxg: before,
      head: plus(clone.head, minus(paid, gone)),
      snap: plus(clone.snap, plus(sum(moved, before), gone)),
    })
    const promoted = tx.get(clone.id)
    const quota = limitOf(promoted, 'quota')
    if (quota > 0 && usedOf(promoted) > quota) return refuse('zfs.no-space', { name: clone.name })
    tx.sync()
    return ok()
  })
}

/** Renames a snapshot, or with -r that of all descendants. Refuses: `zfs.name`, `zfs.exists`, `zfs.child-has-it`. */
export function renameSnapshot(sim: Simulation, snapshot: Dataset, to: string, recursive = false): Result {
  const { world } = sim
  const named = checkName(to, 'snapshot')
  if (!named.ok) return named
  const head = world.need(snapshot.of as Id<'dataset'>)
  const heads = recursive ? treeOf(world, head) : [head]
  const renames = heads.flatMap((each) => datasetOf(world, each.server, `${each.name}@${shortName(snapshot)}`) ?? [])
  for (const each of renames) {
    const target = `${each.name.slice(0, each.name.indexOf('@'))}@${to.slice(to.indexOf('@') + 1)}`
    if (datasetOf(world, each.server, target)) return refuse(recursive ? 'zfs.child-has-it' : 'zfs.exists', { name: each.name })
  }
  return sim.event('operation', snapshot.id, { id: 'op.zfs.rename', params: { name: snapshot.name, to } }, () => {
    const tx = new Transaction(sim, snapshot.pool)
    for (const each of renames) {
      const name = `${each.name.slice(0, each.name.indexOf('@'))}@${to.slice(to.indexOf('@') + 1)}`
      tx.put({ ...each, name, path: `${nameOf(each.server)}/${name}` })
    }
    tx.sync()
    return ok()
  })
}
/** Renames or moves a filesystem or volume with all below it. Refuses: `zfs.name`, `zfs.exists`, `zfs.no-parent`, `zfs.parent-not-filesystem`, `zfs.other-pool`, `zfs.below-itself`, `zfs.long-name`, `zfs.no-space`, `zfs.busy`. */
export function renameDataset(sim: Simulation, dataset: Dataset, to: string, force = false): Result {
  const { world } = sim
  const named = checkName(to, 'dataset')
  if (!named.ok) return named
  if (to.split('/')[0] !== dataset.name.split('/')[0] || !to.includes('/') || !dataset.parent) return refuse('zfs.other-pool', { to })
  if (to.startsWith(`${dataset.name}/`)) return refuse('zfs.below-itself', { to })
  const parent = datasetOf(world, dataset.server, to.slice(0, to.lastIndexOf('/')))
  if (!parent) return refuse('zfs.no-parent', { to })
  if (parent.type !== 'filesystem') return refuse('zfs.parent-not-filesystem', { to })
  if (datasetOf(world, dataset.server, to)) return refuse('zfs.exists', { name: dataset.name })
  const tree = treeOf(world, dataset)
  const more = to.length - dataset.name.length
  if (tree.flatMap((each) => [each, ...snapshotsOf(world, each.id)]).some(({ name }) => name.length + more >= 256))
    return refuse('zfs.long-name', { name: dataset.name })
  return sim.event('operation', dataset.id, { id: 'op.zfs.rename', params: { name: dataset.name, to } }, () => {
    const mounted = tree.filter((each) => each.type === 'filesystem' && mountedAt(world, each) && !mountObstacle(world, each))
    for (const each of mounted.toReversed()) {
      const unmounted = unmountDataset(sim, each, force)
      if (unmounted.ok) continue
      for (const again of mounted) if (!mountedAt(world, again)) mountDataset(sim, again)
      return unmounted
    }
    const tx = new Transaction(sim, dataset.pool)
    const moved = tx.get(dataset.id)
    tx.discharge(dataset.id)
    if (dataset.parent !== parent.id && usedOf(moved) > spaceFor(tx, tx.get(parent.id))) {
      for (const again of mounted) mountDataset(sim, again)
      return refuse('zfs.no-space', { name: dataset.name })
    }
    tx.charge({ ...moved, parent: parent.id })
    for (const each of tree) {
      for (const one of [each, ...snapshotsOf(world, each.id)]) {
        const name = to + one.name.slice(dataset.name.length)
        tx.put({ ...tx.get(one.id), name, path: `${nameOf(one.server)}/${name}` })
      }
    }
    tx.sync()
    for (const each of mounted) mountDataset(sim, world.need(each.id))
    refreshMounts(sim, dataset.server)
    return ok()
  })
}
