import type { Changes, Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import { minus, plus, type Size } from './size.ts'
import { type Dataset, type Dirty, type Pool, usedOf } from './zfs.ts'

/** How long a transaction group stays open at most (ms): zfs_txg_timeout. */
export const TXG_TIMEOUT = 5000

/**
 * Changes of one pool, all or none: they are collected here and committed at the end. An operation that refuses
 * simply does not commit.
 */
export class Transaction {
  private readonly changes: Changes = {}
  constructor(
    readonly sim: Simulation,
    readonly poolId: Id<'pool'>,
  ) {}

  /** Transaction group in which everything of this is born. */
  get txg(): number {
    return this.pool.txg + 1
  }
  get pool(): Pool {
    return (this.changes[this.poolId] ?? this.sim.world.need(this.poolId)) as Pool
  }
  set pool(pool: Pool) {
    this.changes[pool.id] = pool
  }
  find(id: Id<'dataset'> | undefined): Dataset | undefined {
    if (id === undefined) return undefined
    return id in this.changes ? (this.changes[id] as Dataset | undefined) : this.sim.world.get(id)
  }
  get(id: Id<'dataset'>): Dataset {
    const dataset = this.find(id)
    if (!dataset) throw new Error(`no record ${id}`)
    return dataset
  }
  put(dataset: Dataset): Dataset {
    this.changes[dataset.id] = dataset
    return dataset
  }
  remove(id: Id<'dataset'>): void {
    this.changes[id] = undefined
  }
  /** Takes an object number. */
  object(): number {
    const { pool } = this
    this.pool = { ...pool, nextObject: pool.nextObject + 1 }
    return pool.nextObject
  }
  /** A 64-bit number in digits, unlike any other. */
  guid(): string {
    return guidOf(this.sim)
  }
  allocate(bytes: number): void {
    if (bytes !== 0) this.pool = { ...this.pool, allocated: this.pool.allocated + bytes }
  }
  /** Replaces a filesystem or volume and charges its ancestors for what changed. */
  charge(after: Dataset): void {
    const before = this.find(after.id)
    const own = { ...after, refReserved: Math.max(0, limitOf(after, 'refreservation') - after.unique.a) }
    this.put(own)
    const parent = this.find(own.parent)
    if (!parent) return
    const change = minus(consumption(own), before ? consumption(before) : { a: 0, p: 0, l: 0 })
    const reserved = excess(own) - (before ? excess(before) : 0)
    if (change.a !== 0 || change.p !== 0 || change.l !== 0 || reserved !== 0)
      this.charge({ ...parent, child: plus(parent.child, change), childReserved: parent.childReserved + reserved })
  }
  /** Takes a filesystem's or volume's record away, and what it is charged for from its ancestors. */
  discharge(id: Id<'dataset'>): void {
    const dataset = this.get(id)
    this.remove(id)
    const parent = this.find(dataset.parent)
    if (parent) this.charge({ ...parent, child: minus(parent.child, consumption(dataset)), childReserved: parent.childReserved - excess(dataset) })
  }

  /** Commits what an administrator did: it is on disk at once, with everything written before it. */
  sync(): void {
    this.pool = { ...this.pool, txg: this.pool.txg + 1 }
    this.changes[dirtyOf(this.poolId)] = undefined
    this.changes[`due:${this.poolId} txg`] = undefined
    this.sim.commit(this.changes)
  }
  /** Commits what a program wrote: it is on disk when the transaction group closes. */
  write(): void {
    const { world } = this.sim
    const id = dirtyOf(this.poolId)
    const open = world.get(id)
    const synced: Record<string, Pool | Dataset> = { ...open?.synced }
    for (const key in this.changes) {
      const before = world.get(key) as Pool | Dataset | undefined
      if (before && !(key in synced)) synced[key] = before
    }
    if (!open || Object.keys(synced).length !== Object.keys(open.synced).length)
      this.changes[id] = { id, pool: this.poolId, server: this.pool.server, synced } as Dirty
    this.sim.commit(this.changes)
    if (!open) this.sim.later(this.poolId, 'txg', TXG_TIMEOUT, { type: 'pool.sync' })
  }
}
const dirtyOf = (pool: Id<'pool'>): Id<'dirty'> => `dirty:${pool.slice(5)}`

/** Closes the open transaction group, if anything is in it. */
export function syncPool(sim: Simulation, id: Id<'pool'>): void {
  if (sim.world.get(dirtyOf(id))) new Transaction(sim, id).sync()
}
/** Puts a pool back to its last transaction group on disk: the power is gone. */
export function loseDirty(sim: Simulation, id: Id<'pool'>): void {
  const dirty = sim.world.get(dirtyOf(id))
  if (!dirty) return
  const { machine } = sim.world.need(id)
  const changes: Changes = { ...dirty.synced, [dirty.id]: undefined, [`due:${id} txg`]: undefined }
  if (changes[id]) changes[id] = { ...changes[id], machine } as Pool
  sim.commit(changes)
}
/** A number among the properties of a dataset itself: quota, reservation…; 0 if not set. */
export const limitOf = (dataset: Dataset, name: string): number => Number(dataset.properties[name] ?? 0)
/** What a dataset charges its parent with. */
const consumption = (dataset: Dataset): Size => ({
  a: usedOf(dataset),
  p: dataset.head.p + dataset.snap.p + dataset.child.p,
  l: dataset.head.l + dataset.snap.l + dataset.child.l,
})
/** What it reserves beyond what it uses. */
const excess = (dataset: Dataset): number => Math.max(0, limitOf(dataset, 'reservation') - usedOf(dataset))

/** A 64-bit number in digits. */
export function guidOf(sim: Simulation): string {
  const half = (): bigint => BigInt(Math.floor(sim.random('guid') * 2 ** 32))
  return ((half() << 32n) | half()).toString()
}
/** The time as a dataset's creation has it: whole seconds. */
export const secondOf = (sim: Simulation): number => Math.floor(dateOf(sim.world) / 1000) * 1000
