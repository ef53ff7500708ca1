import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { strerror } from '../files/strerror.ts'
import { strftime } from './dates.ts'
import { type CrashDump, configureDump, dumpConfig, dumpOn, dumpVolume, savecoreConfig, settle } from './dump.ts'
import { syslog } from './syslog.ts'

/** Bytes a second that are copied from the dump volume to a file of the same pool. */
const COPY_RATE = 120_000_000
const MiB = 1024 * 1024
/** Something that savecore says: on standard error, and in the log when nobody sits before it. */
export interface Remark {
  readonly severity?: 'error' | 'warning'
  readonly text: string
}
/** What came of saving a dump. */
export interface Saving {
  readonly remarks: readonly Remark[]
  readonly status: number
  /** Simulated ms that the copying takes. */
  readonly duration: number
}
const megabytes = (bytes: number): number => Math.floor(bytes / MiB)
const numberIn = (text: string, other: number): number => (/^\d+/.test(text) ? Number.parseInt(text, 10) : other)

/** The name of a dump's file: a true copy says how many pages it has, and when it was taken. */
const artifactOf = ({ pages, at }: CrashDump): string => `vmdump ${pages}@${at}`
/** Pages, and when the kernel stopped, of a file that savecore wrote; undefined if it is none, or not as it was. */
export function vmdumpOf(artifact: string | undefined): { readonly pages: number; readonly at: number } | undefined {
  const [, pages, at] = /^vmdump (\d+)@(\d+)$/.exec(artifact ?? '') ?? []
  return pages === undefined ? undefined : { pages: Number(pages), at: Number(at) }
}
/** ctime(3C), with its newline. */
export const ctime = (ms: number): string => `${strftime('%a %b %e %H:%M:%S %Y', ms)}\n`

/** What lies in the directory under a name, as a number. */
function counter(sim: Simulation, server: Id<'server'>, path: string, other: number): number {
  const files = openFiles(sim, { server })
  return files.exists(path) ? numberIn(files.read(path), other) : other
}
/** Whether a directory has room for so many bytes beside what is to stay free; otherwise what savecore says. */
export function shortage(sim: Simulation, server: Id<'server'>, directory: string, bytes: number): Remark | undefined {
  const files = openFiles(sim, { server })
  const { available } = files.space(files.mountOf(directory))
  const needed = bytes + 1024 * counter(sim, server, `${directory}/minfree`, 1024)
  if (available >= needed) return undefined
  return { severity: 'error', text: `not enough space in ${directory} (${megabytes(available)} MB avail, ${megabytes(needed)} MB needed)` }
}

/**
 * Saves the dump of the dump device as vmdump.N in a directory, and marks it as saved. Texts and order: illumos
 * usr/src/cmd/savecore/savecore.c.
 */
export function saveDump(sim: Simulation, server: Id<'server'>, dump: CrashDump, directory: string): Saving {
  const remarks: Remark[] = []
  if (!dump.complete) remarks.push({ severity: 'warning', text: 'incomplete dump on dump device' })
  remarks.push({ severity: 'warning', text: `System dump time: ${ctime(dump.at)}` })
  const failed = (text: string): Saving => ({ remarks: [...remarks, { severity: 'error', text }], status: 1, duration: 0 })
  const files = openFiles(sim, { server })
  try {
    if (!files.exists(directory) || files.stat(directory).kind !== 'dir') {
      return failed(`chdir("${directory}"): ${strerror(files.exists(directory) ? 'ENOTDIR' : 'ENOENT')}`)
    }
    const short = shortage(sim, server, directory, dump.bytes)
    if (short) return failed(short.text)
    const bounds = counter(sim, server, `${directory}/bounds`, 0)
    const file = `${directory}/vmdump.${bounds}`
    remarks.push({ severity: 'error', text: `Saving compressed system crash dump in ${file}` })
    files.fill(file, dump.bytes, 'random', artifactOf(dump))
    settle(sim, dump)
    files.write(`${directory}/bounds`, `${bounds + 1}\n`)
    remarks.push({ severity: 'error', text: `Decompress the crash dump with \n'savecore -vf ${file}'` })
    return { remarks, status: 0, duration: Math.ceil((dump.bytes / COPY_RATE) * 1000) }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return failed(`open("${error.path}"): ${strerror(error.code)}`)
  }
}
/** The line of the log that tells that the node was down because its kernel panicked: for the log alone. */
export function logPanic(sim: Simulation, server: Id<'server'>, { message }: CrashDump): void {
  if (message === '') return
  syslog(sim, server, {
    tag: 'savecore',
    facility: 'auth',
    severity: 'error',
    format: 'reboot after panic: %s',
    text: `reboot after panic: ${message}`,
    logOnly: true,
  })
}
/** Remarks of a savecore that no terminal sees go to the log. */
export function logRemarks(sim: Simulation, server: Id<'server'>, remarks: readonly Remark[]): void {
  for (const { severity, text } of remarks) if (severity) syslog(sim, server, { tag: 'savecore', facility: 'auth', severity, text })
}
/** `savecore -m`: what the kernel said as it went down comes into the log before anything new. Source: illumos usr/src/cmd/syslogd/system-log. */
function recoverMessages(sim: Simulation, server: Id<'server'>, dump: CrashDump): void {
  for (const text of dump.console) {
    const format = text.includes('panic[') ? '\n\rpanic[cpu%d]/thread=%p: ' : / \(\)$/.test(text) ? '%016lx %s:%s+%lx (%s)\n' : text
    syslog(sim, server, { tag: text.includes('panic[') ? 'unix' : 'genunix', facility: 'kern', severity: 'notice', format, text, logOnly: true }, dump.at)
  }
}

/**
 * The service system/dumpadm: looks for a dump, saves it if that is enabled, and says so in the log. Without a dump
 * device it forgets the one that the image names. Source: illumos usr/src/cmd/dumpadm/svc-dumpadm.
 */
export function savecoreAtBoot(sim: Simulation, server: Id<'server'>): void {
  const volume = dumpVolume(sim.world, server)
  const config = savecoreConfig(sim, server)
  if (!volume) {
    try {
      configureDump(sim, server, dumpConfig(sim.world, server), config)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
    }
    return
  }
  const dump = dumpOn(sim.world, volume)
  if (!dump?.valid) return
  recoverMessages(sim, server, dump)
  logPanic(sim, server, dump)
  if (!config.enabled) return
  const files = openFiles(sim, { server })
  if (!files.exists(config.directory)) {
    files.mkdir(config.directory, true)
    files.chmod(config.directory, 0o700)
  }
  logRemarks(sim, server, saveDump(sim, server, dump, config.directory).remarks)
}
