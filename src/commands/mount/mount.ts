import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { mountTmpfs } from '../../system/files/boot.ts'
import { FileError, type Mount } from '../../system/files/files.ts'
import { mountAtPath } from '../../system/files/mounts.ts'
import { mountOptions } from '../../system/files/options.ts'
import { strerror } from '../../system/files/strerror.ts'
import { mountSpecial } from '../../system/media/mounting.ts'
import { strftime } from '../../system/platform/dates.ts'
import { mountLofs } from '../../system/zfs/boot.ts'
import { mountDataset } from '../../system/zfs/mounting.ts'
import { mountpointOf } from '../../system/zfs/values.ts'
import { datasetOf } from '../../system/zfs/zfs.ts'
import { headNames } from '../zfs/complete.ts'
import { open } from '../zfs/say.ts'

const USAGE =
  'Usage:\nmount [-v | -p]\nmount [-F FSType] [-V] [current_options] [-o specific_options]\n\t{special | mount_point}\nmount [-F FSType] [-V] [current_options] [-o specific_options]\n\tspecial mount_point\nmount -a [-F FSType ] [-V] [current_options] [-o specific_options]\n\t[mount_point ...]\n'

/** Options as `mount` words them: `read/write/setuid/devices/…`. (illumos usr/src/cmd/fs.d/mount.c flags) */
function flags(options: readonly string[], verbose: boolean): string {
  const has = (option: string): boolean => options.includes(option)
  const rest = options.filter((option) => !['ro', 'rw', 'setuid', 'nosetuid', 'devices', 'nodevices'].includes(option))
  const access = has('ro') ? (verbose ? 'read-only' : 'read only') : 'read/write'
  return [access, has('nosetuid') ? 'nosetuid' : 'setuid', has('nodevices') ? 'nodevices' : 'devices', ...rest].join('/')
}
function line(context: CommandContext, mount: Mount, how: 'plain' | 'v' | 'p'): string {
  const options = mountOptions(context.sim, mount)
  if (how === 'p') return `${mount.source} - ${mount.path} ${mount.fstype} - no ${options.filter((option) => !option.startsWith('dev=')).join(',')}\n`
  const when = strftime('%a %b %e %H:%M:%S %Y', mount.since)
  if (how === 'v') return `${mount.source} on ${mount.path} type ${mount.fstype} ${flags(options, true)} on ${when}\n`
  return `${mount.path} on ${mount.source} ${flags(options, false)} on ${when}\n`
}
const fail = (message: string, status = 1): never => {
  throw new Failure(`${message}\n`, status)
}
/** `mount -F zfs`: only for filesystems with a legacy mount point. (illumos cmd/zfs/zfs_main.c manual_mount) */
function mountZfs(context: CommandContext, name: string, path: string, taken: boolean): void {
  const dataset = open(context, name, 'dataset')
  const { value } = mountpointOf({ find: (id) => (id ? context.world.get(id) : undefined) }, dataset)
  if (dataset.type === 'filesystem' && value !== 'legacy') {
    fail(
      `filesystem '${name}' cannot be mounted using 'mount -F zfs'\nUse 'zfs set mountpoint=${path}' instead.\nIf you must use 'mount -F zfs' or /etc/vfstab, use 'zfs set mountpoint=legacy'.\nSee zfs(8) for more information.`,
    )
  }
  const done = taken ? undefined : mountDataset(context.sim, dataset, path)
  if (done?.ok) return
  if (dataset.type !== 'filesystem') fail(`cannot open '${name}': operation not applicable to datasets of this type`)
  fail(`cannot mount '${name}': mountpoint or dataset is busy`)
}

