import { defineCommand } from '../../shell/command.ts'
import { exportPool } from '../../system/zfs/pools.ts'
import { poolNames } from '../zfs/complete.ts'
import { stoodIn } from '../zfs/standing.ts'
import { fail, failUsage, open } from './say.ts'
import { synopsesOf } from './usage.ts'

export const command = defineCommand({
  name: 'zpool export',
  summary: 'Take pools out of the system, to be imported here or elsewhere',
  synopsis: synopsesOf('export'),
  options: { f: { help: 'Unmount by force what is in use.' } },
  operands: { complete: poolNames },
  description: ['The filesystems are unmounted and everything is on the disks. The pool is not imported at the next boot.'],
  source: 'illumos cmd/zpool/zpool_main.c zpool_do_export',
  zones: 'global',
  run(context, parsed) {
    if (parsed.operands.length === 0) return failUsage('missing pool argument', 'export')
    for (const name of parsed.operands) {
      const pool = open(context, name)
      const stood = parsed.has('f') ? undefined : stoodIn(context, context.world.by('dataset', 'pool', pool.id))
      if (stood !== undefined) return fail(`cannot unmount '${stood}': Device busy`)
      const done = exportPool(context.sim, pool, parsed.has('f'))
      if (done.ok) continue
      return fail(done.error.code === 'zfs.open' ? `cannot export '${name}': pool is busy` : `cannot unmount '${done.error.data.path}': Device busy`)
    }
    return 0
  },
})
