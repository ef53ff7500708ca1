import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { clockTime, dayStamp, fullDate, partsOf } from '../../system/platform/dates.ts'
import { matches, type Service, servicesOf } from '../../system/smf/services.ts'
import { zonesOf } from '../../system/zones/zone.ts'

const ORDER = ['disabled', 'online', 'offline', 'maintenance'] as const
const DAY = 86_400_000

/** A service, and the zone it is in when zones were asked for. */
interface Row extends Service {
  readonly zone: string
}
/** STIME: the time of day within a day, then the day, then the year. Source: illumos usr/src/cmd/svc/svcs/svcs.c (sprint_stime). */
function stime(row: Row, now: number): string {
  const age = now - row.since
  if (age < DAY) return clockTime(row.since)
  return age < 365 * DAY ? dayStamp(row.since) : String(partsOf(row.since).year)
}
const stateText = (row: Row): string => `${row.state}${row.starting ? '*' : ''}`
const SHORT: Readonly<Record<Service['state'], string>> = { disabled: 'DIS', offline: 'OFF', online: 'ON', maintenance: 'MNT' }
const split = (fmri: string): { name: string; instance: string } => {
  const at = fmri.lastIndexOf(':')
  return { name: fmri.slice('svc:/'.length, at), instance: fmri.slice(at + 1) }
}
type Column = readonly [width: number, value: (row: Row, now: number) => string]
/** Columns and their widths (svcs.c). */
const COLUMNS: Readonly<Record<string, Column>> = {
  CTID: [6, () => '-'],
  DESC: [100, (row) => row.description],
  FMRI: [50, (row) => row.fmri],
  INST: [16, (row) => split(row.fmri).instance],
  N: [1, (row) => (row.starting ? 'ON' : '-')],
  NSTA: [4, (row) => (row.starting ? 'ON' : '-')],
  NSTATE: [14, (row) => (row.starting ? 'online' : '-')],
  S: [2, (row) => `${SHORT[row.state]}${row.starting ? '*' : ''}`],
  SCOPE: [8, () => 'localhost'],
  SN: [4, (row) => `${SHORT[row.state]}${row.starting ? '*' : ''}`],
  STA: [4, (row) => `${SHORT[row.state]}${row.starting ? '*' : ''}`],
  STATE: [14, stateText],
  STIME: [8, stime],
  SVC: [30, (row) => split(row.fmri).name],
  ZONE: [36, (row) => row.zone],
}

function gather(context: CommandContext, parsed: Parsed): Row[] {
  const { world, server, zone } = context
  if (!parsed.has('z') && !parsed.has('Z')) return servicesOf(world, server, zone).map((service) => ({ ...service, zone: 'global' }))
  if (zone) throw new Failure(`svcs: svcs -${parsed.has('z') ? 'z' : 'Z'} may only be used from the global zone\n`)
  const running = zonesOf(world, server).filter(({ booted }) => booted !== undefined)
  const wanted = parsed.get('z')
  const global = servicesOf(world, server).map((service) => ({ ...service, zone: 'global' }))
  if (wanted === 'global') return global
  const chosen = wanted === undefined ? running : running.filter(({ uuid }) => uuid === wanted)
  if (wanted !== undefined && chosen.length === 0) throw new Failure(`svcs: invalid zone '${wanted}'\n`)
  const inZones = chosen.flatMap((each) => servicesOf(world, server, each.id).map((service) => ({ ...service, zone: each.uuid })))
  return wanted === undefined ? [...global, ...inZones] : inZones
}
/** Rows that the operands name; a pattern that names none is told, and the status is 1 at the end. */
function select(context: CommandContext, rows: Row[], patterns: readonly string[]): { rows: Row[]; missing: boolean } {
  if (patterns.length === 0) return { rows, missing: false }
  const missing = patterns.filter((pattern) => !rows.some(({ fmri }) => matches(fmri, pattern)))
  for (const pattern of missing) context.err(`svcs: Pattern '${pattern}' doesn't match any instances\n`)
  return { rows: rows.filter(({ fmri }) => patterns.some((pattern) => matches(fmri, pattern))), missing: missing.length > 0 }
}
function columnsOf(parsed: Parsed): string[] {
  const zones = parsed.has('z') || parsed.has('Z') ? ['ZONE'] : []
  const wanted = parsed
    .get('o')
    ?.split(',')
    .map((name) => name.trim().toUpperCase())
  for (const name of wanted ?? []) if (!(name in COLUMNS)) throw new Failure(`svcs: Unknown column '${name.toLowerCase()}'.\n`, 2)
  return wanted ?? [...zones, ...(parsed.has('v') ? ['STATE', 'NSTATE', 'STIME', 'CTID', 'FMRI'] : ['STATE', 'STIME', 'FMRI'])]
}
const pad = (cells: readonly string[], columns: readonly string[]): string =>
  `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd((COLUMNS[columns[i] as string] as Column)[0]))).join(' ')}\n`

