import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { anyMounted, isBusy, isKept, mountAt, mountAtPath, mountsBelow, mountsOfBacking, mountsOn, unmountBelow } from '../files/mounts.ts'
import { openFiles, rootOfZone } from '../files/open.ts'
import type { Lookup } from './space.ts'
import { isOn, mountpointOf, settingOf } from './values.ts'
import { type Dataset, treeOf } from './zfs.ts'
import './store.ts'

const lookup = (world: World): Pick<Lookup, 'find'> => ({ find: (id) => (id ? world.get(id) : undefined) })

/** Where a dataset is mounted, if it is. */
export const mountedAt = (world: World, dataset: Dataset): string | undefined =>
  mountsOfBacking(world, dataset.server, dataset.id).find(({ fstype }) => fstype === 'zfs')?.path
/** Why a filesystem is not mounted by itself, if so: `zfs.legacy`, `zfs.no-mountpoint`, `zfs.canmount-off`, `zfs.zoned`. */
export function mountObstacle(world: World, dataset: Dataset): 'zfs.legacy' | 'zfs.no-mountpoint' | 'zfs.canmount-off' | 'zfs.zoned' | undefined {
  const find = lookup(world)
  const { value } = mountpointOf(find, dataset)
  if (value === 'legacy') return 'zfs.legacy'
  if (value === 'none') return 'zfs.no-mountpoint'
  if (settingOf(find, dataset, 'canmount').value === 'off') return 'zfs.canmount-off'
  if (isOn(find, dataset, 'zoned')) return 'zfs.zoned'
  return undefined
}
/**
 * Mounts a filesystem at its mountpoint, making the directory. Refuses: what `mountObstacle` says, `zfs.mounted`,
 * `zfs.not-empty`, `zfs.not-mountable`.
 */
export function mountDataset(sim: Simulation, dataset: Dataset, at?: string, overlay = false, zone?: Id<'zone'>): Result {
  const { world } = sim
  if (dataset.type !== 'filesystem') return refuse('zfs.not-mountable', { name: dataset.name })
  const obstacle = at === undefined ? mountObstacle(world, dataset) : undefined
  if (obstacle) return refuse(obstacle, { name: dataset.name })
  if (mountedAt(world, dataset)) return refuse('zfs.mounted', { name: dataset.name })
  const path = at ?? mountpointOf(lookup(world), dataset).value
  const files = openFiles(sim, { server: dataset.server })
  // Without a root there is no system that could mount: the pool is prepared before the first boot.
  if (!anyMounted(world, dataset.server)) return ok()
  if (!files.exists(path)) {
    try {
      files.mkdir(path, true)
    } catch {
      return refuse('zfs.no-directory', { name: dataset.name, path })
    }
  } else if (!overlay && at === undefined && path !== '/' && files.readdir(path).length > 0 && !isMountpoint(sim, dataset, path))
    return refuse('zfs.not-empty', { name: dataset.name, path })
  mountAt(sim, dataset.server, {
    path,
    source: dataset.name,
    fstype: 'zfs',
    readonly: isOn(lookup(world), dataset, 'readonly'),
    lives: 'pool',
    backing: dataset.id,
    ...(zone && { zone }),
  })
  return ok()
}
/** Mounts a filesystem that is delegated to a zone, below the zone's root. Refuses as `mountDataset`. */
export function mountZoned(sim: Simulation, dataset: Dataset, zone: Id<'zone'>): Result {
  const obstacle = mountObstacle(sim.world, dataset)
  if (obstacle && obstacle !== 'zfs.zoned') return refuse(obstacle, { name: dataset.name })
  return mountDataset(sim, dataset, `${rootOfZone(zone)}${mountpointOf(lookup(sim.world), dataset).value}`, false, zone)
}
/** Mounts everything that is delegated to a zone and wants to be mounted: it boots. */
export function mountDelegated(sim: Simulation, zone: Id<'zone'>, root: Dataset): void {
  for (const dataset of treeOf(sim.world, root))
    if (dataset.type === 'filesystem' && settingOf(lookup(sim.world), dataset, 'canmount').value === 'on') mountZoned(sim, dataset, zone)
}
/** A directory whose only entries are mount points of the dataset's children may be mounted upon. */
const isMountpoint = (sim: Simulation, dataset: Dataset, path: string): boolean =>
  isBusy(sim.world, dataset.server, path) && mountAtPath(sim.world, dataset.server, path) === undefined