export const command = defineCommand({
  name: 'mount',
  summary: 'list what is mounted, or mount a file system',
  synopsis: [
    '[-v | -p]',
    '-F lofs [-o ro] directory mount_point',
    '-F tmpfs swap mount_point',
    '-F zfs dataset mount_point',
    '-F pcfs|hsfs [-o options] special mount_point',
  ],
  options: {
    v: { help: 'list with the type of each' },
    p: { help: 'list in the form of /etc/vfstab' },
    F: { help: 'type of the file system', value: 'type' },
    o: { help: 'options: ro, rw', value: 'options', fidelity: 'simplified' },
    O: { help: 'mount over what is mounted there' },
    r: { help: 'read-only' },
    a: { help: 'all of /etc/vfstab: nothing is there to be mounted', fidelity: 'simplified' },
    V: { help: 'say what would be run', fidelity: 'not modelled' },
  },
  operands: { complete: headNames },
  description: [
    'Without operands lists the mount table: where, what, how and since when. ZFS filesystems are mounted by themselves where their mountpoint says; this command is for those with mountpoint=legacy.',
  ],
  examples: [
    { line: 'mount -F lofs /usbkey/shadow /etc/shadow', text: 'A file shown at another place.' },
    { line: 'mount -F pcfs -o foldcase /dev/dsk/c2t0d0s2 /mnt', text: 'The stick, to put another platform image on it.' },
  ],
  source: 'illumos usr/src/cmd/fs.d/mount.c',
  limits: 'Types lofs, tmpfs, zfs, pcfs and hsfs; other types and options are not simulated.',
  misuse: () => ({ stderr: USAGE, status: 1 }),
  run(context, parsed) {
    const [special, mountPoint, ...rest] = parsed.operands
    if (parsed.has('V')) fail('mount: -V is not simulated')
    if (parsed.has('p') && parsed.has('v')) fail(`mount: -a, -p, and -v are mutually exclusive\n${USAGE.trimEnd()}`)
    if (special === undefined) {
      if (parsed.has('a')) return 0
      if (parsed.has('F') || parsed.has('o') || parsed.has('r')) fail(USAGE.trimEnd())
      for (const mount of context.files.mounts()) context.out(line(context, mount, parsed.has('p') ? 'p' : parsed.has('v') ? 'v' : 'plain'))
      return 0
    }
    if (parsed.has('p') || parsed.has('v')) fail(`mount: Cannot use -p and -v with arguments\n${USAGE.trimEnd()}`)
    if (rest.length > 0) fail(USAGE.trimEnd())
    if (mountPoint === undefined) return context.files.exists(special) ? fail('mount: special cannot be determined') : fail(`mount: cannot stat ${special}`, 2)
    if (context.zone) fail('mount: insufficient privileges')
    return attach(context, parsed.get('F') ?? (datasetOf(context.world, context.server, special) ? 'zfs' : 'ufs'), special, mountPoint, {
      readonly: parsed.has('r') || (parsed.get('o') ?? '').split(',').includes('ro'),
      overlay: parsed.has('O'),
      options: (parsed.get('o') ?? '').split(',').filter(Boolean),
    })
  },
})
/** Options that pcfs knows, and those that every type does. (illumos usr/src/cmd/fs.d/pcfs/mount/mount.c) */
const PCFS = new Set(['foldcase', 'nofoldcase', 'hidden', 'nohidden', 'clamptime', 'noclamptime', 'atime', 'noatime'])
/** What is wrong with a stick, a disc, or the image of one. (illumos usr/src/cmd/fs.d/{pcfs,hsfs}/mount/mount.c) */
function mountMedium(context: CommandContext, type: 'pcfs' | 'hsfs', special: string, path: string, how: How): void {
  const options = type === 'pcfs' ? [...(how.options.includes('foldcase') ? [] : ['nofoldcase']), ...how.options.filter((option) => PCFS.has(option))] : []
  const refused = mountSpecial(context.sim, context.server, { special, type, path, readonly: how.readonly, options })
  if (refused === 'missing')
    fail(type === 'pcfs' ? 'mount: No such file or directory' : `mount: ${special} or ${path}, no such file or directory`, type === 'pcfs' ? 32 : 33)
  if (refused === 'type')
    fail(type === 'pcfs' ? `mount: ${special} is not a DOS filesystem.` : `hsfs mount: ${special} is not an hsfs file system.`, type === 'pcfs' ? 32 : 33)
  if (refused === 'esp') fail('mount: what lies on an EFI system partition is not simulated')
}
/** How something is mounted. */
interface How {
  readonly readonly: boolean
  readonly overlay: boolean
  readonly options: readonly string[]
}
function attach(context: CommandContext, type: string, special: string, point: string, how: How): number {
  const { files, sim, server } = context
  if (!['zfs', 'lofs', 'tmpfs', 'pcfs', 'hsfs'].includes(type)) fail(`mount: file systems of type ${type} are not simulated`)
  if (!point.startsWith('/')) fail(`mount: Mount point ${point} is not an absolute pathname.`)
  let path = point
  try {
    path = files.realpath(point)
    if (type === 'lofs') files.realpath(special)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    fail(`mount: ${error.path === special ? special : point}: ${strerror(error.code)}`)
  }
  const taken = mountAtPath(context.world, server, path) !== undefined && !how.overlay
  if (type === 'zfs') mountZfs(context, special, path, taken)
  else if (taken) fail(`mount: ${special} is already mounted or ${path} is busy`, type === 'pcfs' ? 32 : type === 'hsfs' ? 33 : 1)
  else if (type === 'pcfs' || type === 'hsfs') mountMedium(context, type, special, path, how)
  else if (type === 'lofs') mountLofs(sim, server, special, path, { readonly: how.readonly })
  else mountTmpfs(sim, server, path)
  return 0
}
