import { changesBetween, childOf, type DirectoryEntry, emptyDirectory, type FileNode, nodeAt } from '../files/tree.ts'

/** One thing that differs between two trees. */
export interface Change {
  /** Below the root that was compared, `/` between names; empty for the root itself. */
  readonly path: string
  readonly how: 'added' | 'changed' | 'removed'
  readonly kind: FileNode['kind']
  /** Bytes of a file as it is now, or as it was when it is gone. */
  readonly size: number
}
/** What differs between two trees: how much, and the first of it. */
export interface Diff {
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** At most `MOST`, in the order of the names. */
  readonly changes: readonly Change[]
}
/** So many changes of one file system are told one by one; beyond that only their number is known. */
export const MOST = 100
const NONE: Diff = { added: 0, changed: 0, removed: 0, changes: [] }
const NOTHING = emptyDirectory()

/** How many things differ. */
export const countOf = ({ added, changed, removed }: Diff): number => added + changed + removed

/**
 * What differs between two trees. Parts that they share are not looked at, and what was found out about two directories
 * is kept for as long as both are: one more file in a large tree costs the way down to it.
 */
export function diffOf(before: FileNode | undefined, after: FileNode | undefined): Diff {
  if (before === after) return NONE
  if ((before ?? after)?.kind !== 'dir' || (after ?? before)?.kind !== 'dir') return only(before, after)
  return between((before as DirectoryEntry | undefined) ?? NOTHING, (after as DirectoryEntry | undefined) ?? NOTHING)
}
/** The same for the nodes at some names below two roots. */
export const diffAt = (before: FileNode | undefined, after: FileNode | undefined, names: readonly string[]): Diff =>
  diffOf(nodeAt(before, names), nodeAt(after, names))

const known = new WeakMap<DirectoryEntry, WeakMap<DirectoryEntry, Diff>>()
function between(before: DirectoryEntry, after: DirectoryEntry): Diff {
  let row = known.get(before)
  if (!row) {
    row = new WeakMap()
    known.set(before, row)
  }
  let diff = row.get(after)
  if (!diff) {
    diff = compare(before, after)
    row.set(after, diff)
  }
  return diff
}
function compare(before: DirectoryEntry, after: DirectoryEntry): Diff {
  const found = [...changesBetween(before.entries, after.entries)].sort(([a], [b]) => (a < b ? -1 : 1))
  let { added, changed, removed } = NONE
  const changes: Change[] = []
  const take = (diff: Diff, name: string): void => {
    added += diff.added
    changed += diff.changed
    removed += diff.removed
    for (const change of diff.changes) {
      if (changes.length === MOST) return
      changes.push({ ...change, path: change.path === '' ? name : `${name}/${change.path}` })
    }
  }
  for (const [name, was, is] of found) {
    take(only(was, is), name)
    const wasDir = was?.kind === 'dir' ? was : undefined
    const isDir = is?.kind === 'dir' ? is : undefined
    if (wasDir || isDir) take(between(wasDir ?? NOTHING, isDir ?? NOTHING), name)
  }
  return added + changed + removed === 0 ? NONE : { added, changed, removed, changes }
}
/** What differs between two nodes themselves, without what is below them. */
function only(before: FileNode | undefined, after: FileNode | undefined): Diff {
  const node = after ?? before
  if (!node || (before && after && alike(before, after))) return NONE
  const how = !before ? 'added' : !after ? 'removed' : 'changed'
  return { ...NONE, [how]: 1, changes: [{ path: '', how, kind: node.kind, size: node.kind === 'file' ? node.size : 0 }] }
}
/**
 * Whether two nodes are the same to whoever reads them. Numbers of nodes and places on disk do not count; nor does the
 * time of a directory, which tells only that something in it has changed.
 */
function alike(a: FileNode, b: FileNode): boolean {
  if (a.kind !== b.kind || a.mode !== b.mode || a.uid !== b.uid || a.gid !== b.gid) return false
  if (a.kind === 'dir') return true
  if (a.mtime !== b.mtime) return false
  if (a.kind === 'link') return a.target === (b as typeof a).target
  const other = b as typeof a
  return a.size === other.size && a.content === other.content && a.fill === other.fill && a.device === other.device
}

/** The text of a small file of a tree; undefined if it is not one. */
export function textAt(root: FileNode | undefined, names: readonly string[]): string | undefined {
  const dir = nodeAt(root, names.slice(0, -1))
  const node = dir?.kind === 'dir' ? childOf(dir, names.at(-1) ?? '') : undefined
  return node?.kind === 'file' ? node.content : undefined
}
