import { defineCommand } from '../../shell/command.ts'
import { release } from '../../system/zfs/snapshots.ts'
import { snapshotNames } from './complete.ts'
import { heldSnapshots } from './hold.ts'
import { failUsage } from './say.ts'
import { synopsesOf } from './usage.ts'

export const command = defineCommand({
  name: 'zfs release',
  summary: 'Take a hold away from snapshots',
  synopsis: synopsesOf('release').map((line) => line.replace(/^release /, '')),
  options: { r: { help: 'Of everything below, too.' } },
  operands: { complete: snapshotNames },
  description: ['A snapshot that waits to be destroyed (zfs destroy -d) goes with its last hold.'],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_hold_rele_impl',
  run(context, parsed) {
    const [tag, ...names] = parsed.operands
    if (tag === undefined || names.length === 0) return failUsage('', 'release')
    let status = 0
    for (const name of names) {
      const done = release(context.sim, heldSnapshots(context, name, parsed.has('r'), 'release hold from snapshot'), tag)
      if (done.ok) continue
      context.err(`cannot release hold from snapshot '${done.error.data.name}': no such tag on this dataset\n`)
      status = 1
    }
    return status
  },
})
