import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { FileError } from '../../system/files/files.ts'
import {
  configureDump,
  type DumpConfig,
  type DumpContent,
  dumpConfig,
  estimatedDump,
  type SavecoreConfig,
  savecoreConfig,
  volumeAt,
} from '../../system/platform/dump.ts'
import { swapDevices } from '../../system/platform/swap.ts'
import { nice } from '../../system/zfs/nice.ts'

const USAGE =
  'Usage: dumpadm [-Henpuy] [-c kernel | curproc | all ]\n\t[-d dump-device | swap | none ] [-k key-file] [-m min {k|m|%} ]\n\t[-s savecore-dir] [-r root-dir] [-z on|off]\n'
const fail = (text: string, status = 1): never => {
  throw new Failure(`dumpadm: ${text}\n`, status)
}
const E_USAGE = 2
/** What the options ask for, over what is set. */
function wanted(context: CommandContext, parsed: Parsed, kernel: DumpConfig, savecore: SavecoreConfig): [DumpConfig, SavecoreConfig] {
  const content = parsed.get('c')?.toLowerCase()
  if (content !== undefined && !['kernel', 'curproc', 'all'].includes(content)) fail(`invalid dump content type -- ${parsed.get('c')}`, E_USAGE)
  const directory = parsed.get('s')
  if (directory !== undefined) {
    const { files } = context
    if (!files.exists(directory) || files.stat(directory).kind !== 'dir') fail(`${directory} is missing or not a directory`, E_USAGE)
    if (!directory.startsWith('/')) fail(`pathname is not an absolute path -- ${directory}`, E_USAGE)
  }
  const compressed = parsed.get('z')?.toLowerCase()
  if (compressed !== undefined && compressed !== 'on' && compressed !== 'off') fail(`invalid save compressed value -- ${parsed.get('z')}`, E_USAGE)
  return [
    { device: device(context, parsed.get('d'), kernel.device), content: (content as DumpContent | undefined) ?? kernel.content },
    {
      directory: directory ?? savecore.directory,
      enabled: parsed.has('y') ? true : parsed.has('n') ? false : savecore.enabled,
      compressed: compressed === undefined ? savecore.compressed : compressed === 'on',
    },
  ]
}
/** The device that is asked for, if a dump fits on it. (illumos usr/src/cmd/dumpadm/dconf.c dconf_update) */
function device({ world, server, files }: CommandContext, asked: string | undefined, now: string): string {
  if (asked === undefined) return now
  const word = asked.toLowerCase()
  if (word === 'none') return ''
  const swaps = swapDevices(world, server)
  if (word === 'swap') {
    if (swaps.length === 0) fail('no swap devices are available')
    // A volume cannot be both.
    return fail('no swap devices could be configured as the dump device')
  }
  if (!asked.startsWith('/')) fail(`pathname is not an absolute path -- ${asked}`, E_USAGE)
  const volume = volumeAt(world, server, asked)
  if (!volume && !files.exists(asked)) fail(`cannot use ${asked} as dump device: No such file or directory`)
  if (!volume) return fail(`dumps not supported on ${asked}`)
  if (swaps.some(({ path }) => path === asked)) fail(`device ${asked} is already in use`)
  const size = Number(volume.properties.volsize ?? 0)
  const needed = estimatedDump(world, server)
  if (size < needed) fail(`dump device ${asked} is too small to hold a system dump\ndump size ${needed} bytes, device size ${size} bytes`)
  return asked
}
/** Kilobytes that are to stay free: `500m`, `20k`, `10%` of the directory's file system. (illumos usr/src/cmd/dumpadm/minfree.c) */
function minfree({ files }: CommandContext, text: string, directory: string): number {
  const unit = text.slice(-1)
  const number = text.slice(0, -1)
  const whole = /^\d+$/.test(number)
  if (unit === '%') {
    if (!whole || Number(number) > 100) fail(`invalid minfree % -- ${number}`, E_USAGE)
    if (!files.exists(directory)) fail(`failed to statvfs ${directory}: No such file or directory`, E_USAGE)
    return Math.floor((files.space(files.mountOf(directory)).size * Number(number)) / 100 / 1024)
  }
  if (!/[kKmM]/.test(unit)) fail(`expected m, k, or % unit after minfree -- ${text}`, E_USAGE)
  if (!whole) fail(`invalid minfree value -- ${number}`, E_USAGE)
  return Number(number) * (/[mM]/.test(unit) ? 1024 : 1)
}
function show({ files, out }: CommandContext, { device: where, content }: DumpConfig, { directory, enabled, compressed }: SavecoreConfig): void {
  const what = content === 'curproc' ? 'kernel and current process' : content
  const path = `${directory}/minfree`
  const free = files.exists(path) ? Number.parseInt(files.read(path), 10) : Number.NaN
  const kept = Number.isNaN(free) ? '' : free < 1024 || free % 1024 !== 0 ? ` (minfree = ${free}KB)` : ` (minfree = ${free / 1024}MB)`
  out(
    `      Dump content: ${what} pages\n       Dump device: ${where === '' ? 'none (dumps disabled)' : `${where} (dedicated)`}\nSavecore directory: ${directory}${kept}\n  Savecore enabled: ${enabled ? 'yes' : 'no'}\n   Save compressed: ${compressed ? 'on' : 'off'}\n    Dump encrypted: no\n`,
  )
}
const CHANGES = ['c', 'd', 'n', 's', 'y', 'z'] as const

