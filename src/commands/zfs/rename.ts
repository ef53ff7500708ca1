import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { createDataset } from '../../system/zfs/datasets.ts'
import { renameDataset, renameSnapshot } from '../../system/zfs/lineage.ts'
import { settingOf } from '../../system/zfs/values.ts'
import { treeOf } from '../../system/zfs/zfs.ts'
import { datasetNames } from './complete.ts'
import { fail, failUsage, open, reasonOf } from './say.ts'
import { stoodIn } from './standing.ts'
import { synopsesOf } from './usage.ts'
import { isWritable } from './visible.ts'

/** The full name that a snapshot is to have: `@new` and `new` stand for the same dataset. */
function targetOf(from: string, to: string): string {
  const head = from.slice(0, from.indexOf('@'))
  if (to.startsWith('@')) return `${head}${to}`
  if (!to.includes('@')) return to.includes('/') ? to : `${head}@${to}`
  return to
}
function snapshot(context: CommandContext, from: string, given: string, recursive: boolean): number {
  const dataset = open(context, from, 'snapshot')
  const to = targetOf(from, given)
  if (to.split('@')[0] !== from.split('@')[0]) return fail(`cannot rename to '${to}': snapshots must be part of same dataset`)
  const done = renameSnapshot(context.sim, dataset, to, recursive)
  if (done.ok) return 0
  if (done.error.code === 'zfs.child-has-it') return fail(`cannot rename '${done.error.data.name}': a child dataset already has a snapshot with the new name`)
  return fail(done.error.code === 'zfs.name' ? `cannot rename to '${to}': ${reasonOf(done.error)}` : `cannot rename '${from}': ${reasonOf(done.error)}`)
}

export const command = defineCommand({
  name: 'zfs rename',
  summary: 'Give a dataset another name or place',
  synopsis: synopsesOf('rename').map((line) => line.replace(/^rename /, '')),
  options: {
    p: { help: 'Make missing parents.' },
    r: { help: 'Of a snapshot: rename that of everything below, too.' },
    f: { help: 'Unmount by force.' },
  },
  operands: { complete: datasetNames },
  description: ['Everything below goes with it. Mount points that follow the name change, too.'],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_rename',
  run(context, parsed) {
    const [from, to, ...rest] = parsed.operands
    if (from === undefined) return failUsage('missing source dataset argument', 'rename')
    if (to === undefined) return failUsage('missing target dataset argument', 'rename')
    if (rest.length > 0) return failUsage('too many arguments', 'rename')
    if (parsed.has('r') && parsed.has('p')) return failUsage('-p and -r options are mutually exclusive', 'rename')
    if (parsed.has('r') && !from.includes('@')) return failUsage('source dataset for recursive rename must be a snapshot', 'rename')
    if (!isWritable(context, from)) return fail(`cannot rename '${from}': permission denied`)
    if (from.includes('@')) return snapshot(context, from, to, parsed.has('r'))
    const dataset = open(context, from, 'dataset')
    if (!context.zone && settingOf({ find: (id) => (id ? context.world.get(id) : undefined) }, dataset, 'zoned').value === 'on')
      return fail(`cannot rename '${from}': dataset is used in a non-global zone`)
    const parent = to.slice(0, to.lastIndexOf('/'))
    if (parsed.has('p') && parent.includes('/')) {
      const made = createDataset(context.sim, context.server, parent, { parents: true })
      if (!made.ok) return fail(`cannot create '${parent}': ${reasonOf(made.error)}`)
    }
    const stood = parsed.has('f') || context.zone ? undefined : stoodIn(context, treeOf(context.world, dataset))
    if (stood !== undefined) return fail(`cannot unmount '${stood}': Device busy`)
    const done = renameDataset(context.sim, dataset, to, parsed.has('f'))
    if (done.ok) return 0
    switch (done.error.code) {
      case 'zfs.other-pool':
        return fail(`cannot rename to '${to}': datasets must be within same pool`)
      case 'zfs.below-itself':
        return fail(`cannot rename to '${to}': New dataset name cannot be a descendant of current dataset name`)
      case 'zfs.no-parent':
      case 'zfs.parent-not-filesystem':
        return fail(`cannot create '${to}': ${reasonOf(done.error)}`)
      case 'zfs.name':
        return fail(`cannot rename to '${to}': ${reasonOf(done.error)}`)
      case 'zfs.busy':
        return fail(`cannot unmount '${done.error.data.path}': Device busy`)
      default:
        return fail(`cannot rename '${from}': ${reasonOf(done.error)}`)
    }
  },
})
