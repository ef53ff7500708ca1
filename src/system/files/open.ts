import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import { allows, type Credentials, owns } from './access.ts'
import { bytesOf, READ_LIMIT } from './content.ts'
import { type Errno, FileError, type Files, type Mount, type Space } from './files.ts'
import { mountAtPath, mountsBelow, mountsIn, mountsOfZone, mountsOn } from './mounts.ts'
import { openStore } from './store.ts'
import { type DirectoryEntry, emptyDirectory, extentsOf, type FileEntry, type FileNode, type Fill, namesIn, nodeAt, withNodeAt } from './tree.ts'
import { type Place, type Spot, walk } from './walk.ts'
import './pseudo.ts'
import './ramfs.ts'

/** What is changed: the bytes of a file, an entry of a directory, or mode, owner and times. */
type Change = 'content' | 'entry' | 'attributes'
/** Which place looks at the files. */
export interface Where {
  readonly server: Id<'server'>
  /** A zone: its root is `/zones/<uuid>/root`. */
  readonly zone?: Id<'zone'> | undefined
  /** Another directory as root, as in `chroot`. */
  readonly root?: string | undefined
  /** As whom: what the modes of files allow is looked at. Absent: as root, who may all. */
  readonly as?: Credentials | undefined
}
/** Where a zone's root is, in the global zone: `zone:<server>/<uuid>`. */
export const rootOfZone = (zone: Id<'zone'>): string => `/zones/${zone.slice(zone.indexOf('/') + 1)}/root`

/** The files as a place sees them: always the present, however long the object is kept. */
export const openFiles = (sim: Simulation, where: Where): Files =>
  new OpenFiles({ sim, server: where.server, base: where.root ?? (where.zone ? rootOfZone(where.zone) : ''), as: where.as }, where.zone)

class OpenFiles implements Files {
  constructor(
    private readonly place: Place,
    private readonly zone: Id<'zone'> | undefined,
  ) {}

