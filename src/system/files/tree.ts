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
/** A regular file. */
export interface FileEntry extends NodeBase {
  readonly kind: 'file'
  /** Bytes. */
  readonly size: number
  /** The bytes, one char each (latin1); absent for a bulk file, whose bytes follow from `fill`. */
  readonly content?: string
  /** What a bulk file is made of: decides how it reads and compresses. */
  readonly fill?: 'zero' | 'text' | 'random'
  /** Where its records lie, in a ZFS dataset. */
  readonly extents?: readonly Extent[]
}
/** A directory. */
export interface DirectoryEntry extends NodeBase {
  readonly kind: 'dir'
  readonly entries: Readonly<Record<string, FileNode>>
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
}
