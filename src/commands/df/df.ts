import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import type { Mount } from '../../system/files/files.ts'
import { nice } from '../../system/zfs/nice.ts'

const USAGE = 'Usage: df [-F FSType] [-abeghklmntPVvZ] [-o FSType-specific_options] [directory | block_device | resource]\n'
/** Widths of the columns. (illumos usr/src/cmd/fs.d/df.c, XPG4) */
const WIDTH = { name: 20, scaled: 6, kilobytes: 11, available: 10, capacity: 9 } as const

/** The mounts that are asked for: all, those of the operands, or those of a type. */
function wanted(context: CommandContext, operands: readonly string[], type: string | undefined): { mounts: Mount[]; errors: number } {
  const all = context.files.mounts()
  let errors = 0
  const complain = (text: string): [] => {
    context.err(`df: ${text}\n`)
    errors++
    return []
  }
  const named = operands.flatMap((operand) => {
    const path = pathIn(context.cwd, operand)
    const resource = all.findLast(({ source }) => source === operand)
    if (!context.files.exists(path)) return resource ? [resource] : complain(`(${operand.padEnd(10)}) not a block device, directory or mounted resource`)
    const mount = context.files.mountOf(path)
    return type !== undefined && type !== mount.fstype ? complain(`Warning: ${operand} mounted as a ${mount.fstype} file system`) : [mount]
  })
  return { mounts: operands.length > 0 ? named : all.filter(({ fstype }) => type === undefined || fstype === type), errors }
}
/** Bytes of a mount; pseudo file systems have none. */
function spaceOf({ files }: CommandContext, mount: Mount): { size: number; used: number; available: number } {
  const { fstype } = mount
  return fstype === 'ufs' || fstype === 'zfs' || fstype === 'tmpfs' || fstype === 'lofs' || fstype === 'pcfs' || fstype === 'hsfs'
    ? files.space(mount)
    : { size: 0, used: 0, available: 0 }
}
/** Half a per cent is added before printf rounds, halves to even: so it is rounded up, and nothing stays nothing. */
function capacity(size: number, used: number): string {
  const share = size === 0 ? 0 : (used / size) * 100 + 0.5
  const below = Math.floor(share)
  const rounded = share - below === 0.5 ? below + (below % 2) : Math.round(share)
  return `${String(rounded).padStart(5)}%`
}

export const command = defineCommand({
  name: 'df',
  summary: 'show how much room is left in the mounted file systems',
  synopsis: ['[-h | -k | -m | -P | -v | -b | -e | -n | -t] [-F type] [directory | resource] ...'],
  options: {
    h: { help: 'sizes for people' },
    k: { help: 'sizes in kilobytes' },
    m: { help: 'sizes in megabytes' },
    P: { help: 'sizes in blocks of 512 bytes, a line each' },
    b: { help: 'only the free kilobytes' },
    n: { help: 'only the types' },
    t: { help: 'free and total blocks' },
    l: { help: 'only local file systems: all are' },
    a: { help: 'also those mounted to be ignored: there are none' },
    Z: { help: 'those of zones, too: as without it', fidelity: 'simplified' },
    F: { help: 'only file systems of a type', value: 'type' },
    e: { help: 'only the free files' },
    g: { help: 'everything that statvfs says', fidelity: 'not modelled' },
    v: { help: 'a short table in the old style' },
    V: { help: 'say what would be run', fidelity: 'not modelled' },
    o: { help: 'options of a type', value: 'options', fidelity: 'not modelled' },
  },
  description: [
    'One line a mount. A ZFS filesystem has as much room as its pool and its quota leave: its size is what it refers to and what is available, so that it changes as others write.',
    'What is mounted from /devices/ramdisk and swap lives in RAM and is gone at the next boot.',
  ],
  examples: [{ line: 'df -h /var', text: 'The file system that /var lies in.' }],
  source: 'illumos usr/src/cmd/fs.d/df.c',
  limits: 'Files are not counted: as many are free as there are free blocks. -g, -V and -o are not simulated.',
  misuse: (misuse) => ({ stderr: misuse.kind === 'unknown option' ? `df: unknown option: ${misuse.option.replace(/^-+/, '')}\n${USAGE}` : USAGE, status: 1 }),
  run(context, parsed) {
    for (const option of ['g', 'V', 'o']) if (parsed.has(option)) throw new Failure(`df: -${option} is not simulated\n`)
    const { mounts, errors } = wanted(context, parsed.operands, parsed.get('F'))
    const form = FORMS.find((option) => parsed.has(option)) ?? 'default'
    if (mounts.length > 0) header(context, form)
    for (const mount of mounts) line(context, mount, form)
    return errors
  },
})
/** Forms of the table, the one that counts before the others first. (illumos usr/src/cmd/fs.d/df.c parse_options, print_header) */
const FORMS = ['h', 'k', 'm', 'P', 'v', 'b', 'e', 'n', 't'] as const
type Form = (typeof FORMS)[number] | 'default'
const UNITS: Partial<Record<Form, readonly [title: string, bytes: number]>> = { k: ['1024-blocks', 1024], m: ['1M-blocks', 2 ** 20], P: ['512-blocks', 512] }
/** Bytes of a block, as statvfs tells it. */
const fragment = ({ fstype }: Mount): number => (fstype === 'tmpfs' ? 4096 : fstype === 'ufs' ? 1024 : 512)

