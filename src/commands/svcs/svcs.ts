import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { matches } from '../../system/smf/fmri.ts'
import { citedBy, dependentsOf } from '../../system/smf/graph.ts'
import { logOf } from '../../system/smf/log.ts'
import type { Place } from '../../system/smf/service.ts'
import { type Service, servicesOf } from '../../system/smf/services.ts'
import { zonesOf } from '../../system/zones/zone.ts'
import { COLUMNS, headerOf, type Row, rowOf, sorted, stime } from './columns.ts'
import { details, processesFor } from './details.ts'
import { Explanation } from './explain.ts'
import { HELP, USAGE } from './usage.ts'

/** Services of one place. */
interface Group {
  readonly place: Place
  readonly rows: readonly Row[]
}
/** Contracts of services that came up with the start-up: numbered in that order. */
const FIRST_CONTRACT = 12

function groupOf({ world }: CommandContext, place: Place, zone: string): Group {
  const contractOf = ({ record, state, definition }: Service, i: number): number | undefined =>
    definition.duration === 'transient' || (state !== 'online' && state !== 'degraded') ? undefined : (record?.contract ?? FIRST_CONTRACT + 2 * i)
  const rows = servicesOf(world, place.server, place.zone).map((service, i) => ({ ...service, zone, contract: contractOf(service, i) }))
  return { place, rows }
}
function gather(context: CommandContext, parsed: Parsed): Group[] {
  const { world, server, zone } = context
  if (!parsed.has('z') && !parsed.has('Z')) return [groupOf(context, { server, zone }, 'global')]
  if (zone) throw new Failure(`svcs: svcs -${parsed.has('z') ? 'z' : 'Z'} may only be used from the global zone\n`)
  const running = zonesOf(world, server).filter(({ booted }) => booted !== undefined)
  const wanted = parsed.get('z')
  const global = groupOf(context, { server }, 'global')
  if (wanted === 'global') return [global]
  const chosen = wanted === undefined ? running : running.filter(({ uuid }) => uuid === wanted)
  if (wanted !== undefined && chosen.length === 0) throw new Failure(`svcs: invalid zone '${wanted}'\n`)
  const zones = chosen.map((each) => groupOf(context, { server, zone: each.id }, each.uuid))
  return wanted === undefined ? [global, ...zones] : zones
}
/** The services that operands name, in that order; a pattern that names none is told, and the status is 1 at the end. */
function select(context: CommandContext, rows: readonly Row[], patterns: readonly string[], quiet: boolean): { rows: Row[]; missing: boolean } {
  const chosen = new Set<Row>()
  let missing = false
  for (const pattern of patterns) {
    const found = rows.filter(({ fmri }) => matches(fmri, pattern))
    for (const row of found) chosen.add(row)
    if (found.length > 0) continue
    missing = true
    if (!quiet) context.err(`svcs: Pattern '${pattern}' doesn't match any instances\n`)
  }
  return { rows: [...chosen], missing }
}
function columnsOf(parsed: Parsed): string[] {
  const zones = parsed.has('Z') ? ['ZONE'] : []
  const wanted = parsed.get('o')
  if (wanted === undefined) return [...zones, ...(parsed.has('v') ? ['STATE', 'NSTATE', 'STIME', 'CTID', 'FMRI'] : ['STATE', 'STIME', 'FMRI'])]
  if (wanted === '') throw new Failure('svcs: No columns specified.\n')
  return wanted.split(',').map((name) => {
    if (!(name.toUpperCase() in COLUMNS)) throw new Failure(`svcs: Unknown column "${name}".\n`)
    return name.toUpperCase()
  })
}
function sortingOf(parsed: Parsed): { column: string; down: boolean }[] {
  const asked = [...parsed.all('s').map((name) => ({ name, down: false })), ...parsed.all('S').map((name) => ({ name, down: true }))]
  for (const { name } of asked) if (!(name.toUpperCase() in COLUMNS)) throw new Failure(`svcs: Unrecognized sort column "${name}".\n`)
  if (asked.length > 0) return asked.map(({ name, down }) => ({ column: name.toUpperCase(), down }))
  return [...(parsed.has('Z') ? ['ZONE'] : []), 'STATE', 'STIME', 'FMRI'].map((column) => ({ column, down: false }))
}
/** Whether options stand together that may not. Source: svcs.c (main). */
function clash(parsed: Parsed): boolean {
  const modes = ['d', 'D', 'l', 'L', 'x'].filter((mode) => parsed.has(mode))
  if (modes.length > 1 || (parsed.has('z') && parsed.has('Z'))) return true
  const [mode] = modes
  if (mode === undefined) return false
  if ((mode === 'l' || mode === 'x') && ['H', 'o'].some((option) => parsed.has(option))) return true
  if (mode === 'x' && parsed.has('p')) return true
  if (mode !== 'x' && mode !== 'L' && parsed.operands.length === 0) return true
  return ['a', 'R', 's', 'S'].some((option) => parsed.has(option))
}
/** The rows of the list: all, those asked for, what they depend on, or what depends on them. */
function listed(context: CommandContext, { place, rows }: Group, parsed: Parsed): { rows: Row[]; missing: boolean } {
  const { operands } = parsed
  const all = parsed.has('a') || parsed.has('R')
  if (operands.length === 0) return { rows: rows.filter(({ enabled, state }) => all || enabled || state !== 'disabled'), missing: false }
  const named = select(context, rows, operands, parsed.has('Z'))
  if (!parsed.has('d') && !parsed.has('D')) return named
  const wanted = new Set(
    named.rows.flatMap(({ fmri }) =>
      parsed.has('d') ? citedBy(context.world, place, fmri) : dependentsOf(context.world, place, fmri).map((dependent) => dependent.fmri),
    ),
  )
  return { rows: rows.filter(({ fmri }) => wanted.has(fmri)), missing: named.missing }
}
function list(context: CommandContext, groups: readonly Group[], parsed: Parsed): number {
  const columns = columnsOf(parsed)
  const sorting = sortingOf(parsed)
  if (parsed.has('a') && parsed.operands.length > 0) context.err('svcs: -a ignored when used with arguments.\n')
  const restarter = parsed.get('R')
  if (restarter !== undefined && !/^(svc:)?\/?.+\/.+:.+$/.test(restarter)) throw new Failure(`svcs: Restarter FMRI "${restarter}" is invalid.\n`)
  const now = dateOf(context.world)
  const found = groups.map((group) => ({ group, ...listed(context, group, parsed) }))
  const ours = restarter === undefined || matches('svc:/system/svc/restarter:default', restarter)
  const rows = ours ? found.flatMap((one) => one.rows.map((row) => ({ row, place: one.group.place }))) : []
  const places = new Map(rows.map(({ row, place }) => [row, place]))
  if (!parsed.has('H')) context.out(`${headerOf(columns)}\n`)
  for (const row of sorted([...places.keys()], sorting)) {
    context.out(`${rowOf(row, columns, now)}\n`)
    const processes = parsed.has('p') ? processesFor(context, places.get(row) as Place, row) : []
    for (const { pid, comm, started } of processes) context.out(`${' '.repeat(15)}${stime(started, now).padEnd(8)}   ${String(pid).padStart(6)} ${comm}\n`)
  }
  return found.some(({ missing }) => !missing) ? (found.length === 1 && found[0]?.missing ? 1 : 0) : 1
}

