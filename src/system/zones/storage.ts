import type { Id, Json } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { createDataset } from '../zfs/datasets.ts'
import { destroyDataset } from '../zfs/destroy.ts'
import { cloneSnapshot, destroySnapshots, rollback, takeSnapshots } from '../zfs/snapshots.ts'
import { settingOf } from '../zfs/values.ts'
import { type Dataset, datasetOf, snapshotsOf, usedOf } from '../zfs/zfs.ts'
import type { Zone } from './zone.ts'

const GIB = 2 ** 30
const MIB = 2 ** 20
const PREFIX = 'vmsnap-'
const digits = (value: Json | undefined): number => (typeof value === 'number' ? value : 0)

/** The properties that the payload asks of the zone's dataset, as zfs names and writes them. */
function datasetProperties({ properties }: Zone): Record<string, string> {
  const set: Record<string, string> = { devices: 'off' }
  const quota = digits(properties.quota)
  if (quota > 0) set.quota = String(quota * GIB)
  if (typeof properties.zfs_root_compression === 'string') set.compression = properties.zfs_root_compression
  if (digits(properties.zfs_root_recsize) > 0) set.recordsize = String(properties.zfs_root_recsize)
  if (properties.zfs_filesystem_limit !== undefined) set.filesystem_limit = String(properties.zfs_filesystem_limit)
  if (properties.zfs_snapshot_limit !== undefined) set.snapshot_limit = String(properties.zfs_snapshot_limit)
  return set
}
/** Clones the image's `@final` as the zone's root, and makes its dataset for cores. illumos-joyent usr/src/lib/brand/jcommon/cinstall */
export function installRoot(sim: Simulation, zone: Zone): Result<void> {
  const { server } = zone
  const from = `zones/${zone.image}@final`
  const made = datasetOf(sim.world, server, from)
    ? cloneSnapshot(sim, server, from, zone.dataset, { properties: datasetProperties(zone) })
    : refuse('zone.template', { why: `Unable to determine snapshot for zones/${zone.image}` })
  if (!made.ok) return refuse(made.error.code, { why: String(made.error.data.why ?? made.error.code) })
  if (!datasetOf(sim.world, server, 'zones/cores'))
    createDataset(sim, server, 'zones/cores', { properties: { quota: String(10 * GIB), compression: 'gzip', mountpoint: '/zones/global/cores' } })
  // 102400m: enough for a core of nearly any zone, and a bound for one that runs away. Older platforms had 1000m. (CORE_QUOTA)
  createDataset(sim, server, `zones/cores/${zone.uuid}`, { properties: { quota: String(100 * GIB), mountpoint: `/${zone.dataset}/cores` } })
  if (zone.properties.delegate_dataset === true) createDataset(sim, server, `${zone.dataset}/data`, { properties: { zoned: 'on' } })
  return ok()
}
/** Destroys everything of the zone in the pool. illumos-joyent usr/src/lib/brand/jcommon/cuninstall */
export function destroyRoot(sim: Simulation, zone: Zone): Result<void> {
  for (const name of [`zones/cores/${zone.uuid}`, zone.dataset]) {
    const dataset = datasetOf(sim.world, zone.server, name)
    const gone = dataset ? destroyDataset(sim, dataset, { recursive: true, force: true }) : ok()
    if (!gone.ok) return gone
  }
  return ok()
}

const find = (world: World) => ({ find: (id: Id<'dataset'> | undefined) => (id ? world.get(id) : undefined) })
/** A property of the root dataset if it was set there. */
function local(world: World, dataset: Dataset, name: string): string | undefined {
  return Object.hasOwn(dataset.properties, name) ? settingOf(find(world), dataset, name).value : undefined
}
/** What `vmadm get` reads from the zone's datasets. */
export function rootFacts(world: World, zone: Zone): Readonly<Record<string, Json | undefined>> {
  const dataset = datasetOf(world, zone.server, zone.dataset)
  if (!dataset) return { quota: undefined }
  const limit = (name: string): number | undefined => {
    const value = local(world, dataset, name)
    return value === undefined || value === 'none' || value === '0' ? undefined : Number(value)
  }
  const compression = settingOf(find(world), dataset, 'compression').value
  return {
    quota: Math.floor(Number(local(world, dataset, 'quota') ?? 0) / GIB),
    zfs_root_compression: compression === 'off' ? undefined : compression,
    zfs_root_recsize: Number(settingOf(find(world), dataset, 'recordsize').value),
    zfs_filesystem_limit: limit('filesystem_limit'),
    zfs_snapshot_limit: limit('snapshot_limit'),
    datasets: datasetOf(world, zone.server, `${zone.dataset}/data`) ? [`${zone.dataset}/data`] : undefined,
  }
}
/** A snapshot of a VM as vmadm names it: size in MiB, time in ms since 1970. */
export interface VmSnapshot {
  readonly name: string
  readonly size: number
  readonly created: number
  readonly dataset: Dataset
}
/** The snapshots of a VM made through vmadm, newest first. */
export function vmSnapshots(world: World, zone: Zone): readonly VmSnapshot[] {
  const dataset = datasetOf(world, zone.server, zone.dataset)
  if (!dataset) return []
  return snapshotsOf(world, dataset.id)
    .filter((snapshot) => snapshot.name.includes(`@${PREFIX}`))
    .map((snapshot) => ({
      name: snapshot.name.slice(snapshot.name.indexOf('@') + 1 + PREFIX.length),
      size: Math.round(usedOf(snapshot) / MIB),
      created: snapshot.creation,
      dataset: snapshot,
    }))
    .reverse()
}
/** Takes, destroys or goes back to a VM's snapshot. */
export const snapshotRoot = (sim: Simulation, zone: Zone, name: string): Result<unknown> =>
  takeSnapshots(sim, zone.server, [`${zone.dataset}@${PREFIX}${name}`])
export const dropRootSnapshot = (sim: Simulation, snapshot: VmSnapshot): Result<unknown> => destroySnapshots(sim, [snapshot.dataset])
export const rollbackRoot = (sim: Simulation, snapshot: VmSnapshot): Result<unknown> => rollback(sim, snapshot.dataset, { destroyNewer: true })
/** Sets a property of the zone's root dataset; the value as zfs(8) takes it. */
export function setRoot(sim: Simulation, zone: Zone, name: string, value: string): Result<unknown> {
  const dataset = datasetOf(sim.world, zone.server, zone.dataset)
  if (dataset) sim.patch(dataset, { properties: { ...dataset.properties, [name]: value } })
  return ok()
}
