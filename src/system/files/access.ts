import type { FileNode } from './tree.ts'

/** As whom files are used: a user and the groups that it is in. */
export interface Credentials {
  readonly uid: number
  readonly gids: readonly number[]
}
/** What may be asked of a node: to read it, to write it, to search it (a directory) or run it. */
export type Access = 'read' | 'write' | 'search'
const BITS: Readonly<Record<Access, number>> = { read: 4, write: 2, search: 1 }

/** Whether the mode of a node lets somebody: the owner's bits count for the owner alone, then the group's, then the others'. Root may all. (chmod(2)) */
export function allows(node: FileNode, as: Credentials | undefined, access: Access): boolean {
  if (!as || as.uid === 0) return true
  const shift = node.uid === as.uid ? 6 : as.gids.includes(node.gid) ? 3 : 0
  return ((node.mode >> shift) & BITS[access]) !== 0
}
/** Whether somebody may change mode, owner or times of a node. */
export const owns = (node: FileNode, as: Credentials | undefined): boolean => !as || as.uid === 0 || as.uid === node.uid
