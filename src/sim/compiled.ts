import type { AnyStateMachine, AnyStateNode } from 'xstate'
import { compileAction, compileGuard, nodeActions, type Op } from './actions.ts'
import { Configuration, type Edge, type Memory, type Plan, type Selection } from './configuration.ts'
import { type Arrow, entering, isFinished, leaving, withoutConflicts } from './plan.ts'
import type { Json, MachineState, StateValue } from './record.ts'

/** A state node's transitions and actions with all names resolved. */
interface Compiled {
  readonly on: ReadonlyMap<string, readonly Edge[]>
  readonly always: readonly Edge[]
  readonly entry: readonly Op[]
  readonly exit: readonly Op[]
  readonly initial: readonly Op[]
}
/** More distinct sets of states than any machine of ours has: beyond them nothing is kept. */
const MOST_VALUES = 10_000
const NOTHING: Memory = { key: '', nodes: new Map(), data: undefined }
const isLeaf = (node: AnyStateNode): boolean => node.type === 'atomic' || node.type === 'final'

/** A statechart as a table, made once from `machine.root`: sets of states, and what each edge does in them, as they come up. */
export class Chart {
  readonly context: Readonly<Record<string, Json | undefined>> | (() => Record<string, Json | undefined>)
  private readonly compiled = new Map<AnyStateNode, Compiled>()
  private readonly byKey = new Map<string, Configuration>()
  private readonly byText = new Map<string, Configuration>()
  private readonly byValue = new WeakMap<object, Configuration>()
  private readonly memories = new Map<string, Memory>()
  private readonly byHistory = new WeakMap<object, Memory>()
  private edges = 0

  constructor(readonly machine: AnyStateMachine) {
    const visit = (node: AnyStateNode): void => {
      this.compiled.set(node, this.compile(node))
      for (const child of Object.values(node.states as Record<string, AnyStateNode>)) visit(child)
    }
    visit(machine.root)
    const { context } = machine.config as { context?: unknown }
    this.context = typeof context === 'function' ? () => context({ input: undefined }) : ((context ?? {}) as Record<string, Json>)
  }

  /** The set of states of a record's state value. Throws if the machine has no such states. */
  at(value: StateValue): Configuration {
    const known = typeof value === 'string' ? this.byText.get(value) : this.byValue.get(value)
    if (known) return known
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    let found = this.byText.get(text)
    if (!found) {
      // XState's order of the nodes is what decides among parallel regions: it is asked for it.
      const snapshot = this.machine.resolveState({ value: value as never, context: {} as never }) as unknown as { readonly _nodes: readonly AnyStateNode[] }
      found = this.configuration(snapshot._nodes)
      if (this.byText.size < MOST_VALUES) this.byText.set(text, found)
    }
    if (typeof value !== 'string') this.byValue.set(value, found)
    return found
  }
  /** What a record's history remembers. */
  memory(history: MachineState['history']): Memory {
    if (!history) return NOTHING
    let memory = this.byHistory.get(history)
    if (!memory) {
      memory = this.remembering(new Map(Object.entries(history).map(([id, nodes]) => [id, nodes.map((node) => this.machine.getStateNodeById(node))])))
      this.byHistory.set(history, memory)
    }
    return memory
  }

