import { type CommandContext, Failure } from '../../shell/command.ts'
import type { Refusal } from '../../sim/result.ts'
import { CATALOGUE } from '../../system/images/catalogue.ts'
import { isUuid } from '../../system/zones/identity.ts'

/** Fails as imgadm does: `imgadm SUBCOMMAND: error (Code): text`. smartos-live src/img/lib/errors.js */
export function fail(subcommand: string, code: string, text: string): never {
  throw new Failure(`imgadm ${subcommand}: error (${code}): ${text}\n`, code === 'ImageNotInstalled' ? 3 : 1)
}
/** Fails with the text of a refusal. */
export function failWith(subcommand: string, { code, data }: Refusal): never {
  switch (code) {
    case 'image.not available':
      return fail(subcommand, 'ActiveImageNotFound', `an active image "${data.uuid}" was not found in image sources`)
    case 'image.no sources':
      return fail(subcommand, 'NoSources', 'imgadm has no configured sources')
    case 'image.not installed':
      return fail(subcommand, 'ImageNotInstalled', `image "${data.uuid}" was not found on zpool "zones"`)
    case 'image.has clones': {
      const [first, ...others] = data.clones as readonly string[]
      return fail(
        subcommand,
        'ImageHasDependentClones',
        `image "${data.uuid}" has dependent clones: ${first}${others.length > 0 ? ` and ${others.length} others...` : ''}`,
      )
    }
    default:
      return fail(subcommand, 'InternalError', String(data.why ?? code))
  }
}
/** Fails unless there are exactly that many operands. */
export function exactly(count: number, operands: readonly string[], subcommand: string): void {
  if (operands.length !== count) fail(subcommand, 'Usage', `incorrect number of args (${operands.length}): "${operands.join(' ')}"`)
}
/** The one operand, which must be a UUID. */
export function uuidArgument(operands: readonly string[], subcommand: string): string {
  exactly(1, operands, subcommand)
  const [uuid = ''] = operands
  if (!isUuid(uuid)) fail(subcommand, 'InvalidUUID', `invalid uuid: "${uuid}"`)
  return uuid
}
/** Sizes as imgadm writes them: one decimal, cut off. smartos-live src/img/lib/common.js (humanSizeFromBytes) */
export function humanSize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let size = bytes
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit++
  }
  return unit === 0 ? `${size} B` : `${(Math.floor(size * 10) / 10).toFixed(1)} ${units[unit]}`
}
/** UUIDs that can be imported, and those that are installed, for Tab. */
export const availableUuids = (): readonly string[] => CATALOGUE.map(({ uuid }) => uuid)
export const installedUuids = (world: CommandContext['world'], server: CommandContext['server']): readonly string[] =>
  world.by('image', 'server', server).map(({ uuid }) => uuid)
