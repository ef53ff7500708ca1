import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import { nameOf } from '../hardware/hardware.ts'

import { newHead, placeFor } from './datasets.ts'
import { mountDataset, mountObstacle } from './mounting.ts'
import { checkName } from './names.ts'
import { deadBetween, mergeDead, minus, plus, ZERO } from './size.ts'
import { spaceFor } from './space.ts'
import { limitOf, secondOf, Transaction } from './transaction.ts'
import { settingOf } from './values.ts'
import { clonesOf, type Dataset, datasetOf, snapshotsOf, treeOf } from './zfs.ts'

const headName = (name: string): string => name.slice(0, name.indexOf('@'))

/**
 * Takes snapshots, all or none, in one transaction group; -r: of every descendant too. Refuses: `zfs.name`,
 * `zfs.missing` (of the filesystem), `zfs.exists` with all that clash, `zfs.same-filesystem`, `zfs.no-space`.
 */
export function takeSnapshots(
  sim: Simulation,
  server: Id<'server'>,
  names: readonly string[],
  options: { recursive?: boolean; properties?: Readonly<Record<string, string>> } = {},
): Result<Dataset[]> {
  const wanted: { head: Dataset; name: string }[] = []
  for (const name of names) {
    const named = checkName(name, 'snapshot')
    if (!named.ok) return refuse('zfs.name', { ...named.error.data, name })
    const head = datasetOf(sim.world, server, headName(name))
    if (!head) return refuse('zfs.missing', { name: headName(name) })
    for (const each of options.recursive ? treeOf(sim.world, head) : [head]) wanted.push({ head: each, name: `${each.name}${name.slice(name.indexOf('@'))}` })
  }
  const long = wanted.filter(({ name }) => name.length >= 256).map(({ name }) => name)
  if (long.length > 0) return refuse('zfs.long-name', { names: long, name: long[0] })
  const clashes = wanted.filter(({ name }) => datasetOf(sim.world, server, name)).map(({ name }) => name)
  if (clashes.length > 0) return refuse('zfs.exists', { names: clashes, name: clashes[0] })
  if (new Set(wanted.map(({ head }) => head.id)).size < wanted.length) return refuse('zfs.same-filesystem')
  const [first] = wanted
  if (!first) return ok([])
  return sim.event('operation', first.head.id, { id: 'op.zfs.snapshot', params: { name: names[0] as string, count: wanted.length } }, () => {
    const tx = new Transaction(sim, first.head.pool)
    const taken: Dataset[] = []
    for (const { head, name } of wanted) {
      // What a refreservation had covered becomes shared with the snapshot: the room must be found anew.
      if (Math.min(head.unique.a, limitOf(head, 'refreservation')) > spaceFor(tx, head)) return refuse('zfs.no-space', { name })
      taken.push(takeOne(tx, tx.get(head.id), name, options.properties ?? {}))
    }
    tx.sync()
    return ok(taken)
  })
}
/** One snapshot: it keeps the head's root, and the head begins a new deadlist. (dsl_dataset_snapshot_sync_impl) */
function takeOne(tx: Transaction, head: Dataset, name: string, properties: Readonly<Record<string, string>>): Dataset {
  const objset = tx.object()
  const { parent, origin, ...rest } = head
  const id: Id<'dataset'> = `dataset:${tx.poolId.slice(5)}/${objset}`
  const snapshot = tx.put({
    ...rest,
    id,
    name,
    path: `${nameOf(head.server)}/${name}`,
    type: 'snapshot',
    objset,
    guid: tx.guid(),
    createtxg: tx.txg,
    creation: secondOf(tx.sim),
    properties: inheritVolsize(head, properties),
    unique: ZERO,
    of: head.id,
    next: head.id,
    holds: {},
    deferDestroy: false,
    head: ZERO,
    snap: ZERO,
    child: ZERO,
    childReserved: 0,
    refReserved: 0,
  })
  const prev = tx.find(head.prev)
  if (prev?.next === head.id) tx.put({ ...prev, next: id })
  tx.charge({ ...tx.get(head.id), deadlist: [], prev: id, prevTxg: tx.txg, unique: ZERO })
  return snapshot
}
const inheritVolsize = (head: Dataset, properties: Readonly<Record<string, string>>): Record<string, string> => ({
  ...properties,
  ...(head.properties.volsize !== undefined && { volsize: head.properties.volsize }),
})