/** Formats: illumos usr/src/cmd/svc/svcs/{svcs,explain}.c. */
export const command = defineCommand({
  name: 'svcs',
  summary: 'show the services and their states',
  synopsis: [
    '[-aHpv] [-o col[,col ... ]] [-R restarter] [-sS col] [-Z | -z zone] [<service> ...]',
    '-d | -D [-Hpv] <service> ...',
    '[-l | -L] <service> ...',
    '-x [-v] [<service> ...]',
  ],
  options: {
    a: { help: 'also services that are disabled' },
    d: { help: 'what the services depend on' },
    D: { help: 'what depends on the services' },
    H: { help: 'no header' },
    l: { help: 'all that is known of each' },
    L: { help: 'the path of the log' },
    o: { help: 'print these columns', value: 'col[,col]' },
    p: { help: 'also the processes' },
    R: { help: 'only those with this restarter', value: 'restarter', repeat: true },
    s: { help: 'sort by a column', value: 'col', repeat: true },
    S: { help: 'sort by a column, downwards', value: 'col', repeat: true },
    v: { help: 'also the next state and the contract' },
    x: { help: 'explain what is wrong' },
    z: { help: 'in this zone', value: 'zone' },
    Z: { help: 'in all zones' },
  },
  operands: { complete: (world, server) => servicesOf(world, server).map(({ fmri }) => fmri.slice('svc:/'.length)) },
  description: [
    'Lists the services that are enabled, with their state and since when. A service is named by its FMRI or by an end of it: svc:/network/ssh:default, network/ssh and ssh are the same.',
    'In the global zone the repository is in RAM: what was enabled or disabled by hand is forgotten at the next boot.',
  ],
  examples: [
    { line: 'svcs -a', text: 'All services.' },
    { line: 'svcs -xv', text: 'What is wrong, and what does not run because of it.' },
    { line: 'svcs -d ssh', text: 'What ssh depends on.' },
  ],
  source: 'illumos usr/src/cmd/svc/svcs',
  misuse: (misuse) => ('option' in misuse && misuse.option === '?' ? { stdout: HELP, stderr: '', status: 0 } : { stderr: USAGE, status: 2 }),
  run(context, parsed) {
    if (clash(parsed)) throw new Failure(USAGE, 2)
    const groups = gather(context, parsed)
    const { operands } = parsed
    if (!['x', 'l', 'L'].some((mode) => parsed.has(mode))) return list(context, groups, parsed)
    let missing = false
    const texts: string[] = []
    for (const { place, rows } of groups) {
      const explanation = parsed.has('x') ? new Explanation(context, place, rows, parsed.has('v'), parsed.has('z') || parsed.has('Z')) : undefined
      const found = operands.length > 0 ? select(context, rows, operands, parsed.has('Z')) : { rows: explanation?.all ?? [], missing: false }
      missing ||= found.missing && !parsed.has('Z')
      const how = { zone: parsed.has('z') || parsed.has('Z'), processes: parsed.has('p'), verbose: parsed.has('v') }
      for (const row of found.rows)
        texts.push(explanation ? explanation.text(row) : parsed.has('L') ? `${logOf(context.world, place, row.fmri)}\n` : details(context, place, row, how))
    }
    context.out(texts.join(parsed.has('L') ? '' : '\n'))
    return missing ? 1 : 0
  },
})
