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

/** Everything vmadm knows of a VM, read from the zone, its dataset and the node. */
export function vmObject(sim: Simulation, zone: Zone): VmObject {
  const { properties } = zone
  const server = sim.world.need(zone.server)
  const state = zoneStateOf(zone)
  const facts: Record<string, Json | undefined> = {
    ...properties,
    ...rootFacts(sim.world, zone),
    zonename: zone.uuid,
    autoboot: zone.autoboot,
    brand: zone.brand,
    limit_priv: Array.isArray(properties.limit_priv) ? properties.limit_priv.join(',') : undefined,
    v: 1,
    create_timestamp: isoDate(zone.created),
    image_uuid: zone.image,
    alias: zone.alias === '' ? undefined : zone.alias,
    cpu_cap: properties.cpu_cap === 0 ? undefined : properties.cpu_cap,
    nics: ((properties.nics ?? []) as readonly VmNic[]).map(inOrder) as Json,
    uuid: zone.uuid,
    zone_state: state,
    zonepath: zonepathOf(zone),
    hvm: isHvm(zone.brand),
    zoneid: hasKernel(state) ? zone.zoneid : undefined,
    zonedid: zone.zonedid,
    last_modified: isoDate(Math.floor(zone.modified / 1000) * 1000),
    exit_status: state === 'running' ? undefined : zone.exit?.status,
    exit_timestamp: state === 'running' || !zone.exit ? undefined : isoDate(zone.exit.at),
    server_uuid: server.uuid,
    platform_buildstamp: server.system?.platform,
    state: vmStateOf(zone),
    transition_to: zone.transition?.target,
    transition_expire: zone.transition?.expires,
    boot_timestamp: zone.booted === undefined ? undefined : isoDate(Math.floor(zone.booted / 1000) * 1000),
    init_restarts: 0,
    pid: state === 'running' && zone.pid !== undefined ? zone.pid + 1 : undefined,
    zfs_filesystem: zone.dataset,
    zpool: 'zones',
    snapshots: vmSnapshots(sim.world, zone).map(({ name, size, created }) => ({ name, size, created_at: isoDate(created) })),
  }
  const object: Record<string, Json> = {}
  for (const key of ORDER) {
    const value = facts[key]
    if (value === undefined || value === null || (IF_TRUE.has(key) && value !== true)) continue
    object[key] = value
  }
  return object
}