/** Destroys one snapshot in a transaction: what only it needed is freed. (dsl_destroy_snapshot_sync_impl) */
export function destroyInto(tx: Transaction, snapshot: Dataset): void {
  const next = tx.get(snapshot.next as Id<'dataset'>)
  const prev = tx.find(snapshot.prev)
  const freed = deadBetween(next.deadlist, snapshot.prevTxg)
  const deadlist = mergeDead(
    next.deadlist.filter(([birth]) => birth <= snapshot.prevTxg),
    snapshot.deadlist,
  )
  let heir: Dataset = { ...next, deadlist, prev: snapshot.prev, prevTxg: snapshot.prevTxg }
  if (prev) {
    const mine = prev.next === snapshot.id
    // Dead between the new neighbours and born in prev's own time: only prev has them now.
    const gained = mine ? deadBetween(next.deadlist, prev.prevTxg, snapshot.prevTxg) : ZERO
    tx.put({ ...prev, unique: plus(prev.unique, gained), ...(mine && { next: next.id }) })
  }
  if (next.type === 'snapshot') {
    const after = tx.get(next.next as Id<'dataset'>)
    heir = { ...heir, unique: plus(next.unique, deadBetween(after.deadlist, snapshot.prevTxg, snapshot.createtxg)) }
    tx.put(heir)
  } else heir = { ...heir, unique: minus(next.referenced, prev ? minus(prev.referenced, deadBetween(deadlist, -1)) : ZERO) }
  tx.remove(snapshot.id)
  tx.allocate(-freed.a)
  const headId = snapshot.of as Id<'dataset'>
  const head = next.type === 'snapshot' ? tx.get(headId) : heir
  tx.charge({ ...head, snap: minus(head.snap, freed) })
}
/**
 * Destroys snapshots, all or none. Refuses: `zfs.held`, `zfs.cloned` with the clones. With `defer`, those are only marked.
 */
export function destroySnapshots(sim: Simulation, snapshots: readonly Dataset[], options: { defer?: boolean } = {}): Result {
  const [first] = snapshots
  if (!first) return ok()
  const doomed: Dataset[] = []
  const deferred: Dataset[] = []
  for (const snapshot of snapshots) {
    const held = Object.keys(snapshot.holds ?? {}).length > 0
    const clones = clonesOf(sim.world, snapshot.id)
    if (!held && clones.length === 0) doomed.push(snapshot)
    else if (options.defer) deferred.push(snapshot)
    else if (held) return refuse('zfs.held', { name: snapshot.name })
    else return refuse('zfs.cloned', { name: snapshot.name, clones: clones.map(({ name }) => name) })
  }
  return sim.event('operation', first.id, { id: 'op.zfs.destroy-snapshot', params: { name: first.name, count: snapshots.length } }, () => {
    const tx = new Transaction(sim, first.pool)
    for (const snapshot of doomed) destroyInto(tx, tx.get(snapshot.id))
    for (const snapshot of deferred) tx.put({ ...tx.get(snapshot.id), deferDestroy: true })
    tx.sync()
    return ok()
  })
}
/** Makes a clone of a snapshot, and mounts it. Refuses as `placeFor`, and: `zfs.missing`, `zfs.name`, `zfs.cross-pool`. */
export function cloneSnapshot(
  sim: Simulation,
  server: Id<'server'>,
  from: string,
  name: string,
  options: { properties?: Readonly<Record<string, string>>; unmounted?: boolean } = {},
): Result<Dataset> {
  const named = checkName(from, 'snapshot')
  if (!named.ok) return refuse('zfs.name', { ...named.error.data, name: from, of: 'source' })
  const snapshot = datasetOf(sim.world, server, from)
  if (!snapshot) return refuse('zfs.missing', { name: from })
  const place = placeFor(sim, server, name)
  if (!place.ok) return place
  const parent = place.value
  if (parent.pool !== snapshot.pool) return refuse('zfs.cross-pool', { name })
  return sim.event('operation', snapshot.id, { id: 'op.zfs.clone', params: { name, from } }, () => {
    const tx = new Transaction(sim, snapshot.pool)
    const of = tx.get(snapshot.of as Id<'dataset'>)
    const type = of.type === 'volume' ? 'volume' : 'filesystem'
    const volume = type === 'volume' ? { volsize: snapshot.properties.volsize ?? '0', volblocksize: settingOf(tx, of, 'volblocksize').value } : {}
    const head = newHead(tx, { name, type, parent: parent.id, properties: { ...volume, ...options.properties }, creation: secondOf(sim), origin: snapshot })
    tx.sync()
    if (type === 'filesystem' && !options.unmounted && !mountObstacle(sim.world, head) && settingOf(tx, head, 'canmount').value === 'on') {
      const mounted = mountDataset(sim, head)
      if (!mounted.ok) return mounted
    }
    return ok(sim.world.need(head.id))
  })
}
/** Snapshots taken after one, oldest first. */
export const newerThan = (sim: Simulation, snapshot: Dataset): Dataset[] =>
  snapshotsOf(sim.world, snapshot.of as Id<'dataset'>).filter(({ createtxg }) => createtxg > snapshot.createtxg)

