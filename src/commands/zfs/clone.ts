import { defineCommand } from '../../shell/command.ts'
import { createDataset } from '../../system/zfs/datasets.ts'
import { parseProperties } from '../../system/zfs/set.ts'
import { cloneSnapshot } from '../../system/zfs/snapshots.ts'
import { datasetOf } from '../../system/zfs/zfs.ts'
import { propertyNames, snapshotNames } from './complete.ts'
import { checkZone, creationFailure, mountNew } from './create.ts'
import { assignments } from './options.ts'
import { fail, failUsage, open, reasonOf } from './say.ts'
import { synopsesOf } from './usage.ts'

export const command = defineCommand({
  name: 'zfs clone',
  summary: 'Make a filesystem or volume that begins as a snapshot',
  synopsis: synopsesOf('clone').map((line) => line.replace(/^clone /, '')),
  options: {
    p: { help: 'Make missing parents; say nothing if it exists.' },
    o: { help: 'Set a property.', value: 'property=value', repeat: true, complete: propertyNames },
  },
  operands: { complete: snapshotNames },
  description: [
    'A clone shares all its blocks with the snapshot until it changes them, and is made at once whatever the size. The snapshot cannot be destroyed while the clone is there.',
  ],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_clone',
  run(context, parsed) {
    const [from, name, ...rest] = parsed.operands
    if (from === undefined) return failUsage('missing source dataset argument', 'clone')
    if (name === undefined) return failUsage('missing target dataset argument', 'clone')
    if (rest.length > 0) return failUsage('too many arguments', 'clone')
    const properties = assignments(parsed.all('o'))
    const snapshot = open(context, from, 'snapshot')
    checkZone(context, name)
    if (parsed.has('p')) {
      if (datasetOf(context.world, context.server, name)) return 0
      const parent = name.slice(0, name.lastIndexOf('/'))
      const made = parent.includes('/') ? createDataset(context.sim, context.server, parent, { parents: true }) : undefined
      if (made && !made.ok) return creationFailure(parent, made.error)
    }
    const set = parseProperties(snapshot.root.kind === 'dir' ? 'filesystem' : 'volume', properties)
    if (!set.ok) return fail(`cannot create '${name}': ${reasonOf(set.error)}`)
    const clone = cloneSnapshot(context.sim, context.server, from, name, { properties: set.value })
    if (!clone.ok) return creationFailure(name, clone.error)
    mountNew(context, clone.value)
    return 0
  },
})
