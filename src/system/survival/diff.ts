import { changesBetween, type DirectoryEntry, emptyDirectory, type FileNode, nodeAt } from '../files/tree.ts'

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
  const below = between((before as DirectoryEntry | undefined) ?? NOTHING, (after as DirectoryEntry | undefined) ?? NOTHING)
  // That the top is there at all is its directory's business; what it allows is its own.
  if (!before || !after || alike(before, after)) return below
  return { ...below, changed: below.changed + 1, changes: [changeOf('', 'changed', after), ...below.changes].slice(0, MOST) }
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
  const found = [...changesBetween(before.entries, after.entries)]
  const counts = { added: 0, changed: 0, removed: 0 }
  const changes: Change[] = []
  // All are counted, but only the first are told: with very many, those that come first.
  if (found.length <= 10 * MOST) found.sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [name, was, is] of found) {
    const how = howOf(was, is)
    if (how) {
      counts[how]++
      if (changes.length < MOST) changes.push(changeOf(name, how, (is ?? was) as FileNode))
    }
    if (was?.kind !== 'dir' && is?.kind !== 'dir') continue
    const below = between(was?.kind === 'dir' ? was : NOTHING, is?.kind === 'dir' ? is : NOTHING)
    counts.added += below.added
    counts.changed += below.changed
    counts.removed += below.removed
    for (const change of below.changes.slice(0, MOST - changes.length)) changes.push({ ...change, path: `${name}/${change.path}` })
  }
  return countOf({ ...counts, changes }) === 0 ? NONE : { ...counts, changes }
}
const howOf = (before: FileNode | undefined, after: FileNode | undefined): Change['how'] | undefined =>
  !before ? 'added' : !after ? 'removed' : alike(before, after) ? undefined : 'changed'
const changeOf = (path: string, how: Change['how'], node: FileNode): Change => ({ path, how, kind: node.kind, size: node.kind === 'file' ? node.size : 0 })
/** What differs between two nodes themselves, without what is below them. */
function only(before: FileNode | undefined, after: FileNode | undefined): Diff {
  const how = howOf(before, after)
  return how ? { ...NONE, [how]: 1, changes: [changeOf('', how, (after ?? before) as FileNode)] } : NONE
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
