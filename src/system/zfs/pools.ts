import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { dateOf } from '../hardware/clock.ts'
import { type Disk, nameOf } from '../hardware/hardware.ts'
import { newHead } from './datasets.ts'
import { capacityOf, leafSize } from './geometry.ts'
import { mountTree, unmountTree } from './mounting.ts'
import { checkPoolName } from './names.ts'
import { guidOf, loseDirty, secondOf, syncPool, Transaction } from './transaction.ts'
import { isImported, type Pool, poolOf, poolsOf, type Vdev } from './zfs.ts'

/** A group of devices as typed: `mirror c1t0d0 c1t1d0`. A single disk stands alone. */
export interface VdevSpec {
  readonly type: 'disk' | 'mirror' | 'raidz' | 'log' | 'cache' | 'spare'
  readonly parity?: number
  readonly disks: readonly string[]
}
export interface CreatePoolOptions {
  /** Properties of the pool (with `bootsize`: so many bytes of each disk for a boot partition), and of its root dataset. */
  readonly properties?: Readonly<Record<string, string>>
  readonly rootProperties?: Readonly<Record<string, string>>
  /** Uses disks that belong to an exported pool. */
  readonly force?: boolean
}
/** How a disk is taken: free, in an active pool, or with the label of one that is not imported. */
export function occupantOf(world: World, server: Id<'server'>, disk: string): { readonly pool: Pool; readonly active: boolean } | undefined {
  for (const pool of world.by('pool', 'server', server)) {
    if (pool.machine.value !== 'DESTROYED' && leavesOf(pool.vdevs).some(({ name }) => name === disk)) return { pool, active: isImported(pool) }
  }
  return undefined
}
/** All leaves of a tree of devices. */
export const leavesOf = (vdevs: readonly Vdev[]): Vdev[] => vdevs.flatMap((vdev) => (vdev.children ? leavesOf(vdev.children) : [vdev]))

const MINIMUM = 64 * 1024 * 1024

function buildVdevs(
  sim: Simulation,
  server: Id<'server'>,
  specs: readonly VdevSpec[],
  force: boolean,
  bootsize: number,
): Result<Vdev[], 'zpool.no-disk' | 'zpool.disk-in-use' | 'zpool.same-disk' | 'zpool.too-few' | 'zpool.sizes-differ' | 'zpool.too-small'> {
  const counters = { state: 'ONLINE', read: 0, write: 0, cksum: 0 } as const
  const disks = new Map(
    sim.world
      .by('disk', 'server', server)
      .filter(({ present }) => present)
      .map((disk) => [disk.name, disk]),
  )
  const seen = new Set<string>()
  const vdevs: Vdev[] = []
  for (const { type, parity = 1, disks: names } of specs) {
    const needed = type === 'mirror' ? 2 : type === 'raidz' ? parity + 1 : 1
    if (names.length < needed) return refuse('zpool.too-few', { type, parity, needed })
    const children: Vdev[] = []
    for (const name of names) {
      const disk = disks.get(name)
      if (!disk) return refuse('zpool.no-disk', { disk: name })
      if (seen.has(name)) return refuse('zpool.same-disk', { disk: name })
      seen.add(name)
      const use = occupantOf(sim.world, server, name)
      if (use && (use.active || !force)) return refuse('zpool.disk-in-use', { disk: name, pool: use.pool.name, active: use.active })
      if (disk.sizeBytes < MINIMUM) return refuse('zpool.too-small', { disk: name })
      children.push({ type: 'disk', name, guid: guidOf(sim), asize: leafSize(disk.sizeBytes - bootsize), ...counters })
    }
    if (type === 'disk') {
      vdevs.push(...children)
      continue
    }
    if (type === 'mirror' || type === 'raidz') {
      const sizes = new Set(names.map((name) => disks.get(name)?.sizeBytes))
      if (sizes.size > 1 && !force) return refuse('zpool.sizes-differ', { type })
    }
    const group = { type, guid: guidOf(sim), children, ...counters, ...(type === 'raidz' && { parity }) }
    vdevs.push({ ...group, asize: Math.min(...children.map(({ asize }) => asize)) })
  }
  return ok(vdevs)
}

