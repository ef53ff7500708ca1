import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf, print } from '../console/tty.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { dateOf } from '../hardware/clock.ts'
import { strftime } from './dates.ts'

/** Severities that anything here logs with, the worst first. */
const SEVERITIES = ['crit', 'error', 'warning', 'notice'] as const
/** What is logged, and by whom. */
export interface LogEntry {
  /** Name of the program, or of the kernel's module. */
  readonly tag: string
  readonly facility: 'auth' | 'kern' | 'daemon'
  readonly severity: (typeof SEVERITIES)[number]
  /** The format that the id is made of; the text itself where a program passes it as its format. */
  readonly format?: string
  readonly text: string
  /** For the log alone: the console has seen it, or is not to. */
  readonly logOnly?: boolean
}
/** The number in `[ID 570001 auth.error]`: it follows from the message's format. Source: illumos uts/common/sys/strlog.h STRLOG_MAKE_MSGID. */
export function messageId(format: string): number {
  let id = 0
  for (const char of format) {
    const code = char.charCodeAt(0)
    if (code >= 32) id = ((id >>> 5) + (id << 27) + code) >>> 0
  }
  return (id % 899_981) + 100_000
}
/** One line as rsyslogd writes it on SmartOS: `2026-04-16T09:00:50.000000+00:00 smartos savecore: [ID 570001 auth.error] …`. */
export function logLine({ tag, facility, severity, format, text }: LogEntry, hostname: string, ms: number): string {
  const when = `${strftime('%Y-%m-%dT%H:%M:%S', ms)}.${String(Math.floor(ms % 1000)).padStart(3, '0')}000+00:00`
  return `${when} ${hostname} ${tag}: [ID ${messageId(format ?? text)} ${facility}.${severity}] ${text.replaceAll('\r', '^M').replaceAll('\n', ' ').trimEnd()}\n`
}
/**
 * Logs: to /var/adm/messages what is an error or comes from the kernel, what is of auth to /var/log/auth.log, and to the
 * console what its operator must see. Source: illumos-joyent usr/src/cmd/syslogd/syslog.conf; that the console has the
 * same form of line is not verified.
 */
export function syslog(sim: Simulation, server: Id<'server'>, entry: LogEntry, at = dateOf(sim.world)): void {
  const { facility, severity } = entry
  const grave = SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf('error')
  const line = logLine(entry, sim.world.need(server).system?.hostname || 'unknown', at)
  if (grave || facility === 'kern') append(sim, server, '/var/adm/messages', line)
  if (facility === 'auth') append(sim, server, '/var/log/auth.log', line)
  if (entry.logOnly !== true && (grave || facility !== 'daemon')) print(sim, consoleOf(server), line)
}
/** A log that cannot be written is lost: nobody waits for it. */
function append(sim: Simulation, server: Id<'server'>, path: string, line: string): void {
  try {
    openFiles(sim, { server }).append(path, line)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}
