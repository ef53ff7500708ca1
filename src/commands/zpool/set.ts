import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { setPoolProperty } from '../../system/zfs/pools.ts'
import { datasetOf } from '../../system/zfs/zfs.ts'
import { poolNames } from '../zfs/complete.ts'
import { POOL_PROPERTIES, poolProperty } from './properties.ts'
import { fail, failUsage, open } from './say.ts'
import { synopsesOf } from './usage.ts'

const SETTABLE = new Set(['delegation', 'autoreplace', 'failmode', 'listsnapshots', 'autoexpand', 'comment', 'bootfs', 'cachefile', 'multihost', 'autotrim'])
/** Checks `name=value` texts; ends the command for what cannot be. (libzfs_pool.c zpool_valid_proplist) */
export function poolValues(texts: Readonly<Record<string, string>>, refuse: (text: string) => never): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(texts)) {
    const property = poolProperty(name)
    if (!property) return refuse(`invalid property '${name}'`)
    if (property.readonly) return refuse(`'${property.name}' is readonly`)
    if (!SETTABLE.has(property.name)) return refuse(`${property.name} is not simulated`)
    if (property.kind === 'index' && !property.values.split(' | ').includes(value)) return refuse(`'${property.name}' must be one of '${property.values}'`)
    if (property.name === 'comment' && value.length > 32) return refuse('comment must not exceed 32 characters')
    values[property.name] = value
  }
  return values
}

/** What a pool boots from is a filesystem of its own. (libzfs_pool.c zpool_valid_proplist, uts/common/fs/zfs/spa.c spa_prop_validate) */
function checkBootfs({ world, server }: CommandContext, pool: string, bootfs: string): void {
  const fault = (text: string): never => fail(`cannot set property for '${pool}': ${text}`)
  if (bootfs !== pool && !bootfs.startsWith(`${pool}/`)) fault(`'${bootfs}' is an invalid name`)
  const dataset = datasetOf(world, server, bootfs)
  if (!dataset) fault('no such pool or dataset')
  if (dataset?.type !== 'filesystem') fault('operation not supported on this dataset')
}

export const command = defineCommand({
  name: 'zpool set',
  summary: 'Set a property of a pool',
  synopsis: synopsesOf('set'),
  options: {},
  operands: {
    complete: (world, server) => [...POOL_PROPERTIES.filter(({ name }) => SETTABLE.has(name)).map(({ name }) => `${name}=`), ...poolNames(world, server)],
  },
  description: ['Sets one property of a pool.'],
  source: 'illumos cmd/zpool/zpool_main.c zpool_do_set',
  zones: 'global',
  run(context, { operands: [assignment, name, ...rest] }) {
    if (assignment === undefined) return failUsage('missing property=value argument', 'set')
    if (name === undefined) return failUsage('missing pool name', 'set')
    if (rest.length > 0) return failUsage('too many pool names', 'set')
    const at = assignment.indexOf('=')
    if (at < 0) return failUsage('missing value in property=value argument', 'set')
    const pool = open(context, name)
    const values = poolValues({ [assignment.slice(0, at)]: assignment.slice(at + 1) }, (text) => fail(`cannot set property for '${name}': ${text}`))
    if (values.bootfs) checkBootfs(context, name, values.bootfs)
    for (const [property, value] of Object.entries(values)) setPoolProperty(context.sim, pool, property, value)
    return 0
  },
})