/** Makes a pool and mounts its root dataset. Refuses: `zpool.exists`, `zfs.name`, and what is wrong with the disks. */
export function createPool(sim: Simulation, server: Id<'server'>, name: string, specs: readonly VdevSpec[], options: CreatePoolOptions = {}): Result<Pool> {
  const named = checkPoolName(name)
  if (!named.ok) return named
  if (poolOf(sim.world, server, name)) return refuse('zpool.exists', { name })
  const bootsize = Number(options.properties?.bootsize ?? 0)
  const vdevs = buildVdevs(sim, server, specs, options.force ?? false, bootsize)
  if (!vdevs.ok) return vdevs
  const id = freeId(sim.world, server, name)
  return sim.event('operation', id, { id: 'op.zpool.create', params: { name } }, () => {
    for (const { name: disk } of leavesOf(vdevs.value)) {
      if (!disk) continue
      forget(sim, server, disk)
      label(sim, server, disk, bootsize > 0)
    }
    const root: Id<'dataset'> = `dataset:${id.slice(5)}/54`
    const pool = sim.start<Pool>({
      id,
      server,
      name,
      path: `${nameOf(server)}/${name}`,
      guid: guidOf(sim),
      vdevs: vdevs.value,
      root,
      txg: 3,
      nextObject: 54,
      nextDva: 4 * 1024 * 1024,
      created: dateOf(sim.world),
      ...capacityOf(vdevs.value),
      allocated: 0,
      properties: options.properties ?? {},
      machine: { value: 'ONLINE' },
    })
    const tx = new Transaction(sim, pool.id)
    newHead(tx, { name, type: 'filesystem', properties: options.rootProperties ?? {}, creation: secondOf(sim) })
    tx.sync()
    mountTree(sim, server, root)
    return ok(sim.world.need(id))
  })
}
/** A new label is written on a disk: what it could boot is gone, and it has a boot partition if one is wanted. (illumos libzfs zpool_label_disk) */
function label(sim: Simulation, server: Id<'server'>, name: string, esp: boolean): void {
  const disk = sim.world.by('disk', 'server', server).find((one) => one.name === name)
  if (!disk || (!disk.boot && !esp)) return
  const { boot, ...bare } = disk
  sim.put<Disk>(esp ? { ...bare, boot: { esp } } : bare)
}
/** A pool that was on a disk before is not there any more. */
function forget(sim: Simulation, server: Id<'server'>, disk: string): void {
  const use = occupantOf(sim.world, server, disk)
  if (!use) return
  for (const dataset of sim.world.by('dataset', 'pool', use.pool.id)) sim.commit({ [dataset.id]: undefined })
  sim.commit({ [use.pool.id]: undefined })
}
function freeId(world: World, server: Id<'server'>, name: string): Id<'pool'> {
  const base: Id<'pool'> = `pool:${nameOf(server)}/${name}`
  let id = base
  for (let n = 2; world.get(id); n++) id = `${base}~${n}`
  return id
}