/** Mounts all filesystems of a tree that want it, parents first. What cannot be mounted is left out. */
export function mountTree(sim: Simulation, _server: Id<'server'>, root: Id<'dataset'>): void {
  const mountable = treeOf(sim.world, sim.world.need(root)).filter(
    (dataset) => dataset.type === 'filesystem' && !mountObstacle(sim.world, dataset) && settingOf(lookup(sim.world), dataset, 'canmount').value === 'on',
  )
  const path = (dataset: Dataset): string => mountpointOf(lookup(sim.world), dataset).value
  for (const dataset of mountable.sort((a, b) => (path(a) < path(b) ? -1 : 1))) mountDataset(sim, dataset)
}
/** Volumes that a running system writes to: its swap and its dump device. (smartos-live overlay/generic/lib/svc/method/fs-joyent) */
const SYSTEM_VOLUMES = new Set(['zones/swap', 'zones/dump'])
/**
 * Whether datasets can be taken out of use together. Refuses: `zfs.open` for a volume that the system has open,
 * `zfs.busy` with the path for a filesystem that it needs, or that has something mounted below (with force only the former).
 */
export function checkIdle(sim: Simulation, datasets: readonly Dataset[], force = false): Result {
  const { world } = sim
  const ours = new Set<string>(datasets.map(({ id }) => id))
  for (const { name, server, id } of datasets) {
    const mounts = mountsOfBacking(world, server, id)
    const shownElsewhere = mounts.some(({ fstype }) => fstype !== 'zfs')
    for (const { path, fstype } of mounts) {
      const used = shownElsewhere || mountsBelow(world, server, path).some((mount) => !ours.has(mount.backing))
      if (fstype === 'zfs' && (isKept(path) || (!force && used))) return refuse('zfs.busy', { path, name })
    }
  }
  for (const { name, server, type } of datasets)
    if (type === 'volume' && SYSTEM_VOLUMES.has(name) && world.get(server)?.system) return refuse('zfs.open', { name })
  return ok()
}
/** Unmounts a filesystem, with force also what is mounted below it. Refuses: `zfs.not-mounted`, `zfs.busy`. */
export function unmountDataset(sim: Simulation, dataset: Dataset, force = false): Result {
  const mounts = mountsOfBacking(sim.world, dataset.server, dataset.id)
  if (mounts.length === 0) return refuse('zfs.not-mounted', { name: dataset.name })
  const idle = checkIdle(sim, [dataset], force)
  if (!idle.ok) return idle
  for (const { path } of mounts.toReversed()) unmountBelow(sim, dataset.server, path)
  return ok()
}
/** Unmounts a tree, all or nothing. Refuses as `checkIdle`. */
export function unmountTree(sim: Simulation, server: Id<'server'>, root: Id<'dataset'>, force = false): Result {
  const tree = treeOf(sim.world, sim.world.need(root))
  const idle = checkIdle(sim, tree, force)
  if (!idle.ok) return idle
  for (const { id } of tree) for (const { path } of mountsOfBacking(sim.world, server, id)) unmountBelow(sim, server, path)
  return ok()
}
/** Brings the options in the mount table in line with the properties. */
export function refreshMounts(sim: Simulation, server: Id<'server'>): void {
  const find = lookup(sim.world)
  for (const mount of mountsOn(sim.world, server)) {
    const dataset = mount.fstype === 'zfs' ? sim.world.get(mount.backing as Id<'dataset'>) : undefined
    if (!dataset) continue
    const readonly = isOn(find, dataset, 'readonly')
    if (readonly !== mount.readonly || mount.source !== dataset.name) sim.patch(mount, { readonly, source: dataset.name })
  }
}
