import type { Json } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { VmNic } from './nics.ts'
import { inOrder } from './nics.ts'
import { rootFacts, vmSnapshots } from './storage.ts'
import { isoDate } from './text.ts'
import { hasKernel, vmStateOf, zoneStateOf } from './vmState.ts'
import { isHvm, type Zone, zonepathOf } from './zone.ts'

/** A VM as `vmadm get` shows it: the same keys in the same order. */
export type VmObject = Readonly<Record<string, Json>>

/** Order of the keys. smartos-live src/vm/node_modules/vmload/*.js */
const ORDER = [
  'zonename',
  'autoboot',
  'brand',
  'limit_priv',
  'v',
  'create_timestamp',
  'image_uuid',
  'cpu_shares',
  'max_lwps',
  'max_msg_ids',
  'max_sem_ids',
  'max_shm_ids',
  'max_shm_memory',
  'zfs_io_priority',
  'max_physical_memory',
  'max_locked_memory',
  'max_swap',
  'cpu_cap',
  'billing_id',
  'owner_uuid',
  'package_name',
  'package_version',
  'tmpfs',
  'hostname',
  'dns_domain',
  'do_not_inventory',
  'docker',
  'firewall_enabled',
  'maintain_resolvers',
  'kernel_version',
  'resolvers',
  'alias',
  'ram',
  'vcpus',
  'nics',
  'filesystems',
  'fs_allowed',
  'init_name',
  'internal_metadata_namespaces',
  'datasets',
  'uuid',
  'zone_state',
  'zonepath',
  'hvm',
  'zoneid',
  'zonedid',
  'last_modified',
  'exit_status',
  'exit_timestamp',
  'server_uuid',
  'platform_buildstamp',
  'state',
  'transition_to',
  'transition_expire',
  'boot_timestamp',
  'init_restarts',
  'pid',
  'customer_metadata',
  'internal_metadata',
  'routes',
  'tags',
  'indestructible_zoneroot',
  'indestructible_delegated',
  'quota',
  'zfs_root_compression',
  'zfs_root_recsize',
  'zfs_filesystem_limit',
  'zfs_snapshot_limit',
  'zfs_filesystem',
  'zpool',
  'snapshots',
  'archive_on_delete',
] as const
/** Shown only when true. */
const IF_TRUE = new Set(['do_not_inventory', 'docker', 'maintain_resolvers', 'indestructible_zoneroot', 'indestructible_delegated', 'archive_on_delete'])

type Key = (typeof ORDER)[number]
type Facts = Readonly<Record<string, Json | undefined>>
/** What is not simply a property of the zone, by its key; `root` tells what the dataset says. */
const FACTS: Readonly<Partial<Record<Key, (zone: Zone, sim: Simulation, root: () => Facts) => Json | undefined>>> = {
  zonename: ({ uuid }) => uuid,
  autoboot: ({ autoboot }) => autoboot,
  brand: ({ brand }) => brand,
  limit_priv: ({ properties }) => (Array.isArray(properties.limit_priv) ? properties.limit_priv.join(',') : undefined),
  v: () => 1,
  create_timestamp: ({ created }) => isoDate(created),
  image_uuid: ({ image }) => image,
  cpu_cap: ({ properties }) => (properties.cpu_cap === 0 ? undefined : properties.cpu_cap),
  alias: ({ alias }) => (alias === '' ? undefined : alias),
  nics: ({ properties }) => ((properties.nics ?? []) as readonly VmNic[]).map(inOrder) as Json,
  datasets: (_, __, root) => root().datasets,
  uuid: ({ uuid }) => uuid,
  zone_state: (zone) => zoneStateOf(zone),
  zonepath: (zone) => zonepathOf(zone),
  hvm: ({ brand }) => isHvm(brand),
  zoneid: (zone) => (hasKernel(zoneStateOf(zone)) ? zone.zoneid : undefined),
  zonedid: ({ zonedid }) => zonedid,
  last_modified: ({ modified }) => isoDate(Math.floor(modified / 1000) * 1000),
  exit_status: (zone) => (zoneStateOf(zone) === 'running' ? undefined : zone.exit?.status),
  exit_timestamp: (zone) => (zoneStateOf(zone) === 'running' || !zone.exit ? undefined : isoDate(zone.exit.at)),
  server_uuid: ({ server }, { world }) => world.need(server).uuid,
  platform_buildstamp: ({ server }, { world }) => world.need(server).system?.platform,
  state: (zone) => vmStateOf(zone),
  transition_to: ({ transition }) => transition?.target,
  transition_expire: ({ transition }) => transition?.expires,
  boot_timestamp: ({ booted }) => (booted === undefined ? undefined : isoDate(Math.floor(booted / 1000) * 1000)),
  init_restarts: () => 0,
  pid: (zone) => (zoneStateOf(zone) === 'running' && zone.pid !== undefined ? zone.pid + 1 : undefined),
  quota: (_, __, root) => root().quota,
  zfs_root_compression: (_, __, root) => root().zfs_root_compression,
  zfs_root_recsize: (_, __, root) => root().zfs_root_recsize,
  zfs_filesystem_limit: (_, __, root) => root().zfs_filesystem_limit,
  zfs_snapshot_limit: (_, __, root) => root().zfs_snapshot_limit,
  zfs_filesystem: ({ dataset }) => dataset,
  zpool: () => 'zones',
  snapshots: (zone, { world }) => vmSnapshots(world, zone).map(({ name, size, created }) => ({ name, size, created_at: isoDate(created) })),
}

/** The keys of a VM's object that are among these names, in their order. */
export function keysAmong(names: readonly string[]): readonly Key[] {
  const wanted = new Set(names)
  return ORDER.filter((key) => wanted.has(key))
}
/**
 * Everything vmadm knows of a VM, or only some keys of it: read from the zone, its dataset and the node. A table of a
 * thousand VMs asks for a few columns only.
 */
export function vmObject(sim: Simulation, zone: Zone, keys: readonly Key[] = ORDER): VmObject {
  let facts: Facts | undefined
  const root = (): Facts => {
    facts ??= rootFacts(sim.world, zone)
    return facts
  }
  const object: Record<string, Json> = {}
  for (const key of keys) {
    const fact = FACTS[key]
    const value = fact ? fact(zone, sim, root) : zone.properties[key]
    if (value === undefined || value === null || (IF_TRUE.has(key) && value !== true)) continue
    object[key] = value
  }
  return object
}
