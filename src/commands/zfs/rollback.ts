import { defineCommand } from '../../shell/command.ts'
import { destroyDataset } from '../../system/zfs/destroy.ts'
import { newerThan, rollback } from '../../system/zfs/snapshots.ts'
import { clonesOf } from '../../system/zfs/zfs.ts'
import { snapshotNames } from './complete.ts'
import { fail, failUsage, open, reasonOf } from './say.ts'
import { synopsesOf } from './usage.ts'
import { isWritable } from './visible.ts'

export const command = defineCommand({
  name: 'zfs rollback',
  summary: 'Put a filesystem or volume back to a snapshot',
  synopsis: synopsesOf('rollback').map((line) => line.replace(/^rollback /, '')),
  options: {
    r: { help: 'Destroy newer snapshots first.' },
    R: { help: 'Destroy newer snapshots and their clones first.' },
    f: { help: 'With -R: unmount those clones by force.' },
  },
  operands: { complete: snapshotNames },
  description: [
    'Everything written since the snapshot is lost. Only the newest snapshot can be rolled back to; newer ones stand in the way until they are destroyed. To look at an older state without losing anything, see .zfs/snapshot, or make a clone.',
  ],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_rollback',
  run(context, parsed) {
    const [name, ...rest] = parsed.operands
    if (name === undefined) return failUsage('missing dataset argument', 'rollback')
    if (rest.length > 0) return failUsage('too many arguments', 'rollback')
    const snapshot = open(context, name, 'snapshot')
    const head = name.slice(0, name.indexOf('@'))
    if (!isWritable(context, name)) return fail(`cannot rollback '${head}': permission denied`)
    const newer = newerThan(context.sim, snapshot)
    const recursive = parsed.has('r') || parsed.has('R')
    if (newer.length > 0 && !recursive) {
      return fail(
        `cannot rollback to '${name}': more recent snapshots or bookmarks exist\nuse '-r' to force deletion of the following snapshots and bookmarks:\n${newer.map((each) => each.name).join('\n')}`,
      )
    }
    const clones = newer.flatMap(({ id }) => clonesOf(context.world, id))
    if (clones.length > 0 && !parsed.has('R')) {
      return fail(
        `cannot rollback to '${name}': clones of previous snapshots exist\nuse '-R' to force deletion of the following clones and dependents:\n${clones.map((each) => each.name).join('\n')}`,
      )
    }
    // Asked before the clones go: what cannot be done is not half done.
    const held = newer.find(({ holds }) => Object.keys(holds ?? {}).length > 0)
    if (held) return fail(`cannot destroy '${held.name}': dataset is busy`)
    for (const clone of clones) {
      const gone = destroyDataset(context.sim, clone, { clones: true, force: parsed.has('f') })
      if (!gone.ok) return fail(`cannot rollback '${head}': ${reasonOf(gone.error)}`)
    }
    const done = rollback(context.sim, snapshot, { destroyNewer: true })
    if (!done.ok)
      return fail(
        done.error.code === 'zfs.held' ? `cannot destroy '${done.error.data.name}': dataset is busy` : `cannot rollback '${head}': ${reasonOf(done.error)}`,
      )
    return 0
  },
})
