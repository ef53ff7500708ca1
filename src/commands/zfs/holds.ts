import { defineCommand } from '../../shell/command.ts'
import { snapshotNames } from './complete.ts'
import { dateText, table } from './format.ts'
import { heldSnapshots } from './hold.ts'
import { failUsage } from './say.ts'
import { synopsesOf } from './usage.ts'

export const command = defineCommand({
  name: 'zfs holds',
  summary: 'List the holds of snapshots',
  synopsis: synopsesOf('holds').map((line) => line.replace(/^holds /, '')),
  options: { r: { help: 'Of everything below, too.' }, H: { help: 'No header, and tabs between the fields.' } },
  operands: { complete: snapshotNames },
  description: ['One line for each hold: snapshot, tag, and since when.'],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_holds',
  run(context, parsed) {
    if (parsed.operands.length === 0) return failUsage('', 'holds')
    const snapshots = parsed.operands.flatMap((name) => heldSnapshots(context, name, parsed.has('r'), 'open'))
    const rows = snapshots.flatMap(({ name, holds }) =>
      Object.entries(holds ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([tag, since]) => [name, tag, dateText(since / 1000)]),
    )
    const columns = ['NAME', 'TAG', 'TIMESTAMP'].map((header) => ({ name: header, header, right: false, width: header.length, grows: true }))
    context.out(table(columns, rows, { header: true, tabs: parsed.has('H') }))
    return 0
  },
})