  stat(path: string): FileNode {
    return this.found(path, true).node
  }
  lstat(path: string): FileNode {
    return this.found(path, false).node
  }
  exists(path: string): boolean {
    try {
      return walk(this.place, path, true).node !== undefined
    } catch (error) {
      if (error instanceof FileError) return false
      throw error
    }
  }
  read(path: string): string {
    const file = this.file(path)
    if (file.device === 'zero' || file.device === 'random') return this.readRange(path, 0, 65536)
    return bytesOf(file)
  }
  readRange(path: string, from: number, to: number): string {
    const file = this.file(path)
    if (file.device === 'zero') return '\0'.repeat(to - from)
    if (file.device === 'random') return randomBytes(this.place.sim, from, to)
    return bytesOf(file, from, to)
  }
  write(path: string, bytes: string): void {
    this.put(path, { content: bytes, size: bytes.length })
  }
  fill(path: string, size: number, fill: Fill, artifact?: string): void {
    this.put(path, { fill, size, ...(artifact && { artifact }) })
  }
  append(path: string, bytes: string): void {
    const spot = walk(this.place, path, true)
    if (spot.node) this.writeAt(path, spot.node.kind === 'file' ? spot.node.size : 0, bytes)
    else this.write(path, bytes)
  }
  writeAt(path: string, offset: number, what: string | { size: number; fill: Fill }): void {
    const spot = this.writable(path)
    const before = this.asFile(spot, path)
    if (before.device) return
    const length = typeof what === 'string' ? what.length : what.size
    const size = Math.max(before.size, offset + length)
    const { artifact, ...changed } = before
    let after: FileEntry = { ...changed, size }
    if (typeof what === 'string' && (before.content !== undefined || before.size === 0)) {
      const old = (before.content ?? '').padEnd(offset, '\0')
      after = { ...after, content: old.slice(0, offset) + what + old.slice(offset + length) }
    } else {
      const { content, ...rest } = after
      // A bulk file does not keep bytes written into it: their records only read differently afterwards.
      after = { ...rest, fill: typeof what === 'string' ? 'text' : what.fill }
    }
    this.lay(spot, before, after, Math.min(offset, before.size), offset + length)
  }
  truncate(path: string, size: number): void {
    const spot = this.writable(path)
    const before = this.asFile(spot, path)
    const { artifact, ...kept } = before
    const { content, ...bulk } = size === before.size ? before : kept
    // Zeros without end are not kept as bytes.
    const asBytes = content !== undefined && (size <= content.length || (content !== '' && size <= READ_LIMIT))
    const after: FileEntry = asBytes
      ? { ...kept, size, content: content.slice(0, size).padEnd(size, '\0') }
      : { fill: content === '' ? 'zero' : 'text', ...bulk, size }
    // What is added is a hole: no record is written for it.
    if (size > before.size) this.lay(spot, before, after, 0, 0)
    else this.lay(spot, before, after, size, size)
  }
  readdir(path: string): string[] {
    const { node, ...spot } = this.found(path, true)
    if (node.kind !== 'dir') throw new FileError('ENOTDIR', path)
    if (!allows(node, this.place.as, 'read')) throw new FileError('EACCES', path)
    const names = new Set(namesIn(node))
    const full = `${this.place.base}${spot.path === '/' ? '' : spot.path}` || '/'
    for (const mount of mountsIn(this.place.sim.world, this.place.server, full)) names.add(mount.path.slice(mount.path.lastIndexOf('/') + 1))
    return [...names].sort((a, b) => (a < b ? -1 : 1))
  }
  mkdir(path: string, recursive = false): void {
    let spot: Spot
    try {
      spot = walk(this.place, path, true)
    } catch (error) {
      if (!recursive || !(error instanceof FileError) || error.code !== 'ENOENT' || path === '/') throw error
      this.mkdir(parentOf(path), true)
      spot = walk(this.place, path, true)
    }
    if (spot.node) {
      if (recursive && spot.node.kind === 'dir') return
      throw new FileError('EEXIST', path)
    }
    this.writableSpot(spot, path, 'entry')
    this.save(spot, emptyDirectory({ mtime: this.now, ino: spot.store.nextIno, ...this.owner }))
  }
  remove(path: string, recursive = false): void {
    const spot = this.writable(path, false, 'entry')
    if (!spot.node) throw new FileError('ENOENT', path)
    if (this.hasMount(spot.path)) throw new FileError('EBUSY', path)
    if (spot.node.kind === 'dir' && namesIn(spot.node).length > 0 && !recursive) throw new FileError('ENOTEMPTY', path)
    spot.store.save(withNodeAt(spot.store.root, spot.names, undefined, this.now), { dead: extentsOf(spot.node) })
  }
  rename(from: string, to: string): void {
    const source = walk(this.place, from, false)
    const target = walk(this.place, to, false)
    const { node } = source
    if (!node) throw new FileError('ENOENT', from)
    // Asked before whether it can be written at all. (illumos usr/src/uts/common/fs/vnode.c vn_renameat)
    if (source.mount !== target.mount) throw new FileError('EXDEV', to)
    this.writableSpot(source, from, 'entry')
    this.writableSpot(target, to, 'entry')
    if (this.hasMount(source.path) || this.hasMount(target.path)) throw new FileError('EBUSY', from)
    if (source.path === target.path) return
    if (target.path.startsWith(`${source.path}/`)) throw new FileError('EINVAL', to)
    if (target.node?.kind === 'dir' && node.kind !== 'dir') throw new FileError('EISDIR', to)
    if (target.node && target.node.kind !== 'dir' && node.kind === 'dir') throw new FileError('ENOTDIR', to)
    if (target.node?.kind === 'dir' && namesIn(target.node).length > 0) throw new FileError('ENOTEMPTY', to)
    const without = withNodeAt(source.store.root, source.names, undefined, this.now)
    source.store.save(withNodeAt(without, target.names, node, this.now), { dead: target.node ? extentsOf(target.node) : [] })
  }
  symlink(target: string, path: string): void {
    const spot = this.writable(path, false, 'entry')
    if (spot.node) throw new FileError('EEXIST', path)
    this.save(spot, { kind: 'link', target, mode: 0o777, ...this.owner, mtime: this.now, ino: spot.store.nextIno })
  }
  readlink(path: string): string {
    const { node } = this.found(path, false)
    if (node.kind !== 'link') throw new FileError('EINVAL', path)
    return node.target
  }
  chmod(path: string, mode: number): void {
    this.change(path, { mode: mode & 0o7777 })
  }
  chown(path: string, uid: number, gid: number): void {
    this.change(path, { uid, gid })
  }
  utimes(path: string, mtime: number): void {
    this.change(path, { mtime })
  }
  touch(path: string): void {
    if (this.exists(path)) this.change(path, { mtime: this.now }, 'content')
    else this.write(path, '')
  }
  realpath(path: string): string {
    return this.found(path, true).path
  }
  mounts(): readonly Mount[] {
    const { base, sim, server } = this.place
    const seen = this.zone ? mountsOfZone(sim.world, this.zone) : mountsOn(sim.world, server).filter((mount) => !mount.zone)
    if (base === '') return seen
    const root = walk({ ...this.place, base: '' }, base, true)
    const own = seen.map((mount) => ({ ...mount, path: mount.path.slice(base.length) || '/' }))
    return own.some((mount) => mount.path === '/') ? own : [{ ...root.mount, path: '/' }, ...own]
  }
  mountOf(path: string): Mount {
    const { mount } = this.found(path, true)
    const { base } = this.place
    return { ...mount, path: base === '' ? mount.path : mount.path.startsWith(`${base}/`) ? mount.path.slice(base.length) : '/' }
  }
  space(mount: Mount): Space {
    return openStore(this.place.sim, mount.backing).space()
  }

