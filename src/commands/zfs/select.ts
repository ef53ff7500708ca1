import { type CommandContext, Failure } from '../../shell/command.ts'
import { readProperty } from '../../system/zfs/read.ts'
import { childrenOf, type Dataset, poolsOf, snapshotsOf } from '../../system/zfs/zfs.ts'
import { fail, failUsage, open } from './say.ts'
import { isVisible } from './visible.ts'

/** Types that -t takes. */
export const TYPES: Readonly<Record<string, readonly string[]>> = {
  filesystem: ['filesystem'],
  fs: ['filesystem'],
  volume: ['volume'],
  vol: ['volume'],
  snapshot: ['snapshot'],
  snap: ['snapshot'],
  bookmark: ['bookmark'],
  all: ['filesystem', 'volume', 'snapshot', 'bookmark'],
}
/** Parses -t; ends the command for an unknown type. */
export function typesOf(text: string | undefined, command: string, fallback: readonly string[]): ReadonlySet<string> {
  if (text === undefined) return new Set(fallback)
  return new Set(text.split(',').flatMap((type) => TYPES[type] ?? failUsage(`invalid type '${type}'`, command)))
}
/** Parses -d; ends the command if it is no depth. */
export function depthOf(text: string | undefined, command: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^-?\d+$/.test(text)) return failUsage(`${text} is not an integer`, command)
  return Number(text) < 0 ? failUsage('Depth can not be negative.', command) : Number(text)
}
export interface Selection {
  readonly operands: readonly string[]
  readonly types: ReadonlySet<string>
  /** Whether the types were asked for. */
  readonly given: boolean
  readonly recursive: boolean
  readonly depth?: number | undefined
}
/**
 * The datasets that a command is about, in the order of their names, snapshots after what they are of. Without
 * recursion a name must be of one of the types, if types were given. (illumos zfs_iter.c zfs_for_each)
 */
export function select(context: CommandContext, { operands, types, given, recursive, depth }: Selection): { datasets: Dataset[]; failed: boolean } {
  const found = new Map<string, Dataset>()
  const limit = depth ?? (recursive || operands.length === 0 ? Number.POSITIVE_INFINITY : 0)
  const visit = (dataset: Dataset, level: number): void => {
    if (!isVisible(context, dataset)) return
    if (types.has(dataset.type) || (level === 0 && !given && operands.length > 0)) found.set(dataset.id, dataset)
    if (dataset.type === 'snapshot' || level >= limit) return
    if (types.has('snapshot')) for (const snapshot of snapshotsOf(context.world, dataset.id)) if (isVisible(context, snapshot)) found.set(snapshot.id, snapshot)
    for (const child of childrenOf(context.world, dataset.id)) visit(child, level + 1)
  }
  let failed = false
  if (operands.length === 0) for (const { root } of poolsOf(context.world, context.server)) visit(context.world.need(root), 0)
  for (const operand of operands) {
    try {
      visit(named(context, operand, given && limit === 0 ? types : undefined), 0)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      context.err(error.message)
      failed = true
    }
  }
  return { datasets: [...found.values()].sort(byName), failed }
}
/** A dataset by name, or by a path on it; of one of the types, if they are told. */
function named(context: CommandContext, operand: string, types: ReadonlySet<string> | undefined): Dataset {
  if (operand.startsWith('/') || operand.startsWith('./')) return onPath(context, operand)
  const isSnapshot = operand.includes('@')
  const only =
    types && !types.has('filesystem') && !types.has('volume') && types.has('snapshot') ? 'snapshot' : types && !types.has('snapshot') ? 'dataset' : 'any'
  if (only === 'snapshot' && !isSnapshot) return open(context, operand, 'snapshot')
  const dataset = open(context, operand, only === 'dataset' ? 'dataset' : 'any')
  return !types || types.has(dataset.type) ? dataset : fail(`cannot open '${operand}': operation not applicable to datasets of this type`)
}
function onPath(context: CommandContext, operand: string): Dataset {
  const path = operand.startsWith('/') ? operand : `${context.cwd}/${operand.slice(2)}`
  if (!context.files.exists(path)) return fail(`${operand}: No such file or directory`)
  const mount = context.files.mountOf(path)
  if (mount.fstype !== 'zfs') return fail(`'${operand}': not a ZFS filesystem`)
  return context.world.need(mount.backing as Dataset['id'])
}
/** Names by bytes; of one dataset first itself, then its snapshots as they were taken. (zfs_iter.c zfs_compare) */
export function byName(a: Dataset, b: Dataset): number {
  const [x, y] = [headOf(a.name), headOf(b.name)]
  if (x !== y) return x < y ? -1 : 1
  if ((a.type === 'snapshot') !== (b.type === 'snapshot')) return a.type === 'snapshot' ? 1 : -1
  return a.createtxg - b.createtxg || (a.name < b.name ? -1 : 1)
}
const headOf = (name: string): string => {
  const at = name.indexOf('@')
  return at < 0 ? name : name.slice(0, at)
}
/** Sorts by properties, then by name: numbers by size, words by bytes, what has none last. */
export function sorted(
  context: CommandContext,
  datasets: readonly Dataset[],
  keys: readonly { readonly name: string; readonly descending: boolean }[],
): Dataset[] {
  const values = new Map(
    datasets.map((dataset) => [dataset.id, keys.map(({ name }) => (name === 'name' ? dataset.name : readProperty(context.world, dataset, name)?.value))]),
  )
  return [...datasets].sort((a, b) => {
    for (const [i, { descending }] of keys.entries()) {
      const [x, y] = [values.get(a.id)?.[i], values.get(b.id)?.[i]]
      if (x === y) continue
      if (x === undefined || y === undefined) return x === undefined ? 1 : -1
      const order = /^\d+$/.test(x) && /^\d+$/.test(y) ? Number(x) - Number(y) : x < y ? -1 : 1
      if (order !== 0) return descending ? -order : order
    }
    return byName(a, b)
  })
}
