import type { AnyStateNode } from 'xstate'
import type { Guard, Op } from './actions.ts'
import type { MachineState, StateValue } from './record.ts'
import type { EffectCall, Step, Timer } from './step.ts'

/** A transition with its guard and actions resolved. */
export interface Edge {
  readonly index: number
  readonly source: AnyStateNode
  /** Absent: stays where it is. */
  readonly target: readonly AnyStateNode[] | undefined
  readonly reenter: boolean
  readonly guard: Guard | undefined
  readonly actions: readonly Op[]
  /** Neither target nor actions: only keeps the event from the states around it. */
  readonly inert: boolean
}
/** Which edges an event takes: the first of a list that may be taken; with parallel states, those of each region or else the state's own. */
export interface Selection {
  readonly own: readonly Edge[]
  readonly regions: readonly Selection[] | undefined
}
/** What one microstep amounts to: everything that does not depend on context and event. */
export interface Plan {
  readonly next: Configuration
  /** Exit, transition and entry actions in order. */
  readonly ops: readonly Op[]
  /** States were left or entered for good, or something was remembered. */
  readonly moved: boolean
  /** What history states remember afterwards. */
  readonly memory: Memory
  /** The machine has ended. */
  readonly done: boolean
  /** The whole outcome, if it depends on neither context nor event nor what is raised. */
  readonly fixed: { readonly effects: readonly EffectCall[]; readonly start: readonly Timer[]; readonly cancel: readonly string[] } | undefined
  /** The step it makes, if there is no context: the same object each time. */
  step?: Step
}
/** What history states remember: one object for each distinct content. */
export interface Memory {
  readonly key: string
  readonly nodes: ReadonlyMap<string, readonly AnyStateNode[]>
  /** As it stands in a record; undefined if nothing is remembered. */
  readonly data: MachineState['history']
}

/** A set of active states, one object for each distinct one. The order is XState's own, which decides among parallel regions. */
export class Configuration {
  readonly selections = new Map<string, Selection | undefined>()
  /** Plans of single edges by their index, and of several by their indexes; both only while nothing is remembered. */
  readonly single: (Plan | undefined)[] = []
  readonly plans = new Map<string, Plan>()
  private readonly active: ReadonlySet<AnyStateNode>

  constructor(
    readonly key: string,
    readonly nodes: readonly AnyStateNode[],
    readonly value: StateValue,
    readonly done: boolean,
    /** Eventless transitions by atomic state, from the inside outwards; undefined if there are none. */
    readonly always: readonly (readonly Edge[])[] | undefined,
  ) {
    this.active = new Set(nodes)
  }
  has(node: AnyStateNode): boolean {
    return this.active.has(node)
  }
}
