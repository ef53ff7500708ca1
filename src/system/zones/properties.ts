import type { Json } from '../../sim/record.ts'
import { BRANDS, type Brand, isHvm } from './zone.ts'

/** How a value of the payload is read. */
export type Kind = 'string' | 'int' | 'bool' | 'list' | 'flat' | 'uuid' | 'objects'
/** A property of the payload that vmadm knows. */
export interface Property {
  readonly kind: Kind
  /** Brands that take it at create; default all. */
  readonly brands?: readonly Brand[]
  /** Whether the zone keeps it as it is: it can then be updated, too. */
  readonly kept?: boolean
  /** Which values are right. */
  readonly valid?: (value: Json) => boolean
}
const OS: readonly Brand[] = BRANDS.filter((brand) => !isHvm(brand))
const HVM: readonly Brand[] = BRANDS.filter(isHvm)
const atLeast = (least: number) => (value: Json) => typeof value === 'number' && value >= least
const oneOf =
  (...values: string[]) =>
  (value: Json) =>
    values.includes(String(value))
const COMPRESSION = ['on', 'off', 'lzjb', 'gzip', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `gzip-${n}`), 'zle', 'lz4']
const kept = (kind: Kind, more: Partial<Property> = {}): Property => ({ kind, kept: true, ...more })

/** What create and update know. smartos-live src/vm/node_modules/proptable.js */
export const PROPERTIES: Readonly<Record<string, Property>> = {
  alias: { kind: 'string' },
  autoboot: { kind: 'bool' },
  archive_on_delete: kept('bool'),
  billing_id: kept('uuid'),
  brand: { kind: 'string' },
  cpu_cap: kept('int', { valid: atLeast(0) }),
  cpu_shares: kept('int', { valid: atLeast(0) }),
  customer_metadata: { kind: 'flat' },
  delegate_dataset: { kind: 'bool', brands: OS },
  dns_domain: kept('string', { brands: OS }),
  do_not_inventory: kept('bool'),
  docker: kept('bool', { brands: ['joyent-minimal', 'lx'] }),
  filesystems: kept('objects', { brands: OS }),
  firewall_enabled: kept('bool'),
  fs_allowed: kept('list', { brands: OS }),
  hostname: kept('string'),
  image_uuid: { kind: 'uuid' },
  indestructible_delegated: kept('bool'),
  indestructible_zoneroot: kept('bool'),
  init_name: kept('string', { brands: OS }),
  internal_metadata: { kind: 'flat' },
  internal_metadata_namespaces: kept('list'),
  kernel_version: kept('string', { brands: ['lx'] }),
  limit_priv: kept('list'),
  maintain_resolvers: kept('bool', { brands: OS }),
  max_locked_memory: kept('int', { valid: atLeast(0) }),
  max_lwps: kept('int', { valid: atLeast(0) }),
  max_msg_ids: kept('int', { valid: atLeast(0) }),
  max_physical_memory: kept('int', { valid: atLeast(0) }),
  max_sem_ids: kept('int', { valid: atLeast(0) }),
  max_shm_ids: kept('int', { valid: atLeast(0) }),
  max_shm_memory: kept('int', { valid: atLeast(0) }),
  max_swap: kept('int', { valid: atLeast(0) }),
  nics: { kind: 'objects' },
  owner_uuid: kept('uuid'),
  package_name: kept('string', { brands: BRANDS.filter((brand) => brand !== 'bhyve') }),
  package_version: kept('string', { brands: BRANDS.filter((brand) => brand !== 'bhyve') }),
  quota: { kind: 'int', valid: atLeast(0) },
  ram: { kind: 'int', valid: atLeast(0) },
  resolvers: kept('list'),
  routes: { kind: 'flat' },
  tags: { kind: 'flat' },
  tmpfs: kept('int', { brands: OS, valid: atLeast(0) }),
  uuid: { kind: 'uuid' },
  vcpus: kept('int', { brands: HVM, valid: atLeast(1) }),
  zfs_filesystem_limit: { kind: 'int', valid: atLeast(0) },
  zfs_io_priority: kept('int', { valid: atLeast(0) }),
  zfs_root_compression: { kind: 'string', valid: oneOf(...COMPRESSION) },
  zfs_root_recsize: { kind: 'int' },
  zfs_snapshot_limit: { kind: 'int', valid: atLeast(0) },
  zpool: { kind: 'string' },
}
/** Properties that vmadm keeps as flat objects, with their `set_` and `remove_` forms. */
export const FLAT = ['customer_metadata', 'internal_metadata', 'routes', 'tags'] as const
/** Properties of a nic that are kept, in the order of `vmadm get`. */
export const NIC_KEYS = [
  'interface',
  'mac',
  'vlan_id',
  'nic_tag',
  'gateway',
  'gateways',
  'netmask',
  'ip',
  'ips',
  'model',
  'mtu',
  'network_uuid',
  'allow_dhcp_spoofing',
  'allow_ip_spoofing',
  'allow_mac_spoofing',
  'allow_restricted_traffic',
  'allow_unfiltered_promisc',
  'allowed_ips',
  'blocked_outgoing_ports',
  'dhcp_server',
  'primary',
] as const