/** Finds the pools on a server's disks and imports those that were not exported on purpose; does not mount. Yields the pools imported. */
export function importPools(sim: Simulation, server: Id<'server'>): Pool[] {
  const found: Pool[] = []
  for (const pool of sim.world.by('pool', 'server', server)) {
    if (pool.machine.value === 'POTENTIALLY_ACTIVE' && importPool(sim, pool)) found.push(sim.world.need(pool.id))
  }
  return found
}
/** Imports one pool: its state follows from which of its disks are there. False if it cannot be. */
export function importPool(sim: Simulation, pool: Pool): boolean {
  const present = new Set(
    sim.world
      .by('disk', 'server', pool.server)
      .filter((disk) => disk.present)
      .map(({ name }) => name),
  )
  const vdevs = pool.vdevs.map((vdev) => probe(vdev, present))
  sim.patch(pool, { vdevs })
  return sim.send(pool.id, { type: 'import', health: healthOf(vdevs) }) && isImported(sim.world.need(pool.id))
}
function probe(vdev: Vdev, present: ReadonlySet<string>): Vdev {
  if (!vdev.children) {
    if (vdev.type !== 'disk' || !vdev.name) return vdev
    const there = present.has(vdev.name)
    return there && (vdev.state === 'UNAVAIL' || vdev.state === 'REMOVED') ? { ...vdev, state: 'ONLINE' } : there ? vdev : { ...vdev, state: 'UNAVAIL' }
  }
  const children = vdev.children.map((child) => probe(child, present))
  return { ...vdev, children, state: groupState({ ...vdev, children }) }
}
/** State of a group from its members'. (illumos vdev_mirror.c, vdev_raidz.c) */
export function groupState({ type, parity = 1, children = [] }: Pick<Vdev, 'type' | 'parity' | 'children'>): Vdev['state'] {
  const dead = children.filter(({ state }) => state !== 'ONLINE' && state !== 'DEGRADED').length
  const spare = type === 'raidz' ? parity : children.length - 1
  if (dead > spare && dead > 0) return 'UNAVAIL'
  return dead > 0 || children.some(({ state }) => state === 'DEGRADED') ? 'DEGRADED' : 'ONLINE'
}
/** Health of a pool from its top-level devices'. (vdev_root.c) */
export function healthOf(vdevs: readonly Vdev[]): 'ONLINE' | 'DEGRADED' | 'UNAVAIL' {
  const data = vdevs.filter(({ type }) => type !== 'cache' && type !== 'spare' && type !== 'log')
  if (data.some(({ state }) => state !== 'ONLINE' && state !== 'DEGRADED')) return 'UNAVAIL'
  return vdevs.some(({ type, state }) => type !== 'cache' && type !== 'spare' && state !== 'ONLINE') ? 'DEGRADED' : 'ONLINE'
}
/** Exports a pool: unmounts it and leaves it on its disks. Refuses: `zfs.busy` with the path in use. */
export function exportPool(sim: Simulation, pool: Pool, force = false): Result {
  return sim.event('operation', pool.id, { id: 'op.zpool.export', params: { name: pool.name } }, () => {
    const unmounted = unmountTree(sim, pool.server, pool.root, force)
    if (!unmounted.ok) return unmounted
    syncPool(sim, pool.id)
    sim.send(pool.id, { type: 'export' })
    return ok()
  })
}
/** Destroys a pool: its labels are marked so; the data stays until the disks are used again. */
export function destroyPool(sim: Simulation, pool: Pool, force = false): Result {
  return sim.event('operation', pool.id, { id: 'op.zpool.destroy', params: { name: pool.name } }, () => {
    const unmounted = unmountTree(sim, pool.server, pool.root, force)
    if (!unmounted.ok) return unmounted
    syncPool(sim, pool.id)
    sim.send(pool.id, { type: 'destroy' })
    return ok()
  })
}
/** Sets a property of a pool; the value has been checked. */
export function setPoolProperty(sim: Simulation, pool: Pool, property: string, value: string): void {
  sim.event('operation', pool.id, { id: 'op.zpool.set', params: { property, name: pool.name } }, () => {
    const current = sim.world.need(pool.id)
    const { [property]: before, ...others } = current.properties
    // An empty text is what these properties are by default: nothing is set then.
    sim.patch(current, { properties: value === '' ? others : { ...current.properties, [property]: value } })
    syncPool(sim, pool.id)
  })
}
/** An orderly shutdown: everything written is on disk, and the pools wait for the next boot. */
export function shutdownPools(sim: Simulation, server: Id<'server'>): void {
  for (const pool of poolsOf(sim.world, server)) {
    syncPool(sim, pool.id)
    sim.send(pool.id, { type: 'power.lost' })
  }
}
/** The power is gone: what the open transaction groups held is lost. */
export function powerCut(sim: Simulation, server: Id<'server'>): void {
  for (const pool of poolsOf(sim.world, server)) {
    loseDirty(sim, pool.id)
    sim.send(pool.id, { type: 'power.lost' })
  }
}
