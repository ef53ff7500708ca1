import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { emptyDirectory, type FileEntry, type FileNode } from '../files/tree.ts'
import { dateOf } from '../hardware/clock.ts'
import { nameOf } from '../hardware/hardware.ts'
import { born } from './blocks.ts'
import { allocatedSize } from './geometry.ts'
import { mountDataset, mountObstacle } from './mounting.ts'
import { checkName } from './names.ts'
import { ZERO } from './size.ts'
import { spaceFor } from './space.ts'
import { secondOf, Transaction } from './transaction.ts'
import { settingOf } from './values.ts'
import { type Dataset, datasetOf, METADATA, poolOf } from './zfs.ts'

interface NewHead {
  readonly name: string
  readonly type: 'filesystem' | 'volume'
  readonly parent?: Id<'dataset'>
  readonly properties: Readonly<Record<string, string>>
  readonly creation: number
  /** For a clone: the snapshot it begins as. */
  readonly origin?: Dataset
}
/** Adds a filesystem or volume to a transaction: empty but for its metadata, or a clone. */
export function newHead(tx: Transaction, { name, type, parent, properties, creation, origin }: NewHead): Dataset {
  const objset = tx.object()
  const { pool } = tx
  const mtime = dateOf(tx.sim.world)
  const empty: FileNode =
    type === 'filesystem'
      ? emptyDirectory({ mtime })
      : ({ kind: 'file', mode: 0o600, uid: 0, gid: 0, mtime, ino: 1, size: Number(properties.volsize ?? 0), fill: 'zero' } as FileEntry)
  const head: Dataset = {
    id: `dataset:${pool.id.slice(5)}/${objset}`,
    server: pool.server,
    pool: pool.id,
    name,
    path: `${nameOf(pool.server)}/${name}`,
    type,
    objset,
    guid: tx.guid(),
    createtxg: tx.txg,
    creation,
    properties,
    root: origin?.root ?? empty,
    nextIno: origin?.nextIno ?? 8,
    referenced: origin?.referenced ?? ZERO,
    unique: ZERO,
    deadlist: [],
    prev: origin?.id,
    prevTxg: origin?.createtxg ?? 0,
    parent,
    origin: origin?.id,
    originTxg: origin?.createtxg ?? 0,
    head: ZERO,
    snap: ZERO,
    child: ZERO,
    childReserved: 0,
    refReserved: 0,
  }
  if (origin) {
    tx.charge(head)
    return tx.get(head.id)
  }
  const size = METADATA[type]
  tx.charge(born(tx, head, { record: 0, count: 1, birth: tx.txg, dva: 0, asize: allocatedSize(pool, size), psize: size, lsize: size }))
  return tx.get(head.id)
}

export interface CreateOptions {
  /** A volume of that many bytes. */
  readonly volsize?: number
  readonly sparse?: boolean
  /** Parsed properties. */
  readonly properties?: Readonly<Record<string, string>>
  /** Makes missing parents, and takes an existing target for done. */
  readonly parents?: boolean
  /** Does not mount it. */
  readonly unmounted?: boolean
}
/** Refreservation of a thick volume: its data and the metadata to address it. (illumos libzfs zvol_volsize_to_reservation) */
export function thickReservation(volsize: number, blocksize: number, copies = 1): number {
  let blocks = Math.ceil(volsize / blocksize)
  let metadata = 7
  while (blocks > 1) {
    blocks = Math.ceil(blocks / 1024)
    metadata += blocks
  }
  return volsize * copies + metadata * Math.min(3, copies + 1) * 128 * 1024
}
const parentName = (name: string): string => name.slice(0, name.lastIndexOf('/'))
const poolName = (name: string): string => name.split(/[/@]/)[0] as string

/** Why a new dataset cannot have that name, or its parent. Refuses: `zfs.name`, `zfs.no-pool`, `zfs.exists`, `zfs.no-parent`, `zfs.parent-not-filesystem`. */
export function placeFor(sim: Simulation, server: Id<'server'>, name: string): Result<Dataset> {
  const named = checkName(name, 'dataset')
  if (!named.ok) return named
  if (!name.includes('/')) return refuse('zfs.name', { kind: 'missing-dataset', name })
  if (!poolOf(sim.world, server, poolName(name))) return refuse('zfs.no-pool', { pool: poolName(name), name })
  if (datasetOf(sim.world, server, name)) return refuse('zfs.exists', { name })
  const parent = datasetOf(sim.world, server, parentName(name))
  if (!parent) return refuse('zfs.no-parent', { name })
  if (parent.type !== 'filesystem') return refuse('zfs.parent-not-filesystem', { name })
  return ok(parent)
}
/** Makes a filesystem or a volume, and mounts it. Refuses as `placeFor` does, and: `zfs.no-space`, `zfs.volsize-multiple`; `zfs.not-empty` once made. */
export function createDataset(sim: Simulation, server: Id<'server'>, name: string, options: CreateOptions = {}): Result<Dataset> {
  if (options.parents && datasetOf(sim.world, server, name)) return ok(datasetOf(sim.world, server, name) as Dataset)
  if (options.parents && name.includes('/') && !datasetOf(sim.world, server, parentName(name))) {
    const made = createDataset(sim, server, parentName(name), { parents: true })
    if (!made.ok) return made
  }
  const place = placeFor(sim, server, name)
  if (!place.ok) return place
  const parent = place.value
  return sim.event('operation', parent.id, { id: 'op.zfs.create', params: { name } }, () => {
    const tx = new Transaction(sim, parent.pool)
    const type = options.volsize === undefined ? 'filesystem' : 'volume'
    const properties = type === 'volume' ? volumeProperties(tx, parent, options) : ok({ ...options.properties })
    if (!properties.ok) return properties
    const head = newHead(tx, { name, type, parent: parent.id, properties: properties.value, creation: secondOf(sim) })
    const need = Math.max(head.head.a + head.refReserved, Number(head.properties.reservation ?? 0))
    if (need > spaceFor({ find: (id) => (id ? sim.world.get(id) : undefined), pool: sim.world.need(parent.pool) }, parent))
      return refuse('zfs.no-space', { name })
    tx.sync()
    if (type === 'filesystem' && !options.unmounted && !mountObstacle(sim.world, head) && settingOf(tx, head, 'canmount').value === 'on') {
      const mounted = mountDataset(sim, head)
      if (!mounted.ok) return mounted
    }
    return ok(sim.world.need(head.id))
  })
}
function volumeProperties(tx: Transaction, parent: Dataset, { volsize = 0, sparse, properties = {} }: CreateOptions): Result<Record<string, string>> {
  const blocksize = Number(properties.volblocksize ?? 8192)
  if (volsize === 0 || volsize % blocksize !== 0) return refuse('zfs.volsize-multiple', {})
  const copies = Number(properties.copies ?? settingOf(tx, parent, 'copies').value)
  const set: Record<string, string> = { ...properties, volsize: String(volsize) }
  if (!sparse && !Object.hasOwn(properties, 'refreservation')) set.refreservation = String(thickReservation(volsize, blocksize, copies))
  if (set.refreservation === 'auto') set.refreservation = String(thickReservation(volsize, blocksize, copies))
  return ok(set)
}
