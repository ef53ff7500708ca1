import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { dependentsOf, destroyDataset, reclaimedBy } from '../../system/zfs/destroy.ts'
import { niceBytes } from '../../system/zfs/nice.ts'
import { destroySnapshots } from '../../system/zfs/snapshots.ts'
import { clonesOf, type Dataset, snapshotsOf, treeOf } from '../../system/zfs/zfs.ts'
import { datasetNames } from './complete.ts'
import { fail, failUsage, open, reasonOf } from './say.ts'
import { stoodIn } from './standing.ts'
import { synopsesOf } from './usage.ts'
import { isWritable } from './visible.ts'

interface Flags {
  readonly recursive: boolean
  readonly clones: boolean
  readonly force: boolean
  readonly defer: boolean
  readonly dry: boolean
  readonly verbose: boolean
  readonly parsable: boolean
}
/** Snapshots of one dataset that a list such as `a,b%d,%z` names; what is missing is skipped. (libzfs_iter.c zfs_iter_snapspec) */
function named(context: CommandContext, head: Dataset, spec: string): Dataset[] {
  const all = snapshotsOf(context.world, head.id)
  const short = ({ name }: Dataset): string => name.slice(name.indexOf('@') + 1)
  return spec.split(',').flatMap((item) => {
    if (!item.includes('%')) return all.filter((snapshot) => short(snapshot) === item)
    const [from = '', to = ''] = item.split('%')
    const first = from === '' ? 0 : all.findIndex((snapshot) => short(snapshot) === from)
    const last = to === '' ? all.length - 1 : all.findIndex((snapshot) => short(snapshot) === to)
    return first < 0 || last < 0 ? [] : all.slice(first, last + 1)
  })
}
/** Says what goes, before it goes. */
function announce(context: CommandContext, { dry, verbose, parsable }: Flags, names: readonly string[]): void {
  if (!verbose) return
  for (const name of names) context.out(parsable ? `destroy\t${name}\n` : `${dry ? 'would' : 'will'} destroy ${name}\n`)
}
function destroyNamedSnapshots(context: CommandContext, name: string, flags: Flags): number {
  const at = name.indexOf('@')
  const head = open(context, name.slice(0, at), 'dataset')
  const heads = flags.recursive || flags.clones ? treeOf(context.world, head) : [head]
  const snapshots = heads.flatMap((each) => named(context, each, name.slice(at + 1)))
  if (snapshots.length === 0) return fail('could not find any snapshots to destroy; check snapshot names.')
  const clones = flags.defer ? [] : snapshots.flatMap(({ id }) => clonesOf(context.world, id))
  if (clones.length > 0 && !flags.clones) {
    const cloned = snapshots.find(({ id }) => clonesOf(context.world, id).length > 0) as Dataset
    return fail(
      `cannot destroy '${cloned.name}': snapshot has dependent clones\nuse '-R' to destroy the following datasets:\n${clonesOf(context.world, cloned.id)
        .map((clone) => clone.name)
        .join('\n')}`,
    )
  }
  announce(
    context,
    flags,
    snapshots.map((snapshot) => snapshot.name),
  )
  if (flags.verbose) {
    const bytes = reclaimedBy(context.sim, snapshots)
    context.out(flags.parsable ? `reclaim\t${bytes}\n` : `${flags.dry ? 'would' : 'will'} reclaim ${niceBytes(bytes)}\n`)
  }
  const held = flags.defer || flags.dry ? undefined : snapshots.find(({ holds }) => Object.keys(holds ?? {}).length > 0)
  if (held && clones.length > 0) return fail(`cannot destroy snapshot ${held.name}: dataset is busy`)
  for (const clone of clones) {
    announce(
      context,
      flags,
      dependentsOf(context.sim, clone, true).map((each) => each.name),
    )
    if (flags.dry) continue
    const gone = destroyDataset(context.sim, clone, { clones: true, force: flags.force })
    if (!gone.ok) return fail(`cannot destroy '${clone.name}': ${reasonOf(gone.error)}`)
  }
  if (flags.dry) return 0
  const done = destroySnapshots(context.sim, snapshots, { defer: flags.defer })
  if (!done.ok) return fail(`cannot destroy snapshot ${done.error.data.name}: ${reasonOf(done.error)}`)
  return 0
}
function destroyHead(context: CommandContext, name: string, flags: Flags): number {
  const dataset = open(context, name, flags.defer ? 'snapshot' : 'dataset')
  if (flags.dry) {
    const kind = dataset.type
    const dependents = dependentsOf(context.sim, dataset, flags.clones)
    if (dependents.length > 1 && !flags.recursive && !flags.clones)
      return refused(name, { code: 'zfs.children', data: { type: kind, names: dependents.slice(0, -1).map((each) => each.name) } })
    announce(
      context,
      flags,
      dependents.map((each) => each.name),
    )
    return 0
  }
  const going = dependentsOf(context.sim, dataset, flags.clones)
  const stood = flags.force || (going.length > 1 && !flags.recursive && !flags.clones) ? undefined : stoodIn(context, going)
  if (stood !== undefined) return refused(name, { code: 'zfs.busy', data: { path: stood } })
  const dependents = flags.verbose ? going.map((each) => each.name) : []
  const done = destroyDataset(context.sim, dataset, { recursive: flags.recursive, clones: flags.clones, force: flags.force })
  if (!done.ok) return refused(name, done.error)
  announce(context, flags, dependents)
  return 0
}
function refused(name: string, error: Parameters<typeof reasonOf>[0]): never {
  const { code, data } = error
  const list = (names: unknown): string => (Array.isArray(names) ? names.join('\n') : '')
  switch (code) {
    case 'zfs.pool-root':
      return fail(
        `cannot destroy '${name}': operation does not apply to pools\nuse 'zfs destroy -r ${name}' to destroy all datasets in the pool\nuse 'zpool destroy ${name}' to destroy the pool itself`,
      )
    case 'zfs.children':
      return fail(`cannot destroy '${name}': ${data.type} has children\nuse '-r' to destroy the following datasets:\n${list(data.names)}`)
    case 'zfs.dependent-clones':
      return fail(`cannot destroy '${name}': ${data.type} has dependent clones\nuse '-R' to destroy the following datasets:\n${list(data.clones)}`)
    case 'zfs.busy':
      return fail(`cannot unmount '${data.path}': Device busy`)
    case 'zfs.held':
      return fail(`cannot destroy snapshot ${data.name}: dataset is busy`)
    default:
      return fail(`cannot destroy '${name}': ${reasonOf(error)}`)
  }
}

