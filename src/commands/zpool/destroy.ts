import { defineCommand } from '../../shell/command.ts'
import { destroyPool } from '../../system/zfs/pools.ts'
import { poolNames } from '../zfs/complete.ts'
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
    const done = destroyPool(context.sim, open(context, name, "use 'zfs destroy' to destroy a dataset"), parsed.has('f'))
    if (done.ok) return 0
    if (done.error.code === 'zfs.open') return fail(`cannot destroy '${name}': pool is busy`)
    return fail(`cannot unmount '${done.error.data.path}': Device busy\ncould not destroy '${name}': could not unmount datasets`)
  },
})
