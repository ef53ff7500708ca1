import type { AnyStateMachine } from 'xstate'
import { type ChartEdge, type ChartState, edgesOf, flatten, statesOf } from '../../../sim/chart.ts'

/** A statechart with what is looked up in it. */
export interface Chart {
  readonly id: string
  readonly root: ChartState
  readonly states: ReadonlyMap<string, ChartState>
  readonly edges: readonly ChartEdge[]
}
/** A picture of a part of a chart: which states are drawn, which of them closed, and the lines between. */
export interface Graph {
  /** Path of the state whose inside is shown. */
  readonly scope: string
  readonly boxes: readonly GraphBox[]
  readonly gates: readonly Gate[]
  readonly links: readonly Link[]
}
export interface GraphBox {
  readonly path: string
  readonly parent: string
  /** Closed: its states are in a picture of their own. */
  readonly shape: 'state' | 'open' | 'region' | 'closed'
  /** Ids of the edges that stay inside it, written in the box. */
  readonly inner: readonly string[]
  readonly initial: boolean
}
/** A state outside of the picture that lines come from or lead to. */
export interface Gate {
  readonly id: string
  readonly path: string
  readonly way: 'in' | 'out'
}
/** A line, and the edges it stands for. `from` and `to` are paths of boxes or ids of gates. */
export interface Link {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly edges: readonly string[]
}

/** How many states without states in them a picture may have for everything to be drawn in it. */
const ROOM = 14
/** Groups that are all as small as this are opened in place in any case, below the overview. */
const SMALL = 4

/** Reads a machine. */
export function chartOf(machine: AnyStateMachine): Chart {
  const root = statesOf(machine)
  return { id: machine.id, root, states: new Map(flatten(root).map((state) => [state.path, state])), edges: edgesOf(machine) }
}
/** Whether a state lies in another, or is it. */
export const isWithin = (path: string, around: string): boolean => around === '' || path === around || path.startsWith(`${around}.`)
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))
const isGroup = (state: ChartState): boolean => state.children.length > 0

/** The states that are opened in the picture of a scope: all in it if there is room, else none but the regions of a parallel state. */
function openedIn(scope: ChartState): Set<string> {
  const groups = flatten(scope).filter(isGroup)
  const leaves = flatten(scope).length - groups.length
  const small = groups.every((group) => group === scope || (group.children.length <= SMALL && !group.children.some(isGroup)))
  if (leaves <= ROOM || (small && scope.path !== '')) return new Set(groups.map(({ path }) => path))
  return new Set([scope, ...(scope.type === 'parallel' ? scope.children : [])].map(({ path }) => path))
}

/** The picture of a scope; `whole` opens everything. */
export function graphOf(chart: Chart, scope: string, whole = false): Graph {
  const top = chart.states.get(scope) as ChartState
  const open = whole ? new Set([...chart.states.values()].filter(isGroup).map((state) => state.path)) : openedIn(top)
  const visible = new Map<string, ChartState>()
  const visit = (state: ChartState): void => {
    visible.set(state.path, state)
    if (open.has(state.path)) state.children.forEach(visit)
  }
  visit(top)
  const shown = (path: string): string => {
    let at = path
    while (!visible.has(at)) at = parentOf(at)
    return at
  }
  const inner = new Map<string, string[]>()
  const links = new Map<string, Link & { edges: string[] }>()
  const gates = new Map<string, Gate>()
  const gate = (path: string, way: Gate['way']): string => {
    const id = `${way}:${neighbour(chart, scope, path)}`
    gates.set(id, { id, path: neighbour(chart, scope, path), way })
    return id
  }
  for (const edge of chart.edges) {
    // What leads away from the scope itself or from around it holds for everything in the picture: it is said beside it.
    if (isWithin(scope, edge.source)) continue
    const inside = isWithin(edge.source, scope)
    const targets = edge.targets.length ? edge.targets : [edge.source]
    for (const target of targets) {
      if (!inside && (!isWithin(target, scope) || target === scope)) continue
      const from = inside ? shown(edge.source) : gate(edge.source, 'in')
      const to = isWithin(target, scope) && target !== scope ? shown(target) : gate(target, 'out')
      if (from === to) {
        // Inside a closed box: in its own picture.
        if (edge.source === from) inner.set(from, [...(inner.get(from) ?? []), edge.id])
        continue
      }
      const id = `${from} → ${to}`
      const link = links.get(id) ?? { id, from, to, edges: [] }
      link.edges.push(edge.id)
      links.set(id, link)
    }
  }
  visible.delete(scope)
  const boxes = [...visible.values()].map((state): GraphBox => {
    const parent = chart.states.get(parentOf(state.path)) as ChartState
    const opened = open.has(state.path) && isGroup(state)
    return {
      path: state.path,
      parent: parent.path,
      shape: !isGroup(state) ? 'state' : !opened ? 'closed' : parent.type === 'parallel' ? 'region' : 'open',
      inner: inner.get(state.path) ?? [],
      initial: parent.initial === state.path,
    }
  })
  return { scope, boxes, gates: [...gates.values()], links: [...links.values()] }
}

/** What stands for a state outside of a scope: the outermost state around it that does not hold the scope, too. */
function neighbour(chart: Chart, scope: string, path: string): string {
  let at = path
  while (parentOf(at) !== '' && !isWithin(scope, parentOf(at))) at = parentOf(at)
  return chart.states.has(at) ? at : path
}

/** The scopes of a chart that have a picture: the whole machine, and each state that is closed in a picture. */
export function scopesOf(chart: Chart): string[] {
  const scopes = ['']
  for (const scope of scopes) {
    for (const box of graphOf(chart, scope).boxes) if (box.shape === 'closed') scopes.push(box.path)
  }
  return scopes
}
/** The edges that hold for everything in the picture of a scope. */
export const edgesAround = (chart: Chart, scope: string): ChartEdge[] => chart.edges.filter((edge) => isWithin(scope, edge.source))
/** The picture in which a state is drawn at its most detailed. */
export function scopeOf(chart: Chart, scopes: readonly string[], path: string): string {
  const candidates = scopes.filter((scope) => isWithin(path, scope) && (scope !== path || !isGroup(chart.states.get(path) as ChartState) || scope === ''))
  return candidates.reduce((best, scope) => (scope.length > best.length ? scope : best), '')
}
