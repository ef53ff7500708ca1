import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { allows, type Credentials } from './access.ts'
import { FileError, type Mount } from './files.ts'
import { mountAtPath } from './mounts.ts'
import { openStore, type Store } from './store.ts'
import { childOf, type DirectoryEntry, emptyDirectory, type FileNode, nodeAt, withChild } from './tree.ts'

/** Where a path leads: in which file system, by which names below its root, and what stands there. */
export interface Spot {
  /** Path as the place names it, without links. */
  readonly path: string
  readonly mount: Mount
  readonly store: Store
  readonly names: readonly string[]
  readonly node: FileNode | undefined
  /** Below `.zfs`: nothing can be written. */
  readonly frozen: boolean
}
/** A place that looks at the mount table: the global zone, or a zone with its root as base. */
export interface Place {
  readonly sim: Simulation
  readonly server: Id<'server'>
  /** '' for the global zone. */
  readonly base: string
  /** As whom it looks; absent: as root. */
  readonly as?: Credentials | undefined
}

const MAX_LINKS = 40
const split = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.')

/** The root of what is mounted. */
function top(place: Place, path: string, mount: Mount): Spot {
  const store = openStore(place.sim, mount.backing)
  return { path, mount, store, names: mount.sub, node: nodeAt(store.root, mount.sub), frozen: false }
}
function rootOf(place: Place): Spot {
  const mount = mountAtPath(place.sim.world, place.server, place.base || '/')
  if (mount) return top(place, '/', mount)
  // A zone's root need not be a mount of its own: it is a directory of the global zone.
  if (place.base === '') throw new FileError('ENOENT', '/')
  const spot = walk({ ...place, base: '', as: undefined }, place.base, true)
  if (!spot.node) throw new FileError('ENOENT', '/')
  return { ...spot, path: '/' }
}
/** The virtual tree `.zfs` of a dataset: its snapshots, read-only. */
function control(store: Store): DirectoryEntry {
  const list = store.snapshots?.() ?? []
  let snapshots = emptyDirectory({ mode: 0o555, ino: 2 })
  for (const { name, root } of list) snapshots = withChild(snapshots, name, root)
  const shares = emptyDirectory({ mode: 0o555, ino: 3 })
  return withChild(withChild(emptyDirectory({ mode: 0o555, ino: 1 }), 'shares', shares), 'snapshot', snapshots)
}
function descend(place: Place, from: Spot, name: string): Spot {
  const path = from.path === '/' ? `/${name}` : `${from.path}/${name}`
  if (from.node && !allows(from.node, place.as, 'search')) throw new FileError('EACCES', path)
  const mount = mountAtPath(place.sim.world, place.server, place.base + path)
  if (mount) return top(place, path, mount)
  if (from.node?.kind !== 'dir') throw new FileError(from.node ? 'ENOTDIR' : 'ENOENT', path)
  const hidden = name === '.zfs' && from.names.length === 0 && from.store.snapshots !== undefined
  const node = hidden ? control(from.store) : childOf(from.node, name)
  return { path, mount: from.mount, store: from.store, names: [...from.names, name], node, frozen: from.frozen || hidden }
}

/** Follows a path. What is missing at its end is a spot without a node; what is missing before it throws. */
export function walk(place: Place, path: string, follow: boolean): Spot {
  const todo = split(path).reverse()
  const trail: Spot[] = [rootOf(place)]
  let links = 0
  while (todo.length > 0) {
    const name = todo.pop() as string
    const from = trail.at(-1) as Spot
    if (name === '..') {
      if (trail.length > 1) trail.pop()
      continue
    }
    if (name.length > 255) throw new FileError('ENAMETOOLONG', path)
    if (!from.node) throw new FileError('ENOENT', path)
    if (from.node.kind !== 'dir') throw new FileError('ENOTDIR', path)
    const spot = descend(place, from, name)
    if (spot.node?.kind === 'link' && (follow || todo.length > 0)) {
      if (++links > MAX_LINKS) throw new FileError('ELOOP', path)
      if (spot.node.target.startsWith('/')) trail.length = 1
      todo.push(...split(spot.node.target).reverse())
      continue
    }
    trail.push(spot)
  }
  return trail.at(-1) as Spot
}
