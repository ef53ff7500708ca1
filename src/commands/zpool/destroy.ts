import { defineCommand } from '../../shell/command.ts'
import { destroyPool } from '../../system/zfs/pools.ts'
import { poolNames } from '../zfs/complete.ts'
import { stoodIn } from '../zfs/standing.ts'
import { fail, failUsage, open } from './say.ts'
import { synopsesOf } from './usage.ts'

export const command = defineCommand({
  name: 'zpool destroy',
  summary: 'Destroy a pool',
  synopsis: synopsesOf('destroy'),
  options: { f: { help: 'Unmount by force what is in use.' } },
  operands: { complete: poolNames },
  description: ['Everything in it is gone. The disks are only marked: as long as they are not used again, zpool import -D could bring it back.'],
  source: 'illumos cmd/zpool/zpool_main.c zpool_do_destroy',
  zones: 'global',
  run(context, parsed) {
    const [name, ...rest] = parsed.operands
    if (name === undefined) return failUsage('missing pool argument', 'destroy')
    if (rest.length > 0) return failUsage('too many arguments', 'destroy')
    const pool = open(context, name, "use 'zfs destroy' to destroy a dataset")
    const busy = (path: unknown) => fail(`cannot unmount '${path}': Device busy\ncould not destroy '${name}': could not unmount datasets`)
    const stood = parsed.has('f') ? undefined : stoodIn(context, context.world.by('dataset', 'pool', pool.id))
    if (stood !== undefined) return busy(stood)
    const done = destroyPool(context.sim, pool, parsed.has('f'))
    if (done.ok) return 0
    if (done.error.code === 'zfs.open') return fail(`cannot destroy '${name}': pool is busy`)
    return busy(done.error.data.path)
  },
})
