import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import type { Id } from '../../sim/record.ts'
import type { Mount } from '../../system/files/files.ts'
import { isKept, mountsOn, unmount, unmountBelow } from '../../system/files/mounts.ts'
import { unmountDataset } from '../../system/zfs/mounting.ts'
import { isStoodOn, stoodIn } from '../zfs/standing.ts'

const USAGE = 'Usage:\numount [-f] [-V] [-o specific_options] {special | mount-point}\numount -a [-f] [-V] [-o specific_options] [mount_point ...]\n'

function mounted({ files, cwd }: CommandContext, name: string): Mount | undefined {
  const path = pathIn(cwd, name)
  const real = files.exists(path) ? files.realpath(path) : path
  return files.mounts().findLast((mount) => mount.path === real || mount.path === name) ?? files.mounts().findLast(({ source }) => source === name)
}
/** Takes one mount away: the words of refusal, if any. */
function detach(context: CommandContext, mount: Mount, force: boolean): string | undefined {
  const { sim, server, world } = context
  const zfs = mount.fstype === 'zfs'
  const busy = zfs ? `cannot unmount '${mount.path}': Device busy` : `umount: ${mount.path} busy`
  if (isKept(mount.path)) return busy
  if (zfs) {
    const dataset = world.need(mount.backing as Id<'dataset'>)
    if (!force && stoodIn(context, [dataset]) !== undefined) return busy
    return unmountDataset(sim, dataset, force).ok ? undefined : busy
  }
  if (!force && isStoodOn(context, mount.path)) return busy
  if (force) unmountBelow(sim, server, mount.path)
  else if (!unmount(sim, server, mount.path)) return busy
  return undefined
}

export const command = defineCommand({
  name: 'umount',
  summary: 'take a file system out of the tree',
  synopsis: ['[-f] {special | mount-point}'],
  options: {
    f: { help: 'even if it is in use' },
    a: { help: 'all of them', fidelity: 'not modelled' },
    V: { help: 'say what would be run', fidelity: 'not modelled' },
    o: { help: 'options of a type', value: 'options', fidelity: 'not modelled' },
  },
  operands: { complete: (world, server) => mountsOn(world, server).map(({ path }) => path) },
  description: ['What is in use stays: the places that the system itself needs, and those with something mounted below.'],
  source: 'illumos usr/src/cmd/fs.d/umount.c',
  limits: '-a, -V and -o are not simulated.',
  misuse: () => ({ stderr: USAGE, status: 1 }),
  run(context, parsed) {
    for (const option of ['a', 'V', 'o']) if (parsed.has(option)) throw new Failure(`umount: -${option} is not simulated\n`)
    const [name, ...rest] = parsed.operands
    if (name === undefined || rest.length > 0) throw new Failure(USAGE)
    if (context.zone) throw new Failure('umount: permission denied\n')
    const mount = mounted(context, name)
    if (!mount)
      throw new Failure(`umount: warning: ${name} not in mnttab\numount: ${name} ${context.files.exists(name) ? 'not mounted' : 'no such file or directory'}\n`)
    const refusal = detach(context, mount, parsed.has('f'))
    if (refusal !== undefined) throw new Failure(`${refusal}\n`)
    return 0
  },
})
