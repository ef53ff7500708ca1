import { defineCommand } from '../../shell/command.ts'
import { mountDataset, mountedAt, mountObstacle } from '../../system/zfs/mounting.ts'
import { settingOf } from '../../system/zfs/values.ts'
import { headNames } from './complete.ts'
import { fail, failUsage, mountFailure, open } from './say.ts'
import { synopsesOf } from './usage.ts'
import { everything } from './visible.ts'

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
      for (const dataset of everything(context)) {
        const wanted = dataset.type === 'filesystem' && !mountedAt(context.world, dataset) && !mountObstacle(context.world, dataset)
        if (wanted && settingOf({ find: (id) => (id ? context.world.get(id) : undefined) }, dataset, 'canmount').value === 'on')
          mountDataset(context.sim, dataset)
      }
      return 0
    }
    if (name === undefined) {
      for (const mount of context.files.mounts()) if (mount.fstype === 'zfs') context.out(`${mount.source.padEnd(30)}  ${mount.path}\n`)
      return 0
    }
    if (rest.length > 0) return failUsage('too many arguments', 'mount')
    const dataset = open(context, name, 'dataset')
    if (parsed.get('o')?.split(',').includes('remount')) return 0
    const done = mountDataset(context.sim, dataset, undefined, parsed.has('O'))
    return done.ok ? 0 : fail(mountFailure(done.error, name))
  },
})