export const command = defineCommand({
  name: 'zfs destroy',
  summary: 'Destroy a filesystem, a volume or snapshots',
  synopsis: synopsesOf('destroy').map((line) => line.replace(/^destroy /, '')),
  options: {
    r: { help: 'With everything below; of snapshots: those of that name below, too.' },
    R: { help: 'With everything below and all clones of it.' },
    f: { help: 'Unmount by force.' },
    F: { help: 'Do not say anything about what is busy: as vmadm uses it.', fidelity: 'simplified' },
    d: { help: 'Of snapshots: destroy later those that are held or have clones.' },
    n: { help: 'Only say what would go; with -v.' },
    v: { help: 'Say what goes and how much it frees.' },
    p: { help: 'With -v: in a form for scripts.' },
  },
  operands: { complete: datasetNames },
  description: ['There is no way back. Several snapshots of one filesystem: a list after the @, with first%last for ranges.'],
  examples: [{ line: 'zfs destroy -nv zones/a@monday%friday', text: 'How much space five snapshots would give back.' }],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_destroy',
  run(context, parsed) {
    const [name, ...rest] = parsed.operands
    if (name === undefined) return failUsage('missing dataset argument', 'destroy')
    if (rest.length > 0) return failUsage('too many arguments', 'destroy')
    const flags: Flags = {
      recursive: parsed.has('r'),
      clones: parsed.has('R'),
      force: parsed.has('f') || parsed.has('F'),
      defer: parsed.has('d'),
      dry: parsed.has('n'),
      verbose: parsed.has('v') || (parsed.has('p') && parsed.has('n')),
      parsable: parsed.has('p'),
    }
    if (name.includes('#')) return fail(`bookmark '${name}' does not exist.`)
    if (!isWritable(context, name)) return fail(`cannot destroy '${name}': permission denied`)
    return name.includes('@') ? destroyNamedSnapshots(context, name, flags) : destroyHead(context, name, flags)
  },
})
