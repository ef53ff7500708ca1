import type { Id, Living, Rec } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { FileNode } from '../files/tree.ts'
import type { Deadlist, Size } from './size.ts'

/** A device of a pool, or a group of them. */
export interface Vdev {
  readonly type: 'disk' | 'file' | 'mirror' | 'raidz' | 'log' | 'cache' | 'spare'
  /** For a leaf: the disk's name `c1t0d0`, or a file's path. */
  readonly name?: string
  readonly guid: string
  /** Bytes that it offers: for a leaf its size less labels, in whole metaslabs. */
  readonly asize: number
  readonly parity?: number
  readonly children?: readonly Vdev[]
  readonly state: 'ONLINE' | 'DEGRADED' | 'FAULTED' | 'OFFLINE' | 'UNAVAIL' | 'REMOVED'
  readonly read: number
  readonly write: number
  readonly cksum: number
}
/** A pool: its life is `pool.machine.ts`. */
export interface Pool extends Living {
  readonly id: Id<'pool'>
  readonly server: Id<'server'>
  readonly name: string
  /** `node1/zones`: what it is looked up by. */
  readonly path: string
  readonly guid: string
  readonly vdevs: readonly Vdev[]
  readonly root: Id<'dataset'>
  /** Last transaction group on disk; what is written now is born in the next. */
  readonly txg: number
  readonly nextObject: number
  /** Where the next block goes (bytes). */
  readonly nextDva: number
  /** Milliseconds since 1970. */
  readonly created: number
  /** Raw bytes, as `zpool list` shows SIZE. */
  readonly size: number
  /** Bytes for data once parity is taken off, before slop. */
  readonly dspace: number
  /** Bytes allocated, in the measure of dspace. */
  readonly allocated: number
  /** Properties set by hand. */
  readonly properties: Readonly<Record<string, string>>
}
/** A filesystem, a volume or a snapshot. Terms as in illumos' dsl_dataset and dsl_dir. */
export interface Dataset extends Rec {
  readonly id: Id<'dataset'>
  readonly server: Id<'server'>
  readonly pool: Id<'pool'>
  readonly name: string
  /** `node1/zones/a@s`: what it is looked up by. */
  readonly path: string
  readonly type: 'filesystem' | 'volume' | 'snapshot'
  readonly objset: number
  readonly guid: string
  readonly createtxg: number
  /** Milliseconds since 1970. */
  readonly creation: number
  /** Properties set on it, parsed: numbers in digits. */
  readonly properties: Readonly<Record<string, string>>
  /** The tree; a volume's is one file. */
  readonly root: FileNode
  readonly nextIno: number
  /** Blocks it refers to. */
  readonly referenced: Size
  /** Blocks born after the snapshot before it; for a snapshot, those that only it has in its filesystem. */
  readonly unique: Size
  readonly deadlist: Deadlist
  /** The snapshot before it (for a clone without snapshots its origin), and that one's txg. */
  readonly prev?: Id<'dataset'> | undefined
  readonly prevTxg: number

  /** Snapshot: what it is of, and the snapshot or head after it. */
  readonly of?: Id<'dataset'> | undefined
  readonly next?: Id<'dataset'> | undefined
  /** Snapshot: holds, tag to milliseconds since 1970. */
  readonly holds?: Readonly<Record<string, number>>
  readonly deferDestroy?: boolean

  /** Filesystem, volume: absent for a pool's root. */
  readonly parent?: Id<'dataset'> | undefined
  readonly origin?: Id<'dataset'> | undefined
  readonly originTxg: number
  /** usedbydataset and usedbysnapshots; children's used; what children reserve beyond what they use. */
  readonly head: Size
  readonly snap: Size
  readonly child: Size
  readonly childReserved: number
  /** usedbyrefreservation. */
  readonly refReserved: number
}
/** What of a pool is not on disk yet: records by id as the last transaction group left them (undefined: not there). */
export interface Dirty extends Rec {
  readonly id: Id<'dirty'>
  readonly pool: Id<'pool'>
  readonly server: Id<'server'>
  readonly synced: Readonly<Record<string, Pool | Dataset>>
}
declare module '../../sim/record.ts' {
  interface Records {
    pool: Pool
    dataset: Dataset
    dirty: Dirty
  }
}

/** Bytes of metadata that a dataset has from birth: a constant instead of the growing tree of real indirect blocks. */
export const METADATA = { filesystem: 24 * 1024, volume: 12 * 1024 } as const

const serverName = (server: Id<'server'>): string => server.slice('server:'.length)
/** The dataset of that name on a server, if its pool is imported. */
export function datasetOf(world: World, server: Id<'server'>, name: string): Dataset | undefined {
  return world.by('dataset', 'path', `${serverName(server)}/${name}`).find((dataset) => isImported(world.need(dataset.pool)))
}
/** Pools that are imported on a server, by name. */
export const poolsOf = (world: World, server: Id<'server'>): Pool[] =>
  world
    .by('pool', 'server', server)
    .filter(isImported)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
/** The imported pool of that name. */
export const poolOf = (world: World, server: Id<'server'>, name: string): Pool | undefined =>
  world.by('pool', 'path', `${serverName(server)}/${name}`).find(isImported)
/** States in which a pool's datasets can be seen. */
export const isImported = (pool: Pool): boolean => pool.machine.value === 'ONLINE' || pool.machine.value === 'DEGRADED' || pool.machine.value === 'SUSPENDED'
/** Filesystems and volumes right below one, by name. */
export const childrenOf = (world: World, id: Id<'dataset'>): Dataset[] => world.by('dataset', 'parent', id).sort(byName)
/** Snapshots of a filesystem or volume, oldest first. */
export const snapshotsOf = (world: World, id: Id<'dataset'>): Dataset[] => world.by('dataset', 'of', id).sort((a, b) => a.createtxg - b.createtxg)
/** Clones of a snapshot. */
export const clonesOf = (world: World, id: Id<'dataset'>): Dataset[] => world.by('dataset', 'origin', id).sort(byName)
const byName = (a: Dataset, b: Dataset): number => (a.name < b.name ? -1 : 1)
/** It and everything below it, parents first. */
export function treeOf(world: World, dataset: Dataset): Dataset[] {
  return [dataset, ...childrenOf(world, dataset.id).flatMap((child) => treeOf(world, child))]
}
/** `used`: everything that would be free if it went, with what it reserves. */
export const usedOf = (dataset: Dataset): number =>
  dataset.type === 'snapshot' ? dataset.unique.a : dataset.head.a + dataset.snap.a + dataset.child.a + dataset.childReserved + dataset.refReserved