function details(row: Row): string {
  const line = (key: string, value: string): string => `${key.padEnd(13)}${value}\n`
  return (
    line('fmri', row.fmri) +
    line('name', row.description) +
    line('enabled', String(row.state !== 'disabled')) +
    line('state', row.state) +
    line('next_state', row.starting ? 'online' : 'none') +
    line('state_time', fullDate(row.since)) +
    line('logfile', logOf(row.fmri)) +
    line('restarter', 'svc:/system/svc/restarter:default')
  )
}
const logOf = (fmri: string): string => `/var/svc/log/${fmri.slice('svc:/'.length).replaceAll('/', '-')}.log`

/** What is not as it should be: here only services in maintenance (svcs/explain.c). */
function explain(rows: Row[]): string {
  return rows
    .filter(({ state }) => state === 'maintenance')
    .map(
      (row) =>
        `${row.fmri} (${row.description})\n State: maintenance since ${fullDate(row.since)}\nReason: Start method failed.\n   See: http://illumos.org/msg/SMF-8000-KS\n   See: ${logOf(row.fmri)}\nImpact: This service is not running.\n`,
    )
    .join('\n')
}

/** Formats: illumos usr/src/cmd/svc/svcs/{svcs,explain}.c. */
export const command = defineCommand({
  name: 'svcs',
  summary: 'show the services and their states',
  synopsis: ['[-aHv] [-o col[,col]] [-zZ] [FMRI ...]', '-l [FMRI ...]', '-L FMRI ...', '-x [FMRI ...]'],
  options: {
    a: { help: 'also services that are disabled' },
    H: { help: 'no header' },
    v: { help: 'also the next state and the contract' },
    o: { help: 'print these columns', value: 'col[,col]' },
    l: { help: 'all that is known of each' },
    L: { help: 'the path of the log' },
    x: { help: 'explain what is wrong' },
    z: { help: 'in this zone', value: 'zone' },
    Z: { help: 'in all zones' },
  },
  operands: { complete: (world, server) => servicesOf(world, server).map(({ fmri }) => fmri.slice('svc:/'.length)) },
  description: [
    'Lists the services that are enabled, with their state and since when. A service is named by its FMRI or by an end of it: svc:/network/ssh:default, network/ssh and ssh are the same.',
    'In the global zone nothing of this is kept on disk: the states are worked out anew at each boot.',
  ],
  examples: [
    { line: 'svcs -a', text: 'All services.' },
    { line: 'svcs -x', text: 'What is wrong.' },
  ],
  source: 'illumos usr/src/cmd/svc/svcs',
  limits: 'Dependencies (-d, -D), processes (-p) and sorting (-s, -S) are not simulated.',
  run(context, parsed) {
    const { rows, missing } = select(context, gather(context, parsed), parsed.operands)
    const status = missing ? 1 : 0
    if (parsed.has('x')) context.out(explain(rows))
    else if (parsed.has('l')) context.out(rows.map(details).join('\n'))
    else if (parsed.has('L')) context.out(rows.map(({ fmri }) => `${logOf(fmri)}\n`).join(''))
    else {
      const columns = columnsOf(parsed)
      const now = dateOf(context.world)
      const all = parsed.has('a') || parsed.operands.length > 0
      const shown = rows.filter(({ state }) => all || state !== 'disabled').sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.since - b.since)
      if (!parsed.has('H') && (shown.length > 0 || parsed.operands.length === 0)) context.out(pad(columns, columns))
      context.out(
        shown
          .map((row) =>
            pad(
              columns.map((name) => (COLUMNS[name] as Column)[1](row, now)),
              columns,
            ),
          )
          .join(''),
      )
    }
    return status
  },
})
