import { type CommandContext, Failure } from '../../shell/command.ts'
import type { Json } from '../../sim/record.ts'
import type { VmObject } from '../../system/zones/vmObject.ts'
import { keysAmong, vmObject } from '../../system/zones/vmObject.ts'
import { vmTypeOf } from '../../system/zones/vmState.ts'
import { isHvm, zonesOf } from '../../system/zones/zone.ts'

/** Header and width of each field of `vmadm list`. smartos-live src/vm/sbin/vmadm.js (LIST_FIELDS) */
export const FIELDS: Readonly<Record<string, readonly [header: string, width: number]>> = {
  alias: ['ALIAS', 10],
  autoboot: ['AUTOBOOT', 8],
  billing_id: ['BILLING_ID', 36],
  boot_timestamp: ['BOOT_TIMESTAMP', 24],
  brand: ['BRAND', 14],
  cpu_cap: ['CPU_CAP', 7],
  cpu_shares: ['CPU_SHARE', 9],
  cpu_type: ['CPU_TYPE', 8],
  create_timestamp: ['CREATE_TIMESTAMP', 24],
  dns_domain: ['DOMAIN', 32],
  do_not_inventory: ['DNI', 5],
  docker: ['DOCKER', 6],
  exit_status: ['EXIT', 4],
  exit_timestamp: ['EXIT_TIMESTAMP', 24],
  firewall_enabled: ['FIREWALL_ENABLED', 16],
  flexible_disk_size: ['FLEX_DISK_SIZE', 14],
  free_space: ['FREE_SPACE', 14],
  hostname: ['HOSTNAME', 32],
  hvm: ['HVM', 5],
  image_uuid: ['IMAGE_UUID', 36],
  indestructible_delegated: ['INDESTR_DATA', 12],
  indestructible_zoneroot: ['INDESTR_ROOT', 12],
  ram: ['RAM', 7],
  max_locked_memory: ['MAX_LOCKED', 10],
  max_lwps: ['MAX_LWP', 7],
  max_physical_memory: ['MAX_PHYS', 8],
  max_swap: ['MAX_SWAP', 8],
  owner_uuid: ['OWNER_UUID', 36],
  package_name: ['PACKAGE_NAME', 32],
  package_version: ['PACKAGE_VER', 11],
  pid: ['PID', 6],
  qemu_extra_opts: ['QEMU_EXTRA_OPTS', 15],
  quota: ['QUOTA', 5],
  zone_state: ['ZONE_STATE', 10],
  state: ['STATE', 16],
  tmpfs: ['TMPFS', 5],
  type: ['TYPE', 4],
  uuid: ['UUID', 36],
  vcpus: ['VCPUS', 5],
  zfs_io_priority: ['IO_PRIORITY', 11],
  zpool: ['ZPOOL', 12],
  zonename: ['ZONENAME', 12],
  zonepath: ['ZONEPATH', 40],
  zoneid: ['ZONEID', 6],
}
const NESTED = ['nics', 'disks', 'tags', 'customer_metadata', 'internal_metadata']

/** Whether a field can be a column: one of the table, or a value inside such as `nics.0.ip` or `tags.role`. */
export const isColumn = (name: string): boolean =>
  Object.hasOwn(FIELDS, name) || /^(?:nics|disks)\.\d+\.\w+$/.test(name) || /^(?:tags|customer_metadata|internal_metadata)\.[^*]+$/.test(name)
/** Whether a field can be asked for by its value. */
export const isKey = (name: string): boolean =>
  isColumn(name) || /^(?:nics|disks)\.\*\.\w+$/.test(name) || /^(?:tags|customer_metadata|internal_metadata)\.\*$/.test(name)
/** Header and width of a column. */
export const columnOf = (name: string): readonly [string, number] => FIELDS[name] ?? [name.toUpperCase(), 20]

/** The VMs of a node as list and lookup see them: with their type, and ram for every brand; whole, or only these fields and paths. */
export function vmsOf({ sim, world, server }: CommandContext, fields?: readonly string[]): readonly VmObject[] {
  const names = fields?.map((name) => name.split('.')[0] ?? '')
  const keys = names && keysAmong(names.includes('ram') ? [...names, 'max_physical_memory'] : names)
  return zonesOf(world, server).map((zone) => {
    const object: Record<string, Json> = { ...vmObject(sim, zone, keys) }
    object.type = vmTypeOf(zone.brand)
    if (!isHvm(zone.brand) && object.max_physical_memory !== undefined) object.ram = object.max_physical_memory
    return object
  })
}
/** All values at a dotted path; `*` stands for any one name. */
export function valuesAt(object: VmObject, path: string): readonly Json[] {
  if (!path.includes('.')) return Object.hasOwn(object, path) ? [object[path] as Json] : []
  let found: readonly Json[] = [object as Json]
  const [first = '', ...rest] = path.split('.')
  const names = NESTED.includes(first) && (first === 'tags' || first.endsWith('metadata')) ? [first, rest.join('.')] : [first, ...rest]
  for (const name of names.filter((part) => part !== '')) {
    found = found.flatMap((value): Json[] => {
      if (typeof value !== 'object' || value === null) return []
      if (name === '*') return Object.values(value) as Json[]
      return Object.hasOwn(value, name) ? [(value as Record<string, Json>)[name] as Json] : []
    })
  }
  return found
}
/** Keeps the VMs that have all the given values: `key=value`, or `key=~expression`. */
export function filtered(vms: readonly VmObject[], words: readonly string[], invalid: (key: string) => string): readonly VmObject[] {
  const tests = words.map((word) => {
    const equals = word.indexOf('=')
    const key = equals < 0 ? word : word.slice(0, equals)
    if (equals < 0 || !isKey(key)) throw new Failure(`${invalid(key)}\n`)
    return { key, matches: matcher(word.slice(equals + 1)) }
  })
  return vms.filter((vm) =>
    tests.every(({ key, matches }) => valuesAt(vm, key).some((value) => matches(typeof value === 'object' ? JSON.stringify(value) : String(value)))),
  )
}
function matcher(wanted: string): (value: string) => boolean {
  if (!wanted.startsWith('~')) return (value) => value === wanted
  try {
    const expression = new RegExp(wanted.slice(1), 'i')
    return (value) => expression.test(value.slice(0, 4096))
  } catch {
    throw new Failure(`Invalid regular expression: ${wanted.slice(1)}\n`)
  }
}