  /** Where an event may lead from a set of states; undefined if nowhere. */
  selection(from: Configuration, type: string): Selection | undefined {
    if (from.selections.has(type)) return from.selections.get(type)
    const select = (node: AnyStateNode, value: StateValue | undefined): Selection => {
      const own = this.candidates(node, type)
      const keys = typeof value === 'string' ? [value] : Object.keys(value ?? {})
      const inner = keys.map((key) => select(node.states[key] as AnyStateNode, typeof value === 'string' ? undefined : value?.[key]))
      const [only] = inner
      if (!only) return { own, regions: undefined }
      // A line of single states is one list, from the inside outwards.
      if (inner.length === 1 && !only.regions) return { own: [...only.own, ...own], regions: undefined }
      return { own, regions: inner }
    }
    const selection = select(this.machine.root, from.value)
    const some = (one: Selection): boolean => one.own.length > 0 || (one.regions?.some(some) ?? false)
    const found = some(selection) ? selection : undefined
    if (from.selections.size < MOST_VALUES) from.selections.set(type, found)
    return found
  }
  /** What taking those edges together amounts to. */
  plan(from: Configuration, edges: readonly Edge[], memory: Memory): Plan {
    const alone = edges.length === 1 && memory === NOTHING ? (edges[0] as Edge).index : -1
    const known = alone >= 0 ? from.single[alone] : undefined
    if (known) return known
    const key = alone >= 0 ? '' : `${edges.map(({ index }) => index).join()}|${memory.key}`
    const cached = alone >= 0 ? undefined : from.plans.get(key)
    if (cached) return cached
    const plan = this.work(from, edges, memory)
    if (alone >= 0) from.single[alone] = plan
    else if (from.plans.size < MOST_VALUES) from.plans.set(key, plan)
    return plan
  }
  /** What entering the machine amounts to. */
  get beginning(): Plan {
    const { root } = this.machine
    const target: AnyStateNode[] = []
    const visit = (node: AnyStateNode): void => {
      target.push(node)
      if (node.type === 'compound') visit((node.initial.target as AnyStateNode[])[0] as AnyStateNode)
      else if (node.type === 'parallel')
        for (const child of Object.values(node.states as Record<string, AnyStateNode>)) if (child.type !== 'history') visit(child)
    }
    visit(root)
    const { ops, nodes, done } = this.enter([{ source: root, target, reenter: true }], [root], NOTHING, true)
    return { next: this.configuration(nodes), ops, moved: true, memory: NOTHING, done, fixed: undefined }
  }

  private work(from: Configuration, all: readonly Edge[], memory: Memory): Plan {
    const edges = all.length > 1 ? withoutConflicts(all, from.nodes, memory) : all
    const { left, remembered } = leaving(edges, from.nodes, memory)
    const gone = new Set(left)
    const exits = left.flatMap((node) => this.of(node).exit)
    const after = remembered.size > 0 ? this.remembering(new Map([...memory.nodes, ...remembered])) : memory
    const {
      ops: entries,
      nodes,
      done,
    } = this.enter(
      edges,
      from.nodes.filter((node) => !gone.has(node)),
      after,
      false,
    )
    const moved = remembered.size > 0 || nodes.length !== from.nodes.length || nodes.some((node) => !from.has(node))
    const ops = [...exits, ...edges.flatMap(({ actions }) => actions), ...entries]
    return { next: moved ? this.configuration(nodes) : from, ops, moved, memory: after, done, fixed: fixedOutcome(ops) }
  }
  private enter(
    arrows: readonly Arrow[],
    staying: readonly AnyStateNode[],
    memory: Memory,
    isInitial: boolean,
  ): { ops: Op[]; nodes: readonly AnyStateNode[]; done: boolean } {
    const { entered, byDefault } = entering(arrows, memory)
    const active = new Set(staying)
    const finished = new Set<AnyStateNode>()
    const ops: Op[] = []
    let done = false
    for (const node of entered) {
      active.add(node)
      const { entry, initial } = this.of(node)
      ops.push(...entry)
      if (byDefault.has(node) || (isInitial && !node.parent)) ops.push(...initial)
      if (node.type === 'final') done = this.finish(node, active, finished, ops) || done
    }
    const nodes = [...active]
    if (!done) return { ops, nodes, done }
    nodes.sort((a, b) => b.order - a.order)
    return { ops: [...ops, ...nodes.flatMap((node) => this.of(node).exit)], nodes, done }
  }
  /** Raises the done events of a final state and of the parallel states that end with it. True if the machine itself has ended. */
  private finish(node: AnyStateNode, active: ReadonlySet<AnyStateNode>, finished: Set<AnyStateNode>, ops: Op[]): boolean {
    const { parent } = node
    let around = parent?.type === 'parallel' ? parent : parent?.parent
    if (parent?.type === 'compound') ops.push({ kind: 'done', type: `xstate.done.state.${parent.id}`, output: node.output })
    while (around?.type === 'parallel' && !finished.has(around) && isFinished(around, active)) {
      finished.add(around)
      ops.push({ kind: 'done', type: `xstate.done.state.${around.id}`, output: undefined })
      around = around.parent
    }
    return !around
  }

