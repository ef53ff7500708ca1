import { defineCommand } from '../../shell/command.ts'
import { promote } from '../../system/zfs/lineage.ts'
import { headNames } from './complete.ts'
import { fail, failUsage, open, reasonOf } from './say.ts'
import { synopsesOf } from './usage.ts'
import { isWritable } from './visible.ts'

export const command = defineCommand({
  name: 'zfs promote',
  summary: 'Swap a clone with the filesystem it is a clone of',
  synopsis: synopsesOf('promote').map((line) => line.replace(/^promote /, '')),
  options: {},
  operands: { complete: headNames },
  description: [
    'The snapshots up to the origin become those of the clone, and the other side becomes a clone of one of them: so the old filesystem can be destroyed. No block is copied, and the sum of used space stays.',
  ],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_promote',
  run(context, { operands: [name, ...rest] }) {
    if (name === undefined) return failUsage('missing clone filesystem argument', 'promote')
    if (rest.length > 0) return failUsage('too many arguments', 'promote')
    const clone = open(context, name, 'dataset')
    if (!isWritable(context, name)) return fail(`cannot promote '${name}': permission denied`)
    const done = promote(context.sim, clone)
    if (done.ok) return 0
    const { code, data } = done.error
    if (code === 'zfs.not-clone') return fail(`cannot promote '${name}': not a cloned filesystem`)
    if (code === 'zfs.snapshot-conflict') return fail(`cannot promote '${name}': conflicting snapshot '${data.snapshot}' from parent '${data.origin}'`)
    return fail(`cannot promote '${name}': ${reasonOf(done.error)}`)
  },
})
