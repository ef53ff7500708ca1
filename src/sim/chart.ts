import type { AnyStateMachine, AnyStateNode } from 'xstate'

/** A state of a statechart, as it is drawn. */
export interface ChartState {
  /** Keys from the outside inwards with dots between, as in ids of texts; the machine itself is `''`. */
  readonly path: string
  readonly key: string
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  readonly children: readonly ChartState[]
  /** Path of the state that is entered first, of a compound one. */
  readonly initial?: string
}
/** A transition of a statechart, as it is drawn: one for each way that an event may go. */
export interface ChartEdge {
  /** Unique in its machine. */
  readonly id: string
  /** Path of the state it leaves from. */
  readonly source: string
  /** Paths of where it leads; none: the state stays and only something is done. */
  readonly targets: readonly string[]
  readonly kind: 'event' | 'after' | 'done' | 'always'
  /** The event's type as the machine knows it; empty for `always`. */
  readonly event: string
  /** Name of the delay of an `after`, and its simulated ms where that is fixed. */
  readonly after?: { readonly name: string; readonly ms?: number }
  /** Name of its guard. */
  readonly guard?: string
  /** Leaves and enters its own state anew. */
  readonly reenter: boolean
  /** Names of its own actions. */
  readonly actions: readonly string[]
}

const pathOf = (node: AnyStateNode): string => node.path.join('.')

/** The states of a machine, read from the definition that runs. */
export function stateOf(node: AnyStateNode): ChartState {
  const initial = node.type === 'compound' ? node.initial.target[0] : undefined
  return {
    path: pathOf(node),
    key: node.key,
    type: node.type,
    children: Object.values(node.states as Record<string, AnyStateNode>).map(stateOf),
    ...(initial && { initial: pathOf(initial) }),
  }
}
/** The states of a machine as a tree. */
export const statesOf = (machine: AnyStateMachine): ChartState => stateOf(machine.root)
/** A state and all inside it, outermost first. */
export const flatten = (state: ChartState): ChartState[] => [state, ...state.children.flatMap(flatten)]

const AFTER = 'xstate.after.'
/** Names of actions; what XState adds for itself (assign, raise, cancel) has none of its own. */
const namesOf = (actions: readonly unknown[]): string[] =>
  actions
    .map((action) => (typeof action === 'string' ? action : ((action as { type?: string }).type ?? '')))
    .filter((name) => name !== '' && !name.startsWith('xstate.'))

/** All transitions of a machine in document order, read from the definition that runs. */
export function edgesOf(machine: AnyStateMachine): ChartEdge[] {
  const edges: ChartEdge[] = []
  const count = new Map<string, number>()
  const visit = (node: AnyStateNode): void => {
    for (const transition of [...[...node.transitions.values()].flat(), ...(node.always ?? [])]) {
      const event = transition.eventType
      const after = event.startsWith(AFTER) ? delayOf(machine, event.slice(AFTER.length, event.length - node.id.length - 1)) : undefined
      const key = `${pathOf(node)} ${event || 'always'}`
      const n = count.get(key) ?? 0
      count.set(key, n + 1)
      edges.push({
        id: `${key} ${n}`,
        source: pathOf(node),
        targets: (transition.target ?? []).map(pathOf),
        kind: event === '' ? 'always' : after ? 'after' : event.startsWith('xstate.done.') ? 'done' : 'event',
        event,
        reenter: transition.reenter,
        actions: namesOf(transition.actions),
        ...(after && { after }),
        ...(transition.guard && { guard: guardName(transition.guard) }),
      })
    }
    for (const child of Object.values(node.states as Record<string, AnyStateNode>)) visit(child)
  }
  visit(machine.root)
  return edges
}

function delayOf(machine: AnyStateMachine, name: string): { name: string; ms?: number } {
  const found: unknown = machine.implementations.delays[name] ?? Number(name)
  return { name, ...(typeof found === 'number' && Number.isFinite(found) && { ms: found }) }
}
const guardName = (guard: unknown): string =>
  typeof guard === 'string' ? guard : typeof guard === 'function' ? guard.name : ((guard as { type?: string }).type ?? '')