  private configuration(nodes: readonly AnyStateNode[]): Configuration {
    const key = nodes.map(({ order }) => order).join()
    let found = this.byKey.get(key)
    if (!found) {
      const active = new Set(nodes)
      const always = nodes.filter(isLeaf).map((leaf) => {
        const edges: Edge[] = []
        for (let node: AnyStateNode | undefined = leaf; node; node = node.parent) edges.push(...this.of(node).always)
        return edges
      })
      found = new Configuration(
        key,
        nodes,
        valueOfNodes(this.machine.root, nodes),
        isFinished(this.machine.root, active),
        always.some((edges) => edges.length > 0) ? always : undefined,
      )
      if (this.byKey.size < MOST_VALUES) this.byKey.set(key, found)
    }
    return found
  }
  private remembering(nodes: ReadonlyMap<string, readonly AnyStateNode[]>): Memory {
    const data = Object.fromEntries([...nodes].map(([id, list]) => [id, list.map((node) => node.id)]))
    const key = JSON.stringify(data)
    let memory = this.memories.get(key)
    if (!memory) {
      memory = { key, nodes, data }
      if (this.memories.size < MOST_VALUES) this.memories.set(key, memory)
      this.byHistory.set(data, memory)
    }
    return memory
  }
  private of(node: AnyStateNode): Compiled {
    return this.compiled.get(node) as Compiled
  }
  private candidates(node: AnyStateNode, type: string): readonly Edge[] {
    const { on } = this.of(node)
    const wild = [...on.keys()].filter((pattern) => pattern !== type && matches(type, pattern)).sort((a, b) => b.length - a.length)
    return [...(on.get(type) ?? []), ...wild.flatMap((pattern) => on.get(pattern) ?? [])]
  }
  private compile(node: AnyStateNode): Compiled {
    const { machine } = this
    // biome-ignore lint/suspicious/noExplicitAny: XState's transitions are untyped once they are in a machine
    const edge = ({ target, reenter, guard, actions }: any): Edge => ({
      index: this.edges++,
      source: node,
      target,
      reenter: !!reenter,
      guard: guard === undefined ? undefined : compileGuard(machine, guard),
      actions: actions.map((action: unknown) => compileAction(machine, action)),
      inert: target === undefined && actions.length === 0,
    })
    return { on: new Map([...node.transitions].map(([type, list]) => [type, list.map(edge)])), always: (node.always ?? []).map(edge), ...nodeActions(node) }
  }
}

/** Is an event's type one of those that `*` or `mouse.*` stand for? */
function matches(type: string, pattern: string): boolean {
  return pattern === '*' || (pattern.endsWith('.*') && (type === pattern.slice(0, -2) || type.startsWith(pattern.slice(0, -1))))
}
/** The state value of active nodes; keys of parallel states in the order of the nodes. */
function valueOfNodes(root: AnyStateNode, nodes: readonly AnyStateNode[]): StateValue {
  const inside = new Map<AnyStateNode, AnyStateNode[]>()
  for (const node of nodes) if (node.parent) inside.set(node.parent, [...(inside.get(node.parent) ?? []), node])
  const value = (node: AnyStateNode): StateValue => {
    const children = inside.get(node) ?? []
    const [only] = children
    if (node.type === 'compound' && only && isLeaf(only)) return only.key
    return Object.fromEntries(children.map((child) => [child.key, value(child)]))
  }
  return value(root)
}
/** The outcome of operations, if it is always the same. */
function fixedOutcome(ops: readonly Op[]): Plan['fixed'] {
  const effects: Plan['fixed'] & object = { effects: [], start: [], cancel: [] }
  const outcome = effects as { effects: unknown[]; start: { id: string }[]; cancel: string[] }
  for (const op of ops) {
    if (op.kind === 'effect') outcome.effects.push(op.call)
    else if (op.kind === 'timer') arm(outcome.start, op.timer)
    else if (op.kind === 'cancel' && typeof op.id === 'string') disarm(outcome, op.id)
    else return undefined
  }
  return effects
}
/** Arms a timer: one of the same id is armed anew. */
export function arm<T extends { readonly id: string }>(start: T[], timer: T): void {
  const i = start.findIndex(({ id }) => id === timer.id)
  if (i >= 0) start.splice(i, 1)
  start.push(timer)
}
/** Disarms a timer, also one that was armed a moment ago. */
export function disarm(outcome: { readonly start: { readonly id: string }[]; readonly cancel: string[] }, id: string): void {
  const i = outcome.start.findIndex((timer) => timer.id === id)
  if (i >= 0) outcome.start.splice(i, 1)
  if (!outcome.cancel.includes(id)) outcome.cancel.push(id)
}
