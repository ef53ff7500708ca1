import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Errno, Space } from './files.ts'
import type { Extent, FileEntry, FileNode } from './tree.ts'

/** A file as it is to become: laid out, with the records that it gives up and those that it takes. */
export interface Layout {
  readonly file: FileEntry
  readonly dead: readonly Extent[]
  readonly born: readonly Extent[]
  /** Not all of it fitted: `file` is what did. */
  readonly error?: Errno
}
/** How a file is laid where only bytes count, with so many of them free: what does not fit is cut off. */
export function layBytes(free: number, before: FileEntry | undefined, after: FileEntry): Layout {
  const room = free + (before?.size ?? 0)
  if (after.size <= room) return { file: after, dead: [], born: [] }
  // What was there stays, even when the room has become less since.
  const size = Math.max(room, before && before.size < after.size ? before.size : 0)
  return { file: { ...after, size, ...(after.content !== undefined && { content: after.content.slice(0, size) }) }, dead: [], born: [], error: 'ENOSPC' }
}
/** Something that holds a tree: a RAM file system, a ZFS dataset. */
export interface Store {
  readonly root: FileNode
  readonly readonly: boolean
  /** The number that a new node gets; `save` says how many were taken. */
  readonly nextIno: number
  /** Lays out a file of which the bytes from..to have been written. */
  lay(before: FileEntry | undefined, after: FileEntry, from: number, to: number): Layout
  /** Makes this the tree. */
  save(root: FileNode, change: { readonly dead?: Iterable<Extent>; readonly born?: Iterable<Extent>; readonly inos?: number }): void
  space(): Space
  /** What stands below `.zfs/snapshot`, if the store has snapshots. */
  snapshots?(): readonly { readonly name: string; readonly root: FileNode; readonly ino: number }[]
  snapshot?(name: string): FileNode | undefined
  /** What /etc/mnttab says of a mount of it, besides `ro` or `rw`. */
  options?(): readonly string[]
}

/** How a store is opened, by the type of its record: each kind of file system adds its own. */
export const stores: Record<string, (sim: Simulation, id: Id) => Store> = {}

/** The store with that id. */
export function openStore(sim: Simulation, id: Id): Store {
  const open = stores[id.slice(0, id.indexOf(':'))]
  if (!open) throw new Error(`no file system for ${id}`)
  return open(sim, id)
}
