import { type CommandContext, defineCommand } from '../../shell/command.ts'
import type { Result } from '../../sim/result.ts'
import { mountDataset, mountedAt, mountObstacle, mountZoned } from '../../system/zfs/mounting.ts'
import { settingOf } from '../../system/zfs/values.ts'
import type { Dataset } from '../../system/zfs/zfs.ts'
import { headNames } from './complete.ts'
import { fail, failUsage, mountFailure, open } from './say.ts'
import { synopsesOf } from './usage.ts'
import { everything, isWritable } from './visible.ts'

/** Where the command runs: in a zone, below the zone's root. */
const mount = ({ sim, zone }: CommandContext, dataset: Dataset, overlay = false): Result =>
  zone ? mountZoned(sim, dataset, zone) : mountDataset(sim, dataset, undefined, overlay)

export const command = defineCommand({
  name: 'zfs mount',
  summary: 'Mount filesystems, or list those mounted',
  synopsis: synopsesOf('mount').map((line) => line.replace(/^mount ?/, '')),
  options: {
    a: { help: 'All that are to be mounted.' },
    v: { help: 'Say how far it is.', fidelity: 'simplified' },
    O: { help: 'Even where the directory is not empty.' },
    o: { help: 'Mount options.', value: 'options', fidelity: 'simplified' },
  },
  operands: { complete: headNames },
  description: ['ZFS mounts its filesystems by itself, where their property mountpoint says. Filesystems with mountpoint=legacy are mounted with mount(8).'],
  source: 'illumos cmd/zfs/zfs_main.c share_mount',
  run(context, parsed) {
    const [name, ...rest] = parsed.operands
    if (parsed.has('a')) {
      if (name !== undefined) return failUsage('too many arguments', 'mount')
      for (const dataset of everything(context)) {
        const obstacle = mountObstacle(context.world, dataset)
        const wanted = dataset.type === 'filesystem' && !mountedAt(context.world, dataset) && (!obstacle || (obstacle === 'zfs.zoned' && context.zone))
        if (wanted && settingOf({ find: (id) => (id ? context.world.get(id) : undefined) }, dataset, 'canmount').value === 'on') mount(context, dataset)
      }
      return 0
    }
    if (name === undefined) {
      for (const { fstype, source, path } of context.files.mounts()) if (fstype === 'zfs') context.out(`${source.padEnd(30)}  ${path}\n`)
      return 0
    }
    if (rest.length > 0) return failUsage('too many arguments', 'mount')
    const dataset = open(context, name, 'dataset')
    if (parsed.get('o')?.split(',').includes('remount')) return 0
    if (!isWritable(context, name)) return fail(`cannot mount '${name}': permission denied`)
    const done = mount(context, dataset, parsed.has('O'))
    return done.ok ? 0 : fail(mountFailure(done.error, name))
  },
})
