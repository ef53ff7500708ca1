import { defineCommand } from '../../shell/command.ts'
import { isUserProperty } from '../../system/zfs/properties.ts'
import { takeSnapshots } from '../../system/zfs/snapshots.ts'
import { headNames } from './complete.ts'
import { assignments } from './options.ts'
import { fail, failUsage, nameFault, open, reasonOf } from './say.ts'
import { synopsesOf } from './usage.ts'
import { isWritable } from './visible.ts'

export const command = defineCommand({
  name: 'zfs snapshot',
  aliases: ['zfs snap'],
  summary: 'Take snapshots: what filesystems and volumes are at this moment',
  synopsis: synopsesOf('snapshot').map((line) => line.replace(/^snapshot /, '')),
  options: {
    r: { help: 'Of everything below, too: all at the same moment.' },
    o: { help: 'Set a user property.', value: 'property=value', repeat: true },
  },
  operands: { complete: (world, server) => headNames(world, server).map((name) => `${name}@`) },
  description: [
    'A snapshot takes no time and no space: it keeps the blocks that are there. It begins to hold space when the filesystem overwrites or removes what it has. All snapshots of one command are of one moment, or none is taken.',
  ],
  examples: [{ line: 'zfs snapshot -r zones@before', text: 'The whole pool, before something risky.' }],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_snapshot',
  run(context, parsed) {
    const { operands } = parsed
    if (operands.length === 0) return failUsage('missing snapshot argument', 'snapshot')
    const properties = assignments(parsed.all('o'))
    const recursive = parsed.has('r')
    const several = recursive || operands.length > 1
    const none = several ? '\nno snapshots were created' : ''
    for (const name of operands) {
      if (!name.includes('@')) return failUsage('', 'snapshot')
      // The filesystem is opened first; what is wrong with it is a usage error. (zfs_snapshot_cb)
      try {
        open(context, name.slice(0, name.indexOf('@')), 'dataset')
      } catch (error) {
        return failUsage((error as Error).message.replace(/\n$/, ''), 'snapshot')
      }
      if (!isWritable(context, name)) return fail(`cannot create snapshot '${name}': permission denied${none}`)
    }
    for (const name of Object.keys(properties))
      if (!isUserProperty(name))
        return fail(
          `cannot create snapshot '${operands[0]}': ${name.includes(':') ? `invalid property '${name}'` : 'this property can not be modified for snapshots'}${none}`,
        )
    const taken = takeSnapshots(context.sim, context.server, operands, { recursive, properties })
    if (taken.ok) return 0
    const { code, data } = taken.error
    if (code === 'zfs.same-filesystem') return fail('cannot create snapshots : multiple snapshots of same fs not allowed\nno snapshots were created')
    if (code === 'zfs.name') return fail(`cannot create snapshot '${data.name}': ${nameFault(data)}${none}`)
    const names = Array.isArray(data.names) ? data.names.map(String) : [String(data.name ?? operands[0])]
    return fail(`${names.map((name) => `cannot create snapshot '${name}': ${reasonOf(taken.error)}`).join('\n')}${none}`)
  },
})