/**
 * Puts a filesystem or volume back to a snapshot. Newer ones must be destroyed: `destroyNewer`. Refuses: `zfs.newer`
 * with their names, `zfs.cloned`, `zfs.held`, `zfs.no-space`.
 */
export function rollback(sim: Simulation, snapshot: Dataset, options: { destroyNewer?: boolean } = {}): Result {
  const newer = newerThan(sim, snapshot)
  if (newer.length > 0 && !options.destroyNewer) return refuse('zfs.newer', { name: snapshot.name, newer: newer.map(({ name }) => name) })
  for (const each of newer) {
    if (Object.keys(each.holds ?? {}).length > 0) return refuse('zfs.held', { name: each.name })
    const clones = clonesOf(sim.world, each.id)
    if (clones.length > 0) return refuse('zfs.cloned', { name: each.name, clones: clones.map(({ name }) => name) })
  }
  const head = sim.world.need(snapshot.of as Id<'dataset'>)
  const refquota = limitOf(head, 'refquota')
  if (refquota > 0 && snapshot.referenced.a > refquota) return refuse('zfs.no-space', { name: head.name })
  return sim.event('operation', head.id, { id: 'op.zfs.rollback', params: { name: snapshot.name } }, () => {
    const tx = new Transaction(sim, head.pool)
    for (const each of newer.toReversed()) destroyInto(tx, tx.get(each.id))
    revert(tx, tx.get(head.id), tx.get(snapshot.id))
    tx.sync()
    return ok()
  })
}
/** The head becomes its newest snapshot again: what was born since is freed. (dsl_dataset_rollback_sync) */
function revert(tx: Transaction, head: Dataset, snapshot: Dataset): void {
  const own = deadBetween(head.deadlist, head.originTxg)
  tx.allocate(-head.unique.a)
  tx.put({ ...snapshot, unique: minus(snapshot.unique, deadBetween(head.deadlist, snapshot.prevTxg)) })
  tx.charge({
    ...head,
    root: snapshot.root,
    nextIno: Math.max(head.nextIno, snapshot.nextIno),
    referenced: snapshot.referenced,
    unique: ZERO,
    deadlist: [],
    head: plus(minus(head.head, head.unique), own),
    snap: minus(head.snap, own),
    ...(snapshot.properties.volsize !== undefined && { properties: { ...head.properties, volsize: snapshot.properties.volsize } }),
  })
}
/** A hold keeps a snapshot from being destroyed. Refuses: `zfs.tag-exists`. */
export function hold(sim: Simulation, snapshots: readonly Dataset[], tag: string): Result {
  const clash = snapshots.find(({ holds }) => holds && Object.hasOwn(holds, tag))
  if (clash) return refuse('zfs.tag-exists', { name: clash.name })
  return update(sim, snapshots, 'op.zfs.hold', (snapshot) => ({ ...snapshot, holds: { ...snapshot.holds, [tag]: dateOf(sim.world) } }))
}
/** Takes a hold away; a snapshot that waits to be destroyed then goes. Refuses: `zfs.no-tag`. */
export function release(sim: Simulation, snapshots: readonly Dataset[], tag: string): Result {
  const without = snapshots.find(({ holds }) => !holds || !Object.hasOwn(holds, tag))
  if (without) return refuse('zfs.no-tag', { name: without.name })
  const released = update(sim, snapshots, 'op.zfs.release', (snapshot) => ({
    ...snapshot,
    holds: Object.fromEntries(Object.entries(snapshot.holds ?? {}).filter(([key]) => key !== tag)),
  }))
  for (const { id } of snapshots) destroyIfDeferred(sim, id)
  return released
}
/** A snapshot marked for destruction goes with its last hold and clone. */
export function destroyIfDeferred(sim: Simulation, id: Id<'dataset'>): void {
  const snapshot = sim.world.get(id)
  if (snapshot?.deferDestroy && Object.keys(snapshot.holds ?? {}).length === 0 && clonesOf(sim.world, id).length === 0) destroySnapshots(sim, [snapshot])
}
function update(sim: Simulation, snapshots: readonly Dataset[], message: string, change: (snapshot: Dataset) => Dataset): Result {
  const [first] = snapshots
  if (!first) return ok()
  return sim.event('operation', first.id, { id: message, params: { name: first.name } }, () => {
    const tx = new Transaction(sim, first.pool)
    for (const snapshot of snapshots) tx.put(change(tx.get(snapshot.id)))
    tx.sync()
    return ok()
  })
}
