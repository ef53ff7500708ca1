import type { AnyStateNode } from 'xstate'
import type { Guard, Op } from './actions.ts'
import type { MachineState, StateValue } from './record.ts'
import type { EffectCall, Timer } from './step.ts'

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
/** An edge that may be taken from one configuration, with what taking it alone amounts to. */
export interface Choice {
  readonly edge: Edge
  readonly guard: Guard | undefined
  plan?: Plan
}
/** Which edges an event takes: the first that may be, of a list; with parallel states, one of each region or else the state's own. */
export interface Selection {
  readonly own: readonly Choice[]
  readonly regions?: readonly Selection[]
}
/** What one microstep amounts to: everything that does not depend on context and event. */
export interface Plan {
  readonly next: Configuration
  /** Exit, transition and entry actions in order. */
  readonly ops: readonly Op[]
  /** The whole outcome, if nothing in it depends on context or event. */
  readonly fixed?: { readonly effects: readonly EffectCall[]; readonly start: readonly Timer[]; readonly cancel: readonly string[] }
  /** States were left, entered or remembered. */
  readonly moved: boolean
  /** What history states remember afterwards. */
  readonly memory: Memory
  /** The machine has ended. */
  readonly done: boolean
}
/** What history states remember: one object for each distinct content. */
export interface Memory {
  readonly key: string
  readonly nodes: ReadonlyMap<string, readonly AnyStateNode[]>
  readonly data: MachineState['history']
}

/** A set of active states, one object for each distinct one. The order is XState's own, which decides among parallel regions. */
export class Configuration {
  readonly choices = new Map<string, Selection | undefined>()
  readonly plans = new Map<string, Plan>()
  /** Eventless transitions by atomic state, from the inside outwards; undefined if there are none. */
  always: readonly (readonly Choice[])[] | undefined
  /** The same states as they are read back from the state value. */
  rest: Configuration = this
  /** The record's state if there is no context and no history. */
  state: MachineState | undefined
  private readonly active: ReadonlySet<AnyStateNode>

  constructor(
    readonly key: string,
    readonly nodes: readonly AnyStateNode[],
    readonly value: StateValue,
    readonly done: boolean,
  ) {
    this.active = new Set(nodes)
  }
  has(node: AnyStateNode): boolean {
    return this.active.has(node)
  }
}