function line(context: CommandContext, mount: Mount, form: Form): void {
  const { out } = context
  const { size, used, available } = spaceOf(context, mount)
  const blocks = (bytes: number): string => String(Math.floor(bytes / 512)).padStart(8)
  const place = `${mount.path.padEnd(19)}(${mount.source.padEnd(18)})`
  const unit = UNITS[form]
  if (form === 'h') row(context, mount, nice, true)
  else if (unit) row(context, mount, (bytes) => String(Math.floor(bytes / unit[1])), false)
  else if (form === 'v') {
    const count = (bytes: number): string => String(Math.floor(bytes / fragment(mount))).padStart(8)
    const [path, source] = [mount.path, mount.source].map((text, i) => text.slice(0, OLD[i]).padEnd(OLD[i] ?? 0))
    out(`${path} ${source} ${count(size)} ${count(used)} ${count(available)} ${capacity(used + available, used)}\n`)
  } else if (form === 'b') out(`${mount.source.padEnd(WIDTH.name)} ${String(Math.floor(available / 1024)).padStart(8)}\n`)
  else if (form === 'e') out(`${mount.source.padEnd(WIDTH.name)} ${files(available)}\n`)
  else if (form === 'n') out(`${mount.path.padEnd(19)}: ${mount.fstype.padEnd(8)}\n`)
  else if (form === 't') {
    out(`${place}: ${blocks(available)} blocks ${files(available)} files\n${'total'.padStart(39)}: ${blocks(size)} blocks ${files(available + used)} files\n`)
  } else out(`${place}:${blocks(available)} blocks ${files(available)} files\n`)
}
/** Widths of the old table: longer names are cut. */
const OLD = [10, 15] as const
/** Free inodes: ZFS tells as many as there are free blocks of 512 bytes. (zfs_vfsops.c zfs_statvfs) */
const files = (bytes: number): string => String(Math.floor(bytes / 512)).padStart(8)
function header({ out }: CommandContext, form: Form): void {
  const unit = UNITS[form]
  if (form === 'h' || unit) {
    const width = form === 'h' ? WIDTH.scaled : WIDTH.kilobytes
    out(
      `${'Filesystem'.padEnd(WIDTH.name)} ${(unit?.[0] ?? 'Size').padStart(width)} ${'Used'.padStart(width)} ${'Available'.padStart(WIDTH.available + (form === 'h' ? 0 : 1))} ${'Capacity'.padEnd(WIDTH.capacity)} Mounted on\n`,
    )
  } else if (form === 'v')
    out(`${'Mount Dir'.padEnd(10)} ${'Filesystem'.padEnd(15)} ${'blocks'.padStart(8)} ${'used'.padStart(8)} ${'free'.padStart(8)} ${' %used'.padEnd(9)}\n`)
  else if (form === 'b' || form === 'e') out(`${'Filesystem'.padEnd(WIDTH.name)} ${(form === 'b' ? 'avail' : 'ifree').padStart(8)}\n`)
}
function row(context: CommandContext, mount: Mount, show: (bytes: number) => string, scaled: boolean): void {
  const { size, used, available } = spaceOf(context, mount)
  const width = scaled ? WIDTH.scaled : WIDTH.kilobytes
  let name = mount.source
  // On a terminal a long name has a line of its own.
  if (context.isatty && name.length > WIDTH.name) {
    context.out(`${name}\n`)
    name = ''
  }
  context.out(
    `${name.padEnd(WIDTH.name)} ${show(size).padStart(width)} ${show(used).padStart(width)} ${show(available).padStart(WIDTH.available + (scaled ? 0 : 1))} ${capacity(used + available, used).padEnd(WIDTH.capacity)} ${mount.path}\n`,
  )
}
