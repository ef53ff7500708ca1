import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { dumpConfig, dumpOn, dumpVolume, savecoreConfig, takeDump } from '../../system/platform/dump.ts'
import { ctime, logPanic, logRemarks, type Remark, saveDump, shortage, vmdumpOf } from '../../system/platform/savecore.ts'

const USAGE = 'usage: savecore [-L | -r] [-vd] [-k keyfile] [-f dumpfile] [dirname]\n'
/** Pages a second that are expanded, and the part of them that are all zero and not written: examples. */
const RATE = 60_000
const ZEROS = 0.09

/** Says it on standard error, and in the log when no terminal sees it. */
function say({ sim, server, tty, err }: CommandContext, remarks: readonly Remark[]): void {
  for (const { text } of remarks) err(`savecore: ${text}\n`)
  if (tty === undefined) logRemarks(sim, server, remarks)
}
const refuse = (text: string, status = 1): never => {
  throw new Failure(`savecore: ${text}\n`, status)
}
/** Seconds since the start, as savecore -v ends with. */
const clock = (ms: number): string => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`

/** From the dump device into the directory. */
async function fromDevice(context: CommandContext, parsed: Parsed, directory: string): Promise<number> {
  const { sim, world, server, tty, out } = context
  const volume = dumpVolume(world, server)
  if (!volume) return tty === undefined ? 1 : refuse('no dump device configured')
  if (parsed.has('L')) {
    await context.wait(3000)
    takeDump(sim, server, { at: dateOf(world), message: '', console: [] })
  }
  const dump = dumpOn(world, volume)
  if (!dump) refuse('bad magic number 0', 2)
  if (!dump || (!dump.valid && !parsed.has('d'))) {
    if (parsed.has('v')) context.err('savecore: dump already processed\n')
    return 0
  }
  logPanic(sim, server, dump)
  if (parsed.has('c')) {
    const enabled = savecoreConfig(sim, server).enabled
    say(context, [{ severity: 'warning', text: `System dump time: ${ctime(dump.at)}` }])
    return refuse(
      `Panic crashdump pending on dump device${enabled ? ';' : ' but dumpadm -n in effect;'} run savecore(1M) manually to extract. Image UUID ${world.need(server).uuid}.`,
      2,
    )
  }
  const { remarks, status, duration } = saveDump(sim, server, dump, directory)
  say(context, remarks.slice(0, -1))
  await context.wait(duration)
  say(context, remarks.slice(-1))
  if (status === 0 && parsed.has('v')) out(`${clock(duration)} dump copy is done\n`)
  return status
}
/** A vmdump file, expanded into unix.N and vmcore.N. */
async function fromFile(context: CommandContext, parsed: Parsed, name: string, directory: string): Promise<number> {
  const { sim, server, files, tty, out } = context
  const path = pathIn(context.cwd, name)
  if (!files.exists(path)) refuse(`failed to get status of file ${name}`)
  const node = files.stat(path)
  const dump = node.kind === 'file' ? vmdumpOf(node.artifact) : undefined
  if (!dump) return refuse('bad magic number 0', 2)
  if (!files.exists(directory) || files.stat(directory).kind !== 'dir') {
    refuse(`chdir("${directory}"): ${strerror(files.exists(directory) ? 'ENOTDIR' : 'ENOENT')}`)
  }
  const { pages, at } = dump
  const bounds = /(?:^|\/)vmdump\.(\d+)/.exec(name)?.[1] ?? '0'
  say(context, [{ severity: 'warning', text: `System dump time: ${ctime(at)}` }])
  const bytes = pages * 4096
  const short = shortage(sim, server, directory, bytes)
  if (short) refuse(short.text)
  const core = `${directory}/vmcore.${bounds}`
  if (tty !== undefined && files.exists(core)) refuse(`vmcore.${bounds} already exists: remove with 'rm -f ${directory}/{unix,vmcore}.${bounds}'`)
  say(context, [{ severity: 'error', text: `saving system crash dump in ${directory}/{unix,vmcore}.${bounds}` }])
  try {
    files.fill(`${directory}/unix.${bounds}`, 2_621_440, 'text')
    out(`Constructing namelist ${directory}/unix.${bounds}\nConstructing corefile ${core}\n`)
    const zeros = Math.floor(pages * ZEROS)
    files.fill(core, bytes - zeros * 4096, 'text')
    const took = Math.max(1000, (pages / RATE) * 1000)
    if (tty !== undefined) for (let second = 1; second * 1000 < took; second++) await tick(context, second, Math.floor((second * 100_000) / took))
    await context.wait(took % 1000)
    out(`${tty === undefined ? '' : `\r${clock(took).padStart(5)} 100% done`}: ${pages} of ${pages} pages saved\n`)
    if (parsed.has('v')) out(`${zeros} (${Math.floor((zeros * 100) / pages)}%) zero pages were not written\n${clock(took)} dump decompress is done\n`)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    refuse(`fwrite: ${strerror(error.code)}`)
  }
  return 0
}
async function tick({ wait, out }: CommandContext, second: number, percent: number): Promise<void> {
  await wait(1000)
  out(`\r${clock(second * 1000).padStart(5)} ${String(percent).padStart(3)}% done`)
}

/** Texts and order: illumos usr/src/cmd/savecore/savecore.c. */
export const command = defineCommand({
  name: 'savecore',
  summary: 'save the memory of a kernel that panicked from the dump device',
  synopsis: ['[-L] [-vd] [-f dumpfile] [directory]'],
  options: {
    v: { help: 'say more' },
    d: { help: 'also what was saved before' },
    f: { help: 'expand a file that savecore wrote', value: 'dumpfile' },
    L: { help: 'take a dump of the running system first' },
    c: { help: 'only say whether there is one' },
    m: { help: 'only the messages that had not reached the log', fidelity: 'simplified' },
    r: { help: 'as it is, changing nothing', fidelity: 'not modelled' },
    k: { help: 'the key of an encrypted dump', value: 'keyfile', fidelity: 'not modelled' },
  },
  description: [
    'Copies a dump into a file vmdump.N; the service system/dumpadm runs it at every boot. With -f expands such a file into unix.N and vmcore.N, which a debugger can read.',
  ],
  examples: [{ line: 'savecore -vf /var/crash/volatile/vmdump.0', text: 'Expand a dump.' }],
  source: 'illumos usr/src/cmd/savecore/savecore.c',
  zones: 'global',
  limits: 'There is no debugger to read the files with.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `savecore: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 1 }),
  async run(context, parsed) {
    const { sim, world, server, user } = context
    const [given, ...more] = parsed.operands
    const file = parsed.get('f')
    if (user !== 'root' && file === undefined) refuse('you must be root to use savecore')
    if (more.length > 0 || (parsed.has('c') && parsed.has('L'))) throw new Failure(USAGE)
    for (const option of ['k', 'r']) if (parsed.has(option)) refuse(`-${option} is not simulated`)
    if (parsed.has('m')) return 0
    if (parsed.has('L') && dumpConfig(world, server).device === '') refuse('dedicated dump device required')
    const directory = given ?? savecoreConfig(sim, server).directory
    return file === undefined
      ? await fromDevice(context, parsed, pathIn(context.cwd, directory))
      : await fromFile(context, parsed, file, pathIn(context.cwd, directory))
  },
})