/** Texts and formats: illumos usr/src/cmd/dumpadm/{main,dconf}.c. */
export const command = defineCommand({
  name: 'dumpadm',
  summary: 'show or set where the memory of a kernel that panics goes',
  synopsis: ['[-nuy] [-c kernel | curproc | all] [-d device | none] [-m min{k|m|%}] [-s directory] [-z on | off]', '-e [-H] [-p]'],
  options: {
    c: { help: 'what goes into a dump', value: 'content' },
    d: { help: 'the device that it goes to', value: 'device', complete: () => ['/dev/zvol/dsk/zones/dump', 'none'] },
    e: { help: 'how large a dump would be now' },
    H: { help: 'with -e, without the words before it' },
    p: { help: 'with -e, in bytes' },
    m: { help: 'how much is to stay free where dumps are saved', value: 'min' },
    n: { help: 'do not save dumps at the next boot' },
    y: { help: 'save dumps at the next boot' },
    s: { help: 'directory that dumps are saved in', value: 'directory' },
    u: { help: 'take the settings of the file again' },
    z: { help: 'save dumps as they are, or expanded', value: 'on|off' },
    k: { help: 'a key to encrypt dumps with', value: 'file', fidelity: 'not modelled' },
    r: { help: 'another root', value: 'directory', fidelity: 'not modelled' },
  },
  description: [
    'Without options prints the settings. They are in /etc/dumpadm.conf, which lives in RAM: at every boot the scripts set zones/dump as the device and have dumps saved in /var/crash/volatile, which is in the pool.',
  ],
  examples: [{ line: 'dumpadm -e', text: 'How large a dump of the present kernel would be.' }],
  source: 'illumos usr/src/cmd/dumpadm/{main,dconf,minfree}.c',
  zones: 'global',
  limits: 'Only volumes of a pool can be dump devices; dumps are not encrypted.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `dumpadm: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: E_USAGE }),
  run(context, parsed) {
    const { sim, world, server, user, files, out } = context
    const [operand] = parsed.operands
    if (operand !== undefined) throw new Failure(`dumpadm: illegal argument -- ${operand}\n${USAGE}`, E_USAGE)
    if (user !== 'root') fail('you must be root to use dumpadm')
    for (const option of ['k', 'r']) if (parsed.has(option)) fail(`-${option} is not simulated`)
    const kernel = dumpConfig(world, server)
    const savecore = savecoreConfig(sim, server)
    const changes = CHANGES.some((option) => parsed.has(option))
    if (parsed.has('e')) {
      if (changes || parsed.has('m') || parsed.has('u')) fail('-e cannot be used with other options')
      const size = estimatedDump(world, server)
      out(`${parsed.has('H') ? '' : 'Estimated dump size: '}${parsed.has('p') ? size : nice(size)}\n`)
      return 0
    }
    if (parsed.has('p')) fail('-p can only be used with -e')
    if (parsed.has('H')) fail('-H can only be used with -e')
    const [toKernel, toSavecore] = wanted(context, parsed, kernel, savecore)
    try {
      const free = parsed.get('m')
      if (free !== undefined) files.write(`${toSavecore.directory}/minfree`, `${minfree(context, free, toSavecore.directory)}\n`)
      if (changes) configureDump(sim, server, toKernel, toSavecore)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      return 1
    }
    if (!parsed.has('u')) show(context, toKernel, toSavecore)
    return 0
  },
})
