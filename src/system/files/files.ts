import type { Id } from '../../sim/record.ts'
import type { FileNode, Fill } from './tree.ts'

/** Why a file operation failed: an errno name. */
export type Errno =
  | 'ENOENT'
  | 'EEXIST'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'ENOTEMPTY'
  | 'EROFS'
  | 'EACCES'
  | 'EPERM'
  | 'EINVAL'
  | 'ELOOP'
  | 'EBUSY'
  | 'EXDEV'
  | 'ENOSPC'
  | 'EDQUOT'
  | 'ENAMETOOLONG'
  | 'EFBIG'
  | 'EIO'
/** A file operation that failed, as the system call would. */
export class FileError extends Error {
  constructor(
    readonly code: Errno,
    readonly path: string,
  ) {
    super(`${code}: ${path}`)
  }
}
/** A line of the mount table. */
export interface Mount {
  readonly path: string
  /** What is mounted: `zones/var`, `/devices/ramdisk:a`, `swap`. */
  readonly source: string
  readonly fstype: 'ufs' | 'zfs' | 'tmpfs' | 'lofs' | 'proc' | 'ctfs' | 'objfs' | 'sharefs' | 'fd' | 'mntfs' | 'dev' | 'pcfs' | 'hsfs'
  readonly readonly: boolean
  /** Options of its own, besides those that its type always has. */
  readonly options?: readonly string[]
  /** Where what is written here lives: the image (nowhere), RAM, the pool, a stick. */
  readonly lives: 'image' | 'ram' | 'pool' | 'stick'
  /** The record that holds the tree: `dataset:…`, `ramfs:…`; and the names below its root, for a lofs. */
  readonly backing: Id
  readonly sub: readonly string[]
  /** The zone that sees it; absent: the global zone. Its path is then below the zone's root. */
  readonly zone?: Id<'zone'>
  /** Milliseconds since 1970. */
  readonly since: number
  /** Device number, as in `dev=4010002`. */
  readonly dev: number
}
/** What `df` says of a mount, in bytes. */
export interface Space {
  readonly size: number
  readonly used: number
  readonly available: number
}
/** The file tree as one place (global zone or zone) sees it. Paths are absolute; links are followed except by `lstat`, `readlink`, `remove`, `rename`. Throws `FileError`. */
export interface Files {
  stat(path: string): FileNode
  lstat(path: string): FileNode
  exists(path: string): boolean
  /** Bytes, one char each. */
  read(path: string): string
  /** Creates or replaces; bytes, one char each. */
  write(path: string, bytes: string): void
  append(path: string, bytes: string): void
  /** A file of that size made of nothing in particular, without its bytes in memory (`mkfile`, image contents); a true copy of an artifact if one is named. */
  fill(path: string, size: number, fill: Fill, artifact?: string): void
  /** Writes in the middle: bytes, or a run of filling. The file grows if need be; it must exist. */
  writeAt(path: string, offset: number, what: string | { readonly size: number; readonly fill: Fill }): void
  /** Bytes from..to (at most 64 MiB), one char each. */
  readRange(path: string, from: number, to: number): string
  /** Cuts or extends (with zeros) to that size. */
  truncate(path: string, size: number): void
  readdir(path: string): string[]
  mkdir(path: string, recursive?: boolean): void
  remove(path: string, recursive?: boolean): void
  rename(from: string, to: string): void
  symlink(target: string, path: string): void
  readlink(path: string): string
  chmod(path: string, mode: number): void
  chown(path: string, uid: number, gid: number): void
  /** Sets the time of change (milliseconds since 1970). */
  utimes(path: string, mtime: number): void
  touch(path: string): void
  realpath(path: string): string
  /** The mount table as this place sees it, in order of mounting; paths are as this place names them. */
  mounts(): readonly Mount[]
  /** The mount on which a path lies. */
  mountOf(path: string): Mount
  space(mount: Mount): Space
}
