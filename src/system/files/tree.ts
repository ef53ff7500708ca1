/**
 * File trees: persistent (copy-on-write) and JSON-able. A change makes new nodes from the file up to the root and
 * shares all others, so that a snapshot is one more reference to the old root.
 */
export type FileNode = FileEntry | DirectoryEntry | LinkEntry
interface NodeBase {
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Milliseconds since 1970, by the node's clock. */
  readonly mtime: number
  readonly ino: number
}
/** What a bulk file is made of: decides how it reads and compresses. */
export type Fill = 'zero' | 'text' | 'random'
/** A regular file, or a character device under /dev. */
export interface FileEntry extends NodeBase {
  readonly kind: 'file'
  /** Bytes. */
  readonly size: number
  /** The bytes, one char each (latin1); absent for a bulk file, whose bytes follow from `fill`. */
  readonly content?: string
  readonly fill?: Fill
  /**
   * The distribution file that it is a true copy of, `boot_archive 20260312T002222Z`: what stands in it and its
   * checksum follow from that. Gone as soon as a byte of it is changed or cut off.
   */
  readonly artifact?: string
  /** Where its records lie, in a ZFS dataset; in order of record, without overlap. */
  readonly extents?: readonly Extent[]
  /** Bytes a record, in a ZFS dataset: fixed when the file first outgrows one block. */
  readonly blocksize?: number
  /** It is a device: what is read from or written to it. */
  readonly device?: 'null' | 'zero' | 'random' | 'tty' | 'disk'
}
/** A directory. */
export interface DirectoryEntry extends NodeBase {
  readonly kind: 'dir'
  readonly entries: Entries
}
/** A symbolic link. */
export interface LinkEntry extends NodeBase {
  readonly kind: 'link'
  readonly target: string
}
/** A run of records written together: the unit of ZFS accounting. */
export interface Extent {
  /** First record of the file that it holds, and how many. */
  readonly record: number
  readonly count: number
  /** Transaction group of birth. */
  readonly birth: number
  /** Address of the first record in the pool (bytes), so that a block has an identity. */
  readonly dva: number
  /** Bytes a record: allocated, compressed, logical. */
  readonly asize: number
  readonly psize: number
  readonly lsize: number
  /** What its bytes are, in a bulk file. */
  readonly fill?: Fill
}

/**
 * Entries of a directory: a few as a plain list, many as a tree over the hash of the name, so that adding one
 * to a directory of 10,000 copies some dozens of references.
 */
export type Entries = readonly (readonly [string, FileNode])[] | { readonly kids: readonly Entries[] }

const LEAF = 32
const FAN = 16
const NONE: Entries = []

function hash(name: string): number {
  let h = 2166136261
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 16777619)
  return h >>> 0
}
const slot = (h: number, depth: number): number => (h >>> (depth * 4)) & (FAN - 1)

/** The node of that name in a directory. */
export function childOf(dir: DirectoryEntry, name: string): FileNode | undefined {
  let at = dir.entries
  let h = -1
  for (let depth = 0; 'kids' in at; depth++) {
    if (h < 0) h = hash(name)
    at = at.kids[slot(h, depth)] ?? NONE
  }
  for (const entry of at) if (entry[0] === name) return entry[1]
  return undefined
}
function place(at: Entries, name: string, node: FileNode | undefined, h: number, depth: number): Entries {
  if ('kids' in at) {
    const kids = at.kids.slice()
    kids[slot(h, depth)] = place(kids[slot(h, depth)] ?? NONE, name, node, h, depth + 1)
    return kids.every((kid) => !('kids' in kid) && kid.length === 0) ? NONE : { kids }
  }
  const index = at.findIndex((entry) => entry[0] === name)
  if (!node) return index < 0 ? at : at.filter((_, i) => i !== index)
  if (index >= 0) return at.map((entry, i) => (i === index ? ([name, node] as const) : entry))
  const list = [...at, [name, node] as const]
  if (list.length <= LEAF || depth >= 8) return list
  const kids: Entries[] = Array.from({ length: FAN }, () => NONE)
  for (const [key, child] of list) {
    const k = slot(hash(key), depth)
    kids[k] = place(kids[k] as Entries, key, child, hash(key), depth + 1)
  }
  return { kids }
}
/** The directory with one entry put, replaced or (undefined) removed. */
export const withChild = (dir: DirectoryEntry, name: string, node: FileNode | undefined, mtime = dir.mtime): DirectoryEntry => ({
  ...dir,
  mtime,
  entries: place(dir.entries, name, node, hash(name), 0),
})
function* each(at: Entries): Generator<readonly [string, FileNode]> {
  if ('kids' in at) for (const kid of at.kids) yield* each(kid)
  else yield* at
}
/** All entries of a directory, in no particular order. */
export const childrenOf = (dir: DirectoryEntry): Generator<readonly [string, FileNode]> => each(dir.entries)
/** Names in a directory, in byte order. */
export const namesIn = (dir: DirectoryEntry): string[] => [...childrenOf(dir)].map(([name]) => name).sort((a, b) => (a < b ? -1 : 1))
/** A directory with nothing in it. */
export const emptyDirectory = (base: Partial<NodeBase> = {}): DirectoryEntry => ({
  kind: 'dir',
  mode: 0o755,
  uid: 0,
  gid: 0,
  mtime: 0,
  ino: 4,
  ...base,
  entries: NONE,
})

/** The node below another by names, without following links. */
export function nodeAt(root: FileNode | undefined, names: readonly string[]): FileNode | undefined {
  let node = root
  for (const name of names) {
    if (node?.kind !== 'dir') return undefined
    node = childOf(node, name)
  }
  return node
}
/** The tree with the node at those names replaced or (undefined) removed; the parents must exist. */
export function withNodeAt(root: FileNode, names: readonly string[], node: FileNode | undefined, mtime: number): FileNode {
  const [name, ...rest] = names
  if (name === undefined) return node ?? root
  if (root.kind !== 'dir') throw new Error(`not a directory above ${names.join('/')}`)
  if (rest.length === 0) return withChild(root, name, node, childOf(root, name) && node ? root.mtime : mtime)
  const child = childOf(root, name)
  if (!child) throw new Error(`no parent for ${names.join('/')}`)
  return withChild(root, name, withNodeAt(child, rest, node, mtime))
}
/** Every extent below a node. */
export function* extentsOf(node: FileNode): Generator<Extent> {
  if (node.kind === 'file') yield* node.extents ?? []
  else if (node.kind === 'dir') for (const [, child] of childrenOf(node)) yield* extentsOf(child)
}
/** What differs between two directories: names with the node before and after. Shared parts are not looked at. */
export function* changesBetween(before: Entries, after: Entries): Generator<readonly [string, FileNode | undefined, FileNode | undefined]> {
  if (before === after) return
  if ('kids' in before && 'kids' in after) {
    for (let i = 0; i < FAN; i++) yield* changesBetween(before.kids[i] ?? NONE, after.kids[i] ?? NONE)
    return
  }
  const was = new Map(each(before))
  for (const [name, node] of each(after)) {
    const old = was.get(name)
    was.delete(name)
    if (old !== node) yield [name, old, node]
  }
  for (const [name, node] of was) yield [name, node, undefined]
}
