import type { ChartEdge } from '../../../sim/chart.ts'
import type { Due, Id, SimEvent, StateValue } from '../../../sim/record.ts'
import type { World } from '../../../sim/world.ts'
import { type Chart, isWithin, parentOf } from './graph.ts'

/** Paths of all states that a state value lies in, outermost first. */
export function activeIn(value: StateValue, path = ''): string[] {
  if (typeof value === 'string') return [path ? `${path}.${value}` : value]
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path ? `${path}.${key}` : key
    return [here, ...activeIn(inner, here)]
  })
}

/**
 * The edges that a transition of the past took: the innermost one whose event it is and whose targets were entered,
 * one in each region. What `always` leads on to is followed.
 */
export function takenBy(chart: Chart, { event, from, to }: NonNullable<SimEvent['transition']>): ChartEdge[] {
  const before = new Set(['', ...activeIn(from)])
  const after = new Set(['', ...activeIn(to)])
  const leads = (edge: ChartEdge): ChartEdge[] | undefined => {
    if (edge.targets.length === 0 || edge.targets.every((target) => after.has(target))) return [edge]
    for (const next of chart.edges) {
      const rest = next.kind === 'always' && edge.targets.includes(next.source) && leads(next)
      if (rest) return [edge, ...rest]
    }
    return undefined
  }
  const candidates = chart.edges.filter((edge) => edge.event === event && before.has(edge.source)).sort((a, b) => b.source.length - a.source.length)
  const taken: ChartEdge[] = []
  for (const edge of candidates) {
    // A state's transition comes before that of the states around it; regions beside it have their own.
    if (taken.some((one) => isWithin(one.source, edge.source))) continue
    const path = leads(edge)
    if (path) taken.push(...path)
  }
  return taken
}

/** How far back one looks for the last transition of a record: enough for any story, and quick. */
const FAR = 50_000
/** The last transition of a record among the first `count` events; with a path, the last that entered that state. */
export function lastTransition(all: readonly SimEvent[], count: number, subject: Id, path?: string): SimEvent | undefined {
  for (let i = count - 1; i >= 0 && i > count - FAR; i--) {
    const event = all[i]
    if (event?.subject !== subject || !event.transition) continue
    if (path === undefined) return event
    const { from, to } = event.transition
    if (activeIn(to).includes(path) && !activeIn(from).includes(path)) return event
  }
  return undefined
}

/** The pending timers of a record, the next first. */
export const duesOf = (world: World, owner: Id): Due[] => world.by('due', 'owner', owner).toSorted((a, b) => a.at - b.at || a.order - b.order)

/** Whether an edge leaves a state that is active, and no state further inside takes its event for itself. */
export function isOpen(chart: Chart, active: ReadonlySet<string>, edge: ChartEdge): boolean {
  if (edge.source !== '' && !active.has(edge.source)) return false
  return !chart.edges.some(
    (other) =>
      other !== edge &&
      other.event === edge.event &&
      !other.guard &&
      other.source !== edge.source &&
      active.has(other.source) &&
      isWithin(other.source, edge.source),
  )
}
/** The innermost active states. */
export const leavesIn = (active: readonly string[]): string[] => active.filter((path) => !active.some((other) => parentOf(other) === path))
