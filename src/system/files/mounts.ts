import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { dateOf } from '../hardware/clock.ts'
import type { Mount } from './files.ts'

/**
 * One mount, as a record of its own: a server with a thousand zones has many thousands, and one more must not cost
 * more than with ten. Paths are those of the global zone.
 */
export interface MountRecord extends Rec, Mount {
  readonly id: Id<'mount'>
  readonly server: Id<'server'>
  /** Keys of the indexes, each begun by the server: its path, the directory above it, the first two names of its path. */
  readonly at: string
  readonly in: string
  readonly branch: string
}
/** Counts the device numbers of a server. */
export interface MountCounter extends Rec {
  readonly id: Id<'mountcounter'>
  readonly next: number
}
declare module '../../sim/record.ts' {
  interface Records {
    mount: MountRecord
    mountcounter: MountCounter
  }
}
const key = (server: Id<'server'>, path: string): string => `${server} ${path}`
const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')))
const branchOf = (path: string): string => path.split('/').slice(0, 3).join('/')
const inOrder = (mounts: MountRecord[]): MountRecord[] => (mounts.length > 1 ? mounts.sort((a, b) => a.dev - b.dev) : mounts)

/** Everything mounted on a server, zones' mounts included, in order of mounting. */
export const mountsOn = (world: World, server: Id<'server'>): readonly MountRecord[] => inOrder(world.by('mount', 'server', server))
/** Whether anything is mounted: a system without a root does not run. */
export const anyMounted = (world: World, server: Id<'server'>): boolean => mountAtPath(world, server, '/') !== undefined
/** The mount that is seen at a path: the last one made there. */
export const mountAtPath = (world: World, server: Id<'server'>, path: string): MountRecord | undefined =>
  inOrder(world.by('mount', 'at', key(server, path))).at(-1)
/** The mounts on the entries of a directory. */
export const mountsIn = (world: World, server: Id<'server'>, directory: string): readonly MountRecord[] =>
  world.by('mount', 'in', key(server, directory)).filter(({ path }) => path !== '/')
/** The mounts of a file system. */
export const mountsOfBacking = (world: World, server: Id<'server'>, backing: Id): MountRecord[] =>
  inOrder(world.by('mount', 'backing', backing).filter((mount) => mount.server === server))
/** The mounts that a zone made for itself. */
export const mountsOfZone = (world: World, zone: Id<'zone'>): readonly MountRecord[] => inOrder(world.by('mount', 'zone', zone))
/** The mounts below a path. */
export function mountsBelow(world: World, server: Id<'server'>, path: string): readonly MountRecord[] {
  const branch = branchOf(path)
  const near = branch.split('/').length === 3 ? inOrder(world.by('mount', 'branch', key(server, branch))) : mountsOn(world, server)
  return near.filter((mount) => mount.path.startsWith(path === '/' ? '/' : `${path}/`) && mount.path !== path)
}

/** Mounts a file system; the directory must exist (`mountPoint` makes it). */
export function mountAt(sim: Simulation, server: Id<'server'>, mount: Omit<Mount, 'since' | 'dev' | 'sub'> & { sub?: readonly string[] }): MountRecord {
  const counter: Id<'mountcounter'> = `mountcounter:${server.slice(7)}`
  const next = sim.world.get(counter)?.next ?? 1
  const { path } = mount
  const entry: MountRecord = {
    sub: [],
    ...mount,
    id: `mount:${server.slice(7)}/${next}`,
    server,
    since: dateOf(sim.world),
    dev: 0x4010000 + next,
    at: key(server, path),
    in: key(server, parentOf(path)),
    branch: key(server, branchOf(path)),
  }
  sim.commit({ [counter]: { id: counter, next: next + 1 } as MountCounter, [entry.id]: entry })
  return entry
}
/** Takes a mount away. What is mounted below it must have gone before: false if something has not. */
export function unmount(sim: Simulation, server: Id<'server'>, path: string): boolean {
  const mount = mountAtPath(sim.world, server, path)
  if (!mount || isBusy(sim.world, server, path)) return false
  sim.commit({ [mount.id]: undefined })
  return true
}
/** What the running system itself has open: it never lets go of these. (illumos usr/src/cmd/fs.d/umount.c keeplist, without what may be idle) */
const KEPT = new Set([
  '/',
  '/dev',
  '/dev/fd',
  '/devices',
  '/etc/mnttab',
  '/etc/svc/volatile',
  '/proc',
  '/system/contract',
  '/system/object',
  '/usr',
  '/var',
  '/var/run',
])
/** Whether the system needs what is mounted at a path, so that it is always in use. */
export const isKept = (path: string): boolean => KEPT.has(path)
/** Whether something else is mounted below a path. */
export const isBusy = (world: World, server: Id<'server'>, path: string): boolean => mountsBelow(world, server, path).length > 0
/** Takes away all mounts at and below a path, the last made first. */
export function unmountBelow(sim: Simulation, server: Id<'server'>, path: string): void {
  const gone = [...sim.world.by('mount', 'at', key(server, path)), ...mountsBelow(sim.world, server, path)]
  sim.commit(Object.fromEntries(gone.map(({ id }) => [id, undefined])))
}
/** Forgets all mounts of a server: its kernel is gone. */
export function forgetMounts(sim: Simulation, server: Id<'server'>): void {
  const gone = Object.fromEntries(mountsOn(sim.world, server).map(({ id }) => [id, undefined]))
  sim.commit({ ...gone, [`mountcounter:${server.slice(7)}`]: undefined })
}
