import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { isUserProperty, propertyOf } from '../../system/zfs/properties.ts'
import { inheritProperty } from '../../system/zfs/set.ts'
import { childrenOf, type Dataset, snapshotsOf } from '../../system/zfs/zfs.ts'
import { datasetNames, propertyNames } from './complete.ts'
import { fail, failUsage, open, reasonOf } from './say.ts'
import { synopsesOf } from './usage.ts'
import { isWritable } from './visible.ts'

/** A dataset and, with -r, all below it. */
const reach = ({ world }: CommandContext, dataset: Dataset, recursive: boolean): Dataset[] => {
  const below = (at: Dataset): Dataset[] => [at, ...snapshotsOf(world, at.id), ...childrenOf(world, at.id).flatMap(below)]
  return recursive && dataset.type !== 'snapshot' ? below(dataset) : [dataset]
}

export const command = defineCommand({
  name: 'zfs inherit',
  summary: 'Take a setting away, so that the one above holds again',
  synopsis: synopsesOf('inherit').map((line) => line.replace(/^inherit /, '')),
  options: { r: { help: 'From everything below, too.' }, S: { help: 'Go back to the received value; without one, as without -S.', fidelity: 'simplified' } },
  operands: { complete: (world, server) => [...propertyNames(world, server), ...datasetNames(world, server)] },
  description: ['Afterwards the property has the value of the dataset above, or its default. Quotas and reservations are never inherited: set them to none.'],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_inherit',
  run(context, parsed) {
    const [name, ...datasets] = parsed.operands
    if (name === undefined) return failUsage('missing property argument', 'inherit')
    if (datasets.length === 0) return failUsage('missing dataset argument', 'inherit')
    const property = propertyOf(name)
    if (property) {
      if (property.readonly) return fail(`${property.name} property is read-only`)
      if (!property.inherit && !parsed.has('S')) {
        const clear = ['quota', 'reservation', 'refquota', 'refreservation'].includes(property.name)
          ? `\nuse 'zfs set ${property.name}=none' to clear\nuse 'zfs inherit -S ${property.name}' to revert to received value`
          : ''
        return fail(`'${property.name}' property cannot be inherited${clear}`)
      }
    } else if (!isUserProperty(name)) return failUsage(`invalid property '${name}'`, 'inherit')
    let status = 0
    for (const dataset of datasets.map((each) => open(context, each))) {
      for (const each of reach(context, dataset, parsed.has('r'))) {
        const done = isWritable(context, each.name)
          ? inheritProperty(context.sim, context.world.need(each.id), property?.name ?? name)
          : { ok: false as const, error: { code: 'zfs.denied', data: {} } }
        if (done.ok) continue
        context.err(`cannot inherit ${property?.name ?? name} for '${each.name}': ${reasonOf(done.error)}\n`)
        status = 1
      }
    }
    return status
  },
})
