import type { CommandContext } from '../../shell/command.ts'
import { Failure } from '../../shell/command.ts'
import type { Refusal } from '../../sim/result.ts'
import { checkName, type NameFault } from '../../system/zfs/names.ts'
import { type Dataset, datasetOf } from '../../system/zfs/zfs.ts'
import { usageOf } from './usage.ts'
import { isVisible } from './visible.ts'

// Reasons as libzfs words them. (illumos lib/libzfs/common/libzfs_dataset.c zfs_validate_name, libzfs_util.c libzfs_error_description)
const NAME_FAULTS: Record<NameFault, (character: string) => string> = {
  'too-long': () => 'name is too long',
  'leading-slash': () => 'leading slash in name',
  'empty-component': () => 'empty component in name',
  'trailing-slash': () => 'trailing slash in name',
  'invalid-character': (character) => `invalid character '${character}' in name`,
  'multiple-delimiters': () => "multiple '@' and/or '#' delimiters in name",
  'unexpected-snapshot': () => "snapshot delimiter '@' is not expected here",
  'missing-snapshot': () => "missing '@' delimiter in snapshot name",
  'unexpected-bookmark': () => "bookmark delimiter '#' is not expected here",
  'too-deep': () => 'maximum name nesting depth exceeded',
  'no-letter': () => 'name must begin with a letter',
  reserved: () => 'name is reserved',
  'disk-like': () => 'pool name is reserved',
  'slash-in-pool': () => "invalid character '/' in pool name",
  'missing-dataset': () => 'missing dataset name',
  percent: () => 'invalid character % in name',
  'self-reference': () => "self reference, '.' or '..' is found in name",
}
/** What is wrong with a name. */
export const nameFault = (data: Refusal['data']): string => NAME_FAULTS[data.kind as NameFault](String(data.character ?? ''))

/** Ends a command with the message that the tool prints. */
export const fail = (message: string, status = 1): never => {
  throw new Failure(`${message}\n`, status)
}
/** Ends a command with a message and its usage. */
export const failUsage = (message: string, command: string): never => fail(`${message}${message ? '\n' : ''}${usageOf(command)}`.replace(/\n$/, ''), 2)

/** The dataset of that name, as `zfs_open` finds it; ends the command otherwise. */
export function open(context: CommandContext, name: string, wanted: 'any' | 'dataset' | 'snapshot' = 'any'): Dataset {
  const kind = wanted === 'any' ? (name.includes('@') ? 'snapshot' : 'dataset') : wanted
  const checked = checkName(name, kind)
  if (!checked.ok) return fail(`cannot open '${name}': ${nameFault(checked.error.data)}`)
  const dataset = datasetOf(context.world, context.server, name)
  if (!dataset || !isVisible(context, dataset)) return fail(`cannot open '${name}': dataset does not exist`)
  return dataset
}
/** Reasons behind `cannot create …` and the like, by code. */
const REASONS: Record<string, (data: Refusal['data']) => string> = {
  'zfs.name': nameFault,
  'zfs.long-name': () => 'dataset name is too long',
  'zfs.exists': () => 'dataset already exists',
  'zfs.missing': () => 'dataset does not exist',
  'zfs.no-pool': ({ pool }) => `no such pool '${pool}'`,
  'zfs.no-parent': () => 'parent does not exist',
  'zfs.parent-not-filesystem': () => 'parent is not a filesystem',
  'zfs.no-space': () => 'out of space',
  'zfs.cross-pool': () => 'source and target pools differ',
  'zfs.volsize-multiple': () => 'volume size must be a multiple of volume block size',
  'zfs.held': () => 'dataset is busy',
  'zfs.busy': () => 'dataset is busy',
  'zfs.open': () => 'dataset is busy',
  'zfs.invalid-property': ({ property }) => `invalid property '${property}'`,
  'zfs.readonly-property': ({ property }) => `'${property}' is readonly`,
  'zfs.wrong-type': ({ property }) => `'${property}' does not apply to datasets of this type`,
  'zfs.not-for-snapshots': () => 'this property can not be modified for snapshots',
  'zfs.not-one-of': ({ property, values }) => `'${property}' must be one of '${values}'`,
  'zfs.bad-number': ({ text }) => String(text),
  'zfs.zero-quota': () => "use 'none' to disable quota/refquota",
  'zfs.not-power-of-2': ({ property, most }) => `'${property}' must be power of 2 from 512B to ${most}`,
  'zfs.mountpoint-path': () => "'mountpoint' must be an absolute path, 'none', or 'legacy'",
  'zfs.auto-only-volumes': () => "'refreservation=auto' only allowed on volumes",
  'zfs.value-too-long': ({ property }) => `property '${property}' is too long`,
  'zfs.bad-version': () => 'invalid property value',
  'zfs.too-small': () => 'size is less than current used or reserved space',
  'zfs.too-big': () => 'size is greater than available space',
  'zfs.denied': () => 'permission denied',
}
/** Why something was refused, in the tool's words. */
export function reasonOf({ code, data }: Refusal): string {
  const reason = REASONS[code]
  if (!reason) throw new Error(`no words for ${code}`)
  return reason(data)
}
/** Ends a command whose dataset could not be mounted. */
export function mountFailure({ code, data }: Refusal, name: string): string {
  switch (code) {
    case 'zfs.mounted':
      return `cannot mount '${name}': filesystem already mounted`
    case 'zfs.legacy':
      return `cannot mount '${name}': legacy mountpoint\nuse mount(8) to mount this filesystem`
    case 'zfs.no-mountpoint':
      return `cannot mount '${name}': no mountpoint set`
    case 'zfs.canmount-off':
      return `cannot mount '${name}': 'canmount' property is set to 'off'`
    case 'zfs.zoned':
      return `cannot mount '${name}': dataset is exported to a local zone`
    case 'zfs.not-empty':
      return `cannot mount '${data.path}': directory is not empty`
    case 'zfs.no-directory':
      return `cannot mount '${data.path}': failed to create mountpoint`
    case 'zfs.not-mountable':
      return `cannot open '${name}': operation not applicable to datasets of this type`
    default:
      return `cannot mount '${name}': ${reasonOf({ code, data })}`
  }
}
