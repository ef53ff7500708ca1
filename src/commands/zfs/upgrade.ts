import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { setProperties } from '../../system/zfs/set.ts'
import { settingOf } from '../../system/zfs/values.ts'
import { type Dataset, treeOf } from '../../system/zfs/zfs.ts'
import { datasetNames } from './complete.ts'
import { fail, failUsage, open, reasonOf } from './say.ts'
import { synopsesOf } from './usage.ts'
import { everything, isWritable } from './visible.ts'

/** Versions of a filesystem. illumos cmd/zfs/zfs_main.c zfs_do_upgrade */
const VERSIONS = [
  'Initial ZFS filesystem version',
  'Enhanced directory entries',
  'Case insensitive and filesystem user identifier (FUID)',
  'userquota, groupquota properties',
  'System attributes',
]
const NEWEST = VERSIONS.length
const TABLE = `The following filesystem versions are supported:

VER  DESCRIPTION
---  --------------------------------------------------------
${VERSIONS.map((text, i) => ` ${i + 1}   ${text}\n`).join('')}
For more information on a particular version, including supported releases,
see the ZFS Administration Guide.

`
const versionOf = (context: CommandContext, dataset: Dataset): number =>
  Number(settingOf({ find: (id) => (id ? context.world.get(id) : undefined) }, dataset, 'version').value)

/** Lists the filesystems of an older version. */
function survey(context: CommandContext): number {
  const old = everything(context).filter((dataset) => dataset.type === 'filesystem' && versionOf(context, dataset) < NEWEST)
  context.out(`This system is currently running ZFS filesystem version ${NEWEST}.\n\n`)
  if (old.length === 0) context.out('All filesystems are formatted with the current version.\n')
  else {
    context.out('The following filesystems are out of date, and can be upgraded.  After being\nupgraded, these filesystems (and any ')
    context.out("'zfs send' streams generated from\nsubsequent snapshots) will no longer be accessible by older software versions.\n\n\n")
    context.out(
      `VER  FILESYSTEM\n---  ------------\n${old.map((dataset) => `${String(versionOf(context, dataset)).padStart(2)}   ${dataset.name}\n`).join('')}`,
    )
  }
  return 0
}

export const command = defineCommand({
  name: 'zfs upgrade',
  summary: 'Bring filesystems to a newer version',
  synopsis: synopsesOf('upgrade').map((line) => line.replace(/^upgrade /, '')),
  options: {
    v: { help: 'Show the versions that there are.' },
    a: { help: 'All filesystems.' },
    r: { help: 'Everything below, too.' },
    V: { help: 'To this version instead of the newest.', value: 'version' },
  },
  operands: { complete: datasetNames },
  description: ['Shows which filesystems have an older version, or brings some to a newer one. There is no way back.'],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_upgrade',
  run(context, parsed) {
    const { operands } = parsed
    if (parsed.has('v')) {
      if (operands.length > 0 || parsed.has('a') || parsed.has('r') || parsed.has('V')) return failUsage('', 'upgrade')
      context.out(TABLE)
      return 0
    }
    if (!parsed.has('a') && operands.length === 0) return parsed.has('r') || parsed.has('V') ? failUsage('', 'upgrade') : survey(context)
    if (parsed.has('a') && operands.length > 0) return failUsage('', 'upgrade')
    const wanted = Number(parsed.get('V') ?? NEWEST)
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > NEWEST) return fail(`invalid version ${parsed.get('V')}`)
    const named = parsed.has('a') ? everything(context) : operands.map((name) => open(context, name, 'dataset'))
    const heads = parsed.has('r') ? named.flatMap((dataset) => treeOf(context.world, dataset)) : named
    let [upgraded, already, failed] = [0, 0, 0]
    for (const dataset of heads.filter(({ type }) => type === 'filesystem')) {
      const version = versionOf(context, dataset)
      if (version === wanted) {
        already++
        continue
      }
      if (version > wanted) {
        context.out(`${dataset.name}: can not be downgraded; it is already at version ${version}\n`)
        failed++
        continue
      }
      const done = isWritable(context, dataset.name)
        ? setProperties(context.sim, dataset, { version: String(wanted) })
        : { ok: false as const, error: { code: 'zfs.denied', data: {} } }
      if (done.ok) upgraded++
      else {
        context.err(`cannot set property for '${dataset.name}': ${reasonOf(done.error)}\n`)
        failed++
      }
    }
    context.out(`${upgraded} filesystems upgraded\n`)
    if (already > 0) context.out(`${already} filesystems already at this version\n`)
    return failed > 0 ? 1 : 0
  },
})
