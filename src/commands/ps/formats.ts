import { Failure } from '../../shell/command.ts'
import type { Process } from '../../system/processes/process.ts'
import { civil } from '../../system/zones/text.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (value: number): string => String(value).padStart(2, '0')

/** `00:30:12` for the last day, `Mar 12` before. illumos usr/src/cmd/ps/ps.c (prtime) */
export function stime(started: number, now: number): string {
  const [, month, day, hour, minute, second] = civil(Math.floor(started))
  if (now - started >= 86_400_000) return `  ${MONTHS[month - 1]} ${two(day)}`
  return `${two(hour)}:${two(minute)}:${two(second)}`
}
/** CPU time as minutes and seconds, eight columns. */
export const time = (ms: number): string => `${String(Math.floor(ms / 60_000)).padStart(5)}:${two(Math.floor(ms / 1000) % 60)}`

interface Format {
  readonly header: string
  readonly width: number
  readonly left?: boolean
  get(process: Process, now: number): string
}
const short = (ms: number): string => {
  const seconds = Math.floor(ms / 1000)
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  const hours = Math.floor(seconds / 3600)
  if (hours === 0) return clock
  return hours < 24 ? `${two(hours)}:${clock}` : `${Math.floor(hours / 24)}-${two(hours % 24)}:${clock}`
}
const UIDS: Record<string, number> = { root: 0, daemon: 1, dladm: 15, netadm: 16 }

/** Columns of `-o`. illumos usr/src/cmd/ps/ps.c (fname table) */
export const FORMATS: Readonly<Record<string, Format>> = {
  user: { header: 'USER', width: 8, get: ({ user }) => user },
  uid: { header: 'UID', width: 5, get: ({ user }) => String(UIDS[user] ?? 0) },
  pid: { header: 'PID', width: 5, get: ({ pid }) => String(pid) },
  ppid: { header: 'PPID', width: 5, get: ({ ppid }) => String(ppid) },
  zone: { header: 'ZONE', width: 8, get: ({ zone }) => zone },
  zoneid: { header: 'ZONEID', width: 6, get: ({ zoneid }) => String(zoneid) },
  tty: { header: 'TT', width: 7, left: true, get: ({ tty }) => tty },
  s: { header: 'S', width: 1, get: ({ comm }) => (comm === 'ps' ? 'O' : 'S') },
  stime: { header: 'STIME', width: 8, get: ({ started }, now) => stime(started, now).trim() },
  etime: { header: 'ELAPSED', width: 11, get: ({ started }, now) => short(now - started) },
  time: { header: 'TIME', width: 11, get: ({ cpu }) => short(cpu) },
  pcpu: { header: '%CPU', width: 4, get: () => '0.0' },
  vsz: { header: 'VSZ', width: 4, get: ({ vsz }) => String(vsz) },
  rss: { header: 'RSS', width: 4, get: ({ rss }) => String(rss) },
  nlwp: { header: 'NLWP', width: 4, get: ({ lwps }) => String(lwps) },
  fname: { header: 'COMMAND', width: 8, left: true, get: ({ comm }) => comm.slice(0, 8) },
  comm: { header: 'COMMAND', width: 80, left: true, get: ({ args, comm }) => (args.startsWith('/') ? (args.split(' ')[0] ?? comm) : comm) },
  args: { header: 'COMMAND', width: 80, left: true, get: ({ args }) => args },
}
/** A table of the wanted columns; `name=Header` gives a column another head. */
export function columns(processes: readonly Process[], names: readonly string[], now: number): string {
  const wanted = names.map((name) => {
    const [key = '', header] = name.split('=')
    const format = FORMATS[key]
    if (!format) throw new Failure(`ps: unknown output format: -o ${key}\nusage: ps [ -aAdefHlcjLPyZ ] [ -o format ] [ -t termlist ]\n`)
    return { ...format, header: header ?? format.header }
  })
  const line = (cells: readonly string[]): string =>
    `${cells
      .map((cell, i) => {
        const { width, left } = wanted[i] as Format
        return left ? (i === cells.length - 1 ? cell : cell.padEnd(width)) : cell.padStart(width)
      })
      .join(' ')}\n`
  const head = wanted.some(({ header }) => header !== '') ? line(wanted.map(({ header }) => header)) : ''
  return head + processes.map((process) => line(wanted.map((format) => format.get(process, now)))).join('')
}
