import type { ChartEdge } from '../../../sim/chart.ts'
import type { Id, Living, SimEvent } from '../../../sim/record.ts'
import { accepts } from '../../../sim/step.ts'
import type { World } from '../../../sim/world.ts'
import type { Session } from '../../simulation/session.ts'
import { type Act, actFor, isOurs } from './acts.ts'
import { type Chart, chartOf, scopeOf } from './graph.ts'
import { activeIn, isOpen, lastTransition, leavesIn, takenBy } from './live.ts'

/** What a learner points at in a chart. */
export type Pointed = { readonly kind: 'state'; readonly path: string } | { readonly kind: 'edge'; readonly id: string }

/** Whether an edge may be taken now, and what a learner would do for it. */
export interface Possible {
  readonly edge: ChartEdge
  /** Absent: it happens by itself. */
  readonly act: Act | undefined
}
/** A chart with the life of one record in it, at the instant that is looked at. */
export interface Live {
  readonly chart: Chart
  readonly record: Living
  readonly active: ReadonlySet<string>
  readonly leaves: readonly string[]
  /** Edges whose source is active, by id. */
  readonly possible: ReadonlyMap<string, Possible>
  /** The last transition, and ids of the edges it took. */
  readonly last: SimEvent | undefined
  readonly taken: ReadonlySet<string>
  /** Whether a learner can bring an edge about, now or in another state. */
  ours(edge: ChartEdge): boolean
}

const charts = new Map<string, Chart>()
/** The chart of the running definition of a record type. */
export function chartFor(session: Session, type: string): Chart | undefined {
  const machine = session.simulator?.sim.definition.machines[type]
  if (!machine) return undefined
  const known = charts.get(type) ?? chartOf(machine)
  charts.set(type, known)
  return known
}
export const typeOf = (id: string): string => id.slice(0, id.indexOf(':'))

/** Events whose guards look at what comes with the event: a plain one would not be let through. */
const SAMPLES: Readonly<Record<string, object>> = { 'pool.import': { health: 'ONLINE' }, 'pool.clear': { health: 'ONLINE' }, 'setup.line': { text: '' } }

/** Whether an event that a learner can bring about would do something now: asked of the statechart. */
function wouldDo(session: Session, chart: Chart, record: Living, edge: ChartEdge): boolean {
  const machine = session.simulator?.sim.definition.machines[chart.id]
  if (!machine) return false
  if (edge.guard && !SAMPLES[`${chart.id}.${edge.event}`]) return accepts(machine, record.machine, { type: edge.event })
  return edge.guard ? true : accepts(machine, record.machine, { type: edge.event })
}

/** Reads the life of a record. */
export function liveOf(session: Session, world: World, chart: Chart, record: Living, all: readonly SimEvent[], count: number): Live {
  const paths = activeIn(record.machine.value)
  const active = new Set(['', ...paths])
  const possible = new Map<string, Possible>()
  for (const edge of chart.edges) {
    if (!isOpen(chart, active, edge)) continue
    const act = edge.kind === 'event' ? actFor(chart.id, edge, record, world) : undefined
    possible.set(edge.id, { edge, act: act && wouldDo(session, chart, record, edge) ? act : undefined })
  }
  const last = lastTransition(all, count, record.id)
  const taken = new Set(last?.transition ? takenBy(chart, last.transition).map((edge) => edge.id) : [])
  return { chart, record, active, leaves: leavesIn(paths), possible, last, taken, ours: (edge) => isOurs(chart.id, edge) }
}

/** The picture in which all present states are seen best. */
export function scopeNow(chart: Chart, scopes: readonly string[], leaves: readonly string[]): string {
  const found = leaves.map((leaf) => scopeOf(chart, scopes, leaf))
  return found.reduce((best, scope) => {
    let common = best
    while (common !== '' && scope !== common && !scope.startsWith(`${common}.`)) common = common.slice(0, Math.max(0, common.lastIndexOf('.')))
    return scopes.includes(common) ? common : ''
  }, found[0] ?? '')
}

/** Whose chart is shown when a record is selected: its own, or that of what it belongs to. */
export function livingFor(world: World, id: Id | undefined): Living | undefined {
  const record = id && (world.get(id as string) as (Living & { server?: Id<'server'>; pool?: Id<'pool'>; zone?: Id<'zone'> }) | undefined)
  if (!record) return undefined
  if (record.machine) return record
  return livingFor(world, record.zone ?? record.pool ?? record.server)
}
