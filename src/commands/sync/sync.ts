import { defineCommand } from '../../shell/command.ts'
import { syncPool } from '../../system/zfs/transaction.ts'
import { poolsOf } from '../../system/zfs/zfs.ts'

export const command = defineCommand({
  name: 'sync',
  summary: 'have everything written to the disks',
  synopsis: [''],
  options: {},
  description: ['Returns when what was written before has reached the disks.'],
  source: 'illumos man8/sync.8, usr/src/uts/common/fs/zfs/zfs_vfsops.c zfs_sync',
  run({ sim, world, server }) {
    for (const { id } of poolsOf(world, server)) syncPool(sim, id)
    return 0
  },
})
