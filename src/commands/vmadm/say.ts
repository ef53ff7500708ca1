import { type CommandContext, Failure } from '../../shell/command.ts'
import type { Refusal, Result } from '../../sim/result.ts'
import { findZone, type Zone } from '../../system/zones/zone.ts'
import { usage } from './vmadm.ts'

/** Fails with the reason and the usage: exit status 2. */
export function misused(reason: string): never {
  throw new Failure(usage(reason), 2)
}
/** The UUID that a subcommand wants as its first operand; an alias is none. smartos-live src/vm/sbin/vmadm.js (getUUID) */
export function uuidOf(operands: readonly string[], command: string): string {
  const [uuid = ''] = operands
  if (!/^[^-]{8}-[^-]{4}-[^-]{4}-[^-]{4}-[^-]{12}$/.test(uuid)) misused(`Invalid or missing UUID for ${command}`)
  return uuid
}
/** The VM of that UUID, or the text that this subcommand has for none. */
export function vmOf({ world, server }: CommandContext, uuid: string, absent = `VM ${uuid} not found`): Zone {
  const zone = findZone(world, server, uuid)
  if (!zone || zone.deleting) throw new Failure(`${absent}\n`)
  return zone
}
/** UUIDs of the node's VMs, for Tab. */
export const vmUuids = (world: CommandContext['world'], server: CommandContext['server']): readonly string[] =>
  world.by('zone', 'server', server).map((zone) => zone.uuid)

/** Reasons of zfs, by their codes. illumos lib/libzfs/common/libzfs_util.c (libzfs_error_description) */
const ZFS_REASONS: Readonly<Record<string, string>> = {
  'zfs.exists': 'dataset already exists',
  'zfs.no-space': 'out of space',
  'zfs.held': 'dataset is busy',
  'zfs.busy': 'dataset is busy',
  'zfs.cloned': 'snapshot has dependent clones',
}
/** Why zfs refused: its code is in `why`. */
const zfsReason = ({ why }: Refusal['data']): string => ZFS_REASONS[String(why)] ?? 'dataset does not allow it'
const list = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value))
/** What vmadm says of a refusal. smartos-live src/vm/node_modules/VM.js */
export function textOf({ code, data }: Refusal): string {
  switch (code) {
    case 'payload.object':
      return 'Invalid JSON payload: not an object'
    case 'brand.unknown':
      return `Unsupported brand: ${data.brand}`
    case 'brand.not simulated':
      return `brand "${data.brand}" is not simulated yet: use joyent or joyent-minimal`
    case 'values':
      return `Invalid value(s) for: ${list(data.values)}`
    case 'missing':
      return `Missing required properties: ${list(data.properties)}`
    case 'nic.tag unknown':
      return (data.tags as readonly string[]).map((tag) => `Invalid nic tag "${tag}"`).join('\n')
    case 'nic.tag missing':
      return `invalid or missing .nic_tag option for NIC: ${JSON.stringify(data.nic)}`
    case 'nic.mac twice':
      return `Cannot add multiple NICs with the same MAC: ${data.mac}`
    case 'nic.primary twice':
      return 'payload specifies more than 1 primary NIC'
    case 'nic.primary value':
      return `invalid value for NIC's primary flag: ${data.value} (must be true)`
    case 'nic.conflict':
      return 'Conflict detected with another vm, please check the MAC, IP, and VRID'
    case 'vm.exists':
      return `VM with UUID ${data.uuid} already exists`
    case 'vm.unknown':
      return `VM ${data.uuid} not found`
    case 'vm.indestructible':
      return `${data.what} is set, cannot delete`
    case 'vm.install':
      return String(data.why).startsWith('zfs.') ? `cannot create 'zones/${data.uuid}': ${zfsReason(data)}\nfailed to clone zone dataset` : String(data.why)
    case 'snapshot.name':
      return 'Invalid snapshot name'
    case 'snapshot.exists':
      return `snapshot with name "${data.name}" already exists.`
    case 'snapshot.missing':
      return `No snapshot named "${data.name}" for ${data.uuid}`
    case 'snapshot.datasets':
      return 'Cannot currently snapshot zones that have datasets'
    case 'snapshot.failed':
      return `zfs: ${zfsReason(data)}`
    case 'vm.state':
      return `VM ${data.uuid} is in state "${data.state}"`
    case 'zone.event':
      return `zoneadm: zone '${data.uuid}': ${data.event} operation is invalid for ${data.state} zones.`
    default:
      return code
  }
}
/** The value of a result, or the failure that says why not. */
export function must<T>(result: Result<T>, before = ''): T {
  if (!result.ok) throw new Failure(`${before}${textOf(result.error)}\n`)
  return result.value
}