/** A value as its kind wants it: strings that are numbers or truth values are converted. Undefined: it cannot be. smartos-live src/vm/node_modules/VM.js (normalizePayload) */
export function convert(kind: Kind, value: Json): Json | undefined {
  switch (kind) {
    case 'string':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
    case 'int': {
      const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value
      return typeof number === 'number' && Number.isInteger(number) ? number : undefined
    }
    case 'bool':
      if (value === true || value === 'true' || value === 1 || value === '1') return true
      return value === false || value === 'false' || value === 0 || value === '0' || value === '' ? false : undefined
    case 'list':
      if (typeof value === 'string') return value.split(',').filter((part) => part !== '')
      return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : undefined
    case 'uuid':
      return typeof value === 'string' && /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value) ? value : undefined
    case 'flat':
      return isFlat(value) ? value : undefined
    case 'objects':
      return isTable(value) ? value : undefined
  }
}
const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object'
/** Objects whose values are plain ones or lists of plain ones: no property of a nic or a filesystem is nested deeper. */
export const isTable = (value: Json | undefined): value is readonly { readonly [key: string]: Json }[] =>
  Array.isArray(value) &&
  value.every(
    (row) =>
      typeof row === 'object' &&
      row !== null &&
      !Array.isArray(row) &&
      Object.values(row).every((cell) => isScalar(cell) || (Array.isArray(cell) && cell.every(isScalar))),
  )
const isFlat = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')

/** What every zone gets that the payload does not say; memory in MiB. smartos-live src/vm/node_modules/VM.js (applyZoneDefaults) */
export function withDefaults(brand: Brand, given: Readonly<Record<string, Json | undefined>>): Record<string, Json | undefined> {
  const number = (name: string): number | undefined => (typeof given[name] === 'number' ? (given[name] as number) : undefined)
  const ram = number('max_physical_memory') ?? number('ram') ?? 256
  const swap = Math.max(number('max_swap') ?? ram, ram, 256)
  const nobody = '00000000-0000-0000-0000-000000000000'
  return {
    limit_priv: ['default'],
    cpu_shares: 100,
    max_lwps: 2000,
    max_msg_ids: 4096,
    max_sem_ids: 4096,
    max_shm_ids: 4096,
    max_shm_memory: ram,
    zfs_io_priority: 100,
    billing_id: nobody,
    owner_uuid: nobody,
    ...(!isHvm(brand) && { dns_domain: 'local' }),
    firewall_enabled: false,
    resolvers: [],
    ...given,
    max_physical_memory: ram,
    max_locked_memory: Math.min(number('max_locked_memory') ?? ram, ram),
    max_swap: swap,
    ...(number('cpu_shares') !== undefined && { cpu_shares: Math.min(number('cpu_shares') ?? 100, 65535) }),
    ...(!isHvm(brand) && { tmpfs: Math.min(number('tmpfs') ?? ram, ram) }),
    ram: undefined,
  }
}
