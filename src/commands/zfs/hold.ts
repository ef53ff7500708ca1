import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { hold } from '../../system/zfs/snapshots.ts'
import { type Dataset, datasetOf, treeOf } from '../../system/zfs/zfs.ts'
import { snapshotNames } from './complete.ts'
import { fail, failUsage } from './say.ts'
import { synopsesOf } from './usage.ts'

/** The snapshots that a name stands for: with -r those of everything below, too. Ends the command if there is none. */
export function heldSnapshots(context: CommandContext, name: string, recursive: boolean, action: string): Dataset[] {
  if (!name.includes('@')) return fail(`'${name}' is not a snapshot`)
  const head = datasetOf(context.world, context.server, name.slice(0, name.indexOf('@')))
  const heads = head ? (recursive ? treeOf(context.world, head) : [head]) : []
  const snapshots = heads.flatMap((each) => datasetOf(context.world, context.server, `${each.name}${name.slice(name.indexOf('@'))}`) ?? [])
  return snapshots.length > 0 ? snapshots : fail(`cannot ${action} '${name}': dataset does not exist`)
}

export const command = defineCommand({
  name: 'zfs hold',
  summary: 'Keep snapshots from being destroyed',
  synopsis: synopsesOf('hold').map((line) => line.replace(/^hold /, '')),
  options: { r: { help: 'Of everything below, too.' } },
  operands: { complete: snapshotNames },
  description: ['A snapshot with a hold cannot be destroyed until the hold is released. A tag says whose hold it is.'],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_hold_rele_impl',
  run(context, parsed) {
    const [tag, ...names] = parsed.operands
    if (tag === undefined || names.length === 0) return failUsage('', 'hold')
    if (tag.startsWith('.')) return failUsage("tag may not start with '.'", 'hold')
    let status = 0
    for (const name of names) {
      const done = hold(context.sim, heldSnapshots(context, name, parsed.has('r'), 'hold snapshot'), tag)
      if (done.ok) continue
      context.err(`cannot hold snapshot '${done.error.data.name}': tag already exists on this dataset\n`)
      status = 1
    }
    return status
  },
})
