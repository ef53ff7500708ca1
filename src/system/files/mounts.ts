import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { dateOf } from '../hardware/clock.ts'
import type { Mount } from './files.ts'

/** What is mounted on a server, in order of mounting; paths are those of the global zone. */
export interface Mounts extends Rec {
  readonly id: Id<'mounts'>
  readonly server: Id<'server'>
  readonly list: readonly Mount[]
  readonly nextDev: number
}
declare module '../../sim/record.ts' {
  interface Records {
    mounts: Mounts
  }
}
const idOf = (server: Id<'server'>): Id<'mounts'> => `mounts:${server.slice(7)}`

/** Everything mounted on a server, zones' mounts included. */
export const mountsOn = (world: World, server: Id<'server'>): readonly Mount[] => world.get(idOf(server))?.list ?? []

const tables = new WeakMap<readonly Mount[], Map<string, Mount>>()
/** The mount that is seen at a path: the last one made there. */
export function mountAtPath(world: World, server: Id<'server'>, path: string): Mount | undefined {
  const list = mountsOn(world, server)
  let table = tables.get(list)
  if (!table) {
    table = new Map(list.map((mount) => [mount.path, mount]))
    tables.set(list, table)
  }
  return table.get(path)
}
/** The mounts of a file system. */
export const mountsOfBacking = (world: World, server: Id<'server'>, backing: Id): Mount[] =>
  mountsOn(world, server).filter((mount) => mount.backing === backing)

/** Mounts a file system; the directory must exist (`mountPoint` makes it). */
export function mountAt(sim: Simulation, server: Id<'server'>, mount: Omit<Mount, 'since' | 'dev' | 'sub'> & { sub?: readonly string[] }): Mount {
  const id = idOf(server)
  const table = sim.world.get(id) ?? { id, server, list: [], nextDev: 1 }
  const entry: Mount = { sub: [], ...mount, since: dateOf(sim.world), dev: 0x4010000 + table.nextDev }
  sim.put<Mounts>({ ...table, list: [...table.list, entry], nextDev: table.nextDev + 1 })
  return entry
}
/** Takes a mount away. What is mounted below it must have gone before: false if something has not. */
export function unmount(sim: Simulation, server: Id<'server'>, path: string): boolean {
  const table = sim.world.get(idOf(server))
  const mount = mountAtPath(sim.world, server, path)
  if (!table || !mount || isBusy(sim.world, server, path)) return false
  sim.put<Mounts>({ ...table, list: table.list.filter((entry) => entry !== mount) })
  return true
}
/** Whether something else is mounted below a path. */
export const isBusy = (world: World, server: Id<'server'>, path: string): boolean =>
  mountsOn(world, server).some((entry) => entry.path.startsWith(path === '/' ? '/' : `${path}/`) && entry.path !== path)
/** Takes away all mounts at and below a path, the last made first. */
export function unmountBelow(sim: Simulation, server: Id<'server'>, path: string): void {
  const table = sim.world.get(idOf(server))
  if (table) sim.put<Mounts>({ ...table, list: table.list.filter((entry) => entry.path !== path && !entry.path.startsWith(path === '/' ? '/' : `${path}/`)) })
}