  private get now(): number {
    return dateOf(this.place.sim.world)
  }
  private found(path: string, follow: boolean): Spot & { node: FileNode } {
    const spot = walk(this.place, path, follow)
    if (!spot.node) throw new FileError('ENOENT', path)
    return spot as Spot & { node: FileNode }
  }
  private get owner(): { uid: number; gid: number } {
    const { as } = this.place
    return { uid: as?.uid ?? 0, gid: as?.gids[0] ?? 0 }
  }
  private file(path: string): FileEntry {
    const file = this.asFile(this.found(path, true), path)
    if (!file.device && !allows(file, this.place.as, 'read')) throw new FileError('EACCES', path)
    return file
  }
  private asFile(spot: Spot, path: string): FileEntry {
    if (!spot.node) throw new FileError('ENOENT', path)
    if (spot.node.kind !== 'file') throw new FileError('EISDIR', path)
    return spot.node
  }
  private writable(path: string, follow = true, what: Change = 'content'): Spot {
    return this.writableSpot(walk(this.place, path, follow), path, what)
  }
  private writableSpot(spot: Spot, path: string, what: Change): Spot {
    const device = spot.node?.kind === 'file' && spot.node.device
    if (!device && this.place.as) this.permit(spot, path, what)
    if (!device && (spot.frozen || spot.mount.readonly || spot.store.readonly)) throw new FileError('EROFS', path)
    return spot
  }
  /** Whether modes and owners allow a change: of what a file holds, of the entry in its directory, of its attributes. (illumos usr/src/uts/common/fs/ufs ufs_iaccess, ufs_sticky_remove_access) */
  private permit({ node, store, names }: Spot, path: string, what: Change): void {
    const { as } = this.place
    if (node && what === 'attributes') {
      if (!owns(node, as)) throw new FileError('EPERM', path)
    } else if (node && what === 'content') {
      if (!allows(node, as, 'write')) throw new FileError('EACCES', path)
    } else {
      const directory = nodeAt(store.root, names.slice(0, -1))
      if (!directory || !allows(directory, as, 'write')) throw new FileError('EACCES', path)
      const sticky = (directory.mode & 0o1000) !== 0
      if (node && sticky && !owns(node, as) && !owns(directory, as)) throw new FileError('EACCES', path)
    }
  }
  private hasMount(path: string): boolean {
    const full = `${this.place.base}${path}`
    const { sim, server } = this.place
    return mountAtPath(sim.world, server, full) !== undefined || mountsBelow(sim.world, server, full).length > 0
  }
  /** Creates or replaces a whole file. */
  private put(path: string, what: { content?: string; fill?: Fill; size: number; artifact?: string }): void {
    const spot = this.writable(path)
    if (spot.node?.kind === 'dir') throw new FileError('EISDIR', path)
    const before = spot.node as FileEntry | undefined
    if (before?.device) return
    const after: FileEntry = {
      kind: 'file',
      mode: before?.mode ?? 0o644,
      uid: before?.uid ?? this.owner.uid,
      gid: before?.gid ?? this.owner.gid,
      mtime: this.now,
      ino: before?.ino ?? spot.store.nextIno,
      ...what,
    }
    // The old bytes go first, as with O_TRUNC: they count no more when the new ones look for room.
    if (before && before.size > 0) {
      const { content, fill, extents, artifact, ...bare } = before
      spot.store.save(withNodeAt(spot.store.root, spot.names, { ...bare, size: 0, content: '' }, this.now), { dead: extentsOf(before) })
    }
    this.lay(spot, undefined, after, 0, after.size, before ? 0 : 1)
  }
  private lay(spot: Spot, before: FileEntry | undefined, after: FileEntry, from: number, to: number, inos = 0): void {
    const { file, dead, born, error } = spot.store.lay(before, { ...after, mtime: this.now }, from, to)
    // What did not fit is no true copy of anything.
    const { artifact, ...part } = file
    spot.store.save(withNodeAt(spot.store.root, spot.names, error ? part : file, this.now), { dead, born, inos })
    if (error) throw new FileError(error as Errno, spot.path)
  }
  private save(spot: Spot, node: FileNode): void {
    spot.store.save(withNodeAt(spot.store.root, spot.names, node, this.now), { inos: 1 })
  }
  private change(path: string, fields: Partial<DirectoryEntry>, what: Change = 'attributes'): void {
    const spot = this.writable(path, true, what)
    if (!spot.node) throw new FileError('ENOENT', path)
    spot.store.save(withNodeAt(spot.store.root, spot.names, { ...spot.node, ...fields } as FileNode, this.now), {})
  }
}

/** Bytes of /dev/urandom: other ones at each reading, the same in each run. */
const randomBytes = (sim: Simulation, from: number, to: number): string =>
  bytesOf({ kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: 0, ino: Math.floor(sim.random('urandom') * 2 ** 31), size: to, fill: 'random' }, from, to)

/** The directory above a path. */
export const parentOf = (path: string): string => path.replace(/\/+$/, '').replace(/\/[^/]*$/, '') || '/'
