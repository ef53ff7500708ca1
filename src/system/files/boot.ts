import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import type { Server } from '../hardware/hardware.ts'
import { builtAt } from '../media/releases.ts'
import { dropBaseline, takeBaseline } from '../survival/baseline.ts'
import type { Mount } from './files.ts'
import { forgetMounts, mountAt } from './mounts.ts'
import { archive, type Item, usr } from './platform.ts'
import { makeRamFs } from './ramfs.ts'
import { emptyDirectory, type FileNode, withNodeAt } from './tree.ts'

const MiB = 1024 * 1024
/** Sizes as `df` shows them on a fresh node: the boot archive, then /usr. (reference: boot T13, values of our own) */
const ARCHIVE = { capacity: 331 * MiB, taken: 296 * MiB }
const USR = { capacity: 423 * MiB, taken: 391 * MiB }

/** Makes a tree of items; paths are taken below `prefix`. */
export function treeOf(items: readonly Item[], prefix: string, mtime: number): { root: FileNode; nextIno: number } {
  let root: FileNode = emptyDirectory({ mtime, ino: 2 })
  let ino = 3
  for (const item of items) {
    const names = item.path.slice(prefix.length).split('/').filter(Boolean)
    root = withNodeAt(root, names, nodeOf(item, mtime, ino++), mtime)
  }
  return { root, nextIno: ino }
}
function nodeOf(item: Item, mtime: number, ino: number): FileNode {
  const base = { uid: 0, gid: 0, mtime, ino }
  if ('dir' in item) return emptyDirectory({ ...base, mode: item.dir })
  if ('link' in item) return { ...base, kind: 'link', mode: 0o777, target: item.link }
  if ('device' in item) return { ...base, kind: 'file', mode: 0o666, size: 0, content: '', device: item.device }
  if ('text' in item) return { ...base, kind: 'file', mode: item.mode ?? 0o644, size: item.text.length, content: item.text }
  return { ...base, kind: 'file', mode: item.mode ?? 0o644, size: item.size, fill: item.fill, ...(item.artifact && { artifact: item.artifact }) }
}

/** The parts of the mount table that a kernel makes by itself, in the order of illumos' fs-root, fs-usr and fs-minimal. */
const PSEUDO: readonly (readonly [path: string, source: string, fstype: Mount['fstype']])[] = [
  ['/devices', '/devices', 'dev'],
  ['/dev', '/dev', 'dev'],
  ['/system/contract', 'ctfs', 'ctfs'],
  ['/proc', 'proc', 'proc'],
  ['/etc/mnttab', 'mnttab', 'mntfs'],
  ['/system/object', 'objfs', 'objfs'],
  ['/etc/dfs/sharetab', 'sharefs', 'sharefs'],
  ['/dev/fd', 'fd', 'fd'],
]

/**
 * Mounts what a kernel has once it runs: `/` from the boot archive in RAM, `/usr` from its compressed file, the
 * pseudo file systems, and tmpfs on /tmp, /var/run and /etc/svc/volatile.
 */
export function bootFiles(sim: Simulation, server: Id<'server'>): void {
  dropRam(sim, server)
  const record = sim.world.need(server)
  const facts = { stamp: record.system?.platform ?? '20260312T002222Z', hostname: record.system?.hostname ?? record.name }
  const built = builtAt(facts.stamp) ?? 0
  const root = makeRamFs(sim, server, 'root', { capacity: ARCHIVE.capacity, base: 0, ...treeOf([...archive(facts), ...modulesOf(record)], '', built) })
  sim.patch(root, { base: Math.max(0, ARCHIVE.taken - root.used) })
  mountAt(sim, server, { path: '/', source: '/devices/ramdisk:a', fstype: 'ufs', readonly: false, lives: 'ram', backing: root.id })
  for (const [path, source, fstype] of PSEUDO) {
    if (path === '/dev') mountAt(sim, server, { path, source, fstype, readonly: false, lives: 'ram', backing: root.id, sub: ['dev'] })
    else mountAt(sim, server, { path, source, fstype, readonly: true, lives: 'ram', backing: `pseudo:${server.slice(7)}/${source.replace(/^\//, '')}` as Id })
  }
  const image = makeRamFs(sim, server, 'usr', { capacity: USR.capacity, base: 0, readonly: true, ...treeOf(usr(), '/usr', built) })
  sim.patch(image, { base: Math.max(0, USR.taken - image.used) })
  mountAt(sim, server, { path: '/usr', source: '/devices/pseudo/lofi@1:disk', fstype: 'ufs', readonly: true, lives: 'image', backing: image.id })
  for (const path of ['/etc/svc/volatile', '/tmp', '/var/run']) mountTmpfs(sim, server, path, { mode: path === '/tmp' ? 0o1777 : 0o755 })
  takeBaseline(sim, server)
}
/** What the loader was told to load beside the root: the kernel shows it below /system/boot, by its name or its whole path. (illumos usr/src/uts/common/fs/bootfs) */
function modulesOf({ ram }: Server): Item[] {
  const files = (ram ?? []).filter(({ what }) => what === 'file')
  return files.flatMap(({ name, path = '', text, bytes }): Item[] => {
    const at = `/system/boot/${(name ?? path).replace(/^\/+/, '')}`
    const parents = at.split('/').slice(3, -1)
    const dirs = parents.map((_, i): Item => ({ path: `/system/boot/${parents.slice(0, i + 1).join('/')}`, dir: 0o755 }))
    return [...dirs, text === undefined ? { path: at, size: bytes, fill: 'random' } : { path: at, text }]
  })
}
/** Mounts an empty tmpfs. Its size is bytes, at most; by default a quarter more than the server's RAM, as swap has it. */
export function mountTmpfs(sim: Simulation, server: Id<'server'>, path: string, how: { mode?: number; size?: number; zone?: Id<'zone'> } = {}): Mount {
  const fs = makeRamFs(sim, server, `tmpfs${path}`, {
    capacity: how.size ?? sim.world.need(server).ramMiB * MiB * 1.25,
    mode: how.mode ?? 0o1777,
    root: emptyDirectory({ mode: how.mode ?? 0o1777, mtime: dateOf(sim.world), ino: 2 }),
  })
  return mountAt(sim, server, { path, source: 'swap', fstype: 'tmpfs', readonly: false, lives: 'ram', backing: fs.id, ...(how.zone && { zone: how.zone }) })
}
/** Power is off: nothing is mounted any more, and what was in RAM is gone. */
export function dropRam(sim: Simulation, server: Id<'server'>): void {
  const changes: Record<string, undefined> = {}
  for (const fs of sim.world.by('ramfs', 'server', server)) changes[fs.id] = undefined
  forgetMounts(sim, server)
  dropBaseline(sim, server)
  sim.commit(changes)
}
