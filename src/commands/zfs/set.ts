import { defineCommand } from '../../shell/command.ts'
import { setProperties } from '../../system/zfs/set.ts'
import { treeOf } from '../../system/zfs/zfs.ts'
import { datasetNames, propertyNames } from './complete.ts'
import { fail, failUsage, open, reasonOf } from './say.ts'
import { stoodIn } from './standing.ts'
import { synopsesOf } from './usage.ts'
import { isDelegatedRoot, isWritable } from './visible.ts'

/** What a zone cannot set on the dataset delegated to it. */
const LIMITS = new Set(['quota', 'filesystem_limit', 'snapshot_limit'])

export const command = defineCommand({
  name: 'zfs set',
  summary: 'Set properties of datasets',
  synopsis: synopsesOf('set').map((line) => line.replace(/^set /, '')),
  options: {},
  operands: { complete: (world, server) => [...propertyNames(world, server).map((name) => `${name}=`), ...datasetNames(world, server)] },
  description: [
    'What is set on a dataset holds for everything below it that does not say otherwise. Compression, record size and the like concern only what is written from now on.',
  ],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_set',
  run(context, { operands }) {
    if (operands.length === 0) return failUsage('missing property=value argument(s)', 'set')
    if (operands.length === 1) return failUsage((operands[0] as string).includes('=') ? 'missing dataset name(s)' : 'missing property=value argument(s)', 'set')
    const first = operands.findIndex((operand) => !operand.includes('='))
    const texts = first < 0 ? operands : operands.slice(0, first)
    const names = first < 0 ? [] : operands.slice(first)
    if (names.length === 0) return failUsage('missing dataset name(s)', 'set')
    if (texts.length === 0 ? names.some((name) => name.includes('=')) : names.some((name) => name.includes('=')))
      return failUsage('invalid argument order', 'set')
    const properties: Record<string, string> = {}
    for (const text of texts) {
      const name = text.slice(0, text.indexOf('='))
      if (Object.hasOwn(properties, name)) return fail(`property '${name}' specified multiple times`)
      properties[name] = text.slice(text.indexOf('=') + 1)
    }
    let status = 0
    for (const name of names) {
      const dataset = open(context, name)
      const wanted = Object.keys(properties)
      const denied = context.zone !== undefined && (wanted.includes('zoned') || (isDelegatedRoot(context, name) && wanted.some((each) => LIMITS.has(each))))
      const moves = dataset.type === 'filesystem' && (properties.canmount === 'off' || /^(?:\/.*|none|legacy)$/.test(properties.mountpoint ?? ''))
      const stood = moves ? stoodIn(context, treeOf(context.world, dataset)) : undefined
      if (stood !== undefined) {
        context.err(`cannot unmount '${stood}': Device busy\n`)
        status = 1
        continue
      }
      const done =
        isWritable(context, name) && !denied ? setProperties(context.sim, dataset, properties) : { ok: false as const, error: { code: 'zfs.denied', data: {} } }
      if (done.ok) continue
      context.err(
        done.error.code === 'zfs.busy'
          ? `cannot unmount '${done.error.data.path}': Device busy\n`
          : `cannot set property for '${name}': ${reasonOf(done.error)}\n`,
      )
      status = 1
    }
    return status
  },
})
