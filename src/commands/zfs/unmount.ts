import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { mountedAt, unmountDataset } from '../../system/zfs/mounting.ts'
import { mountpointOf } from '../../system/zfs/values.ts'
import type { Dataset } from '../../system/zfs/zfs.ts'
import { headNames } from './complete.ts'
import { fail, failUsage, open } from './say.ts'
import { stoodIn } from './standing.ts'
import { synopsesOf } from './usage.ts'
import { everything } from './visible.ts'

function mountedOn(context: CommandContext, path: string): Dataset {
  const mount = context.files.mounts().find((each) => each.path === (path.replace(/\/+$/, '') || '/'))
  if (!mount) return fail(`cannot unmount '${path}': not currently mounted`)
  return mount.fstype === 'zfs' ? context.world.need(mount.backing as Dataset['id']) : fail(`cannot unmount '${path}': not a ZFS filesystem`)
}

export const command = defineCommand({
  name: 'zfs unmount',
  aliases: ['zfs umount'],
  summary: 'Unmount filesystems',
  synopsis: synopsesOf('unmount').map((line) => line.replace(/^unmount ?/, '')),
  options: { a: { help: 'All of them.' }, f: { help: 'Even if something is mounted below.' } },
  operands: { complete: headNames },
  description: ['The dataset stays as it is; its files are out of sight until it is mounted again.'],
  source: 'illumos cmd/zfs/zfs_main.c unshare_unmount',
  run(context, parsed) {
    const [name, ...rest] = parsed.operands
    const force = parsed.has('f')
    if (parsed.has('a')) {
      if (name !== undefined) return failUsage('too many arguments', 'unmount')
      const mounted = everything(context).flatMap((dataset) => mountedAt(context.world, dataset) ?? [])
      for (const dataset of everything(context)) {
        const path = mountedAt(context.world, dataset)
        // What the system itself lives on stays: it is always in use.
        const stood = !force && stoodIn(context, [dataset]) !== undefined
        if (path && dataset.properties.mountpoint !== 'legacy' && !stood && !mounted.some((other) => other.startsWith(`${path}/`)))
          unmountDataset(context.sim, dataset, force)
      }
      return 0
    }
    if (name === undefined) return failUsage('missing filesystem argument', 'unmount')
    if (rest.length > 0) return failUsage('too many arguments', 'unmount')
    const dataset = name.startsWith('/') ? mountedOn(context, name) : open(context, name, 'dataset')
    if (dataset.type === 'filesystem' && mountpointOf({ find: (id) => (id ? context.world.get(id) : undefined) }, dataset).value === 'legacy') {
      return fail(`cannot unmount '${name}': legacy mountpoint\nuse umount(8) to unmount this filesystem`)
    }
    const stood = force ? undefined : stoodIn(context, [dataset])
    if (stood !== undefined) return fail(`cannot unmount '${stood}': Device busy`)
    const done = unmountDataset(context.sim, dataset, force)
    if (done.ok) return 0
    return fail(
      done.error.code === 'zfs.not-mounted' ? `cannot unmount '${name}': not currently mounted` : `cannot unmount '${done.error.data.path}': Device busy`,
    )
  },
})
