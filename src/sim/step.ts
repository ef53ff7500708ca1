import type { AnyStateMachine } from 'xstate'
import { type Args, collected, paramsOf } from './actions.ts'
import { arm, Chart, disarm } from './compiled.ts'
import type { Configuration, Edge, Memory, Plan, Selection } from './configuration.ts'
import type { Json, MachineEvent, MachineState } from './record.ts'

/** What a machine asks to have armed. */
export interface Timer {
  readonly id: string
  /** Simulated milliseconds. */
  readonly delay: number
  readonly event: MachineEvent
}
/** A named effect with its parameters: performed by the subsystem that declares it. */
export interface EffectCall {
  readonly type: string
  readonly params: unknown
}
/** What one macrostep yields. `state` is the one given, the very object, if it is the same afterwards. */
export interface Step {
  readonly state: MachineState
  readonly effects: readonly EffectCall[]
  /** Timers to arm, after those to cancel are cancelled. */
  readonly start: readonly Timer[]
  readonly cancel: readonly string[]
}

/** Declares an effect in a machine's `setup({ actions })`: nothing happens there; a subsystem's `effects.ts` performs it. */
export const effect =
  <P = undefined>() =>
  (_: unknown, _params: P): void => {}

const charts = new WeakMap<AnyStateMachine, Chart>()
function chartOf(machine: AnyStateMachine): Chart {
  let chart = charts.get(machine)
  if (!chart) {
    chart = new Chart(machine)
    charts.set(machine, chart)
  }
  return chart
}
type Context = Readonly<Record<string, Json | undefined>>
const EMPTY: Context = {}
const NONE: readonly never[] = []

/** Runs one macrostep of a machine from a state kept as data; without a state, enters the machine. Throws for a state that the machine has not. */
export function step(machine: AnyStateMachine, from: MachineState | undefined, event?: MachineEvent): Step {
  const chart = chartOf(machine)
  if (!from || !event) {
    const context = typeof chart.context === 'function' ? chart.context() : chart.context
    return new Run(chart, undefined, context, event ?? { type: 'xstate.init' }).begin()
  }
  const at = chart.at(from.value)
  const selection = at.done ? undefined : chart.selection(at, event.type)
  // A machine that has ended takes nothing more.
  if (at.done || (!selection && !at.always)) return { state: from, effects: NONE, start: NONE, cancel: NONE }
  const context = from.context ?? EMPTY
  const memory = chart.memory(from.history)
  const edges = selection ? select(selection, { context, event }, at) : NONE
  // Most steps: one transition, whose outcome is known beforehand and which nothing follows.
  if (edges.length === 1) {
    const plan = chart.plan(at, edges, memory)
    const { fixed, next } = plan
    if (fixed && (plan.done || !next.always)) {
      if (!plan.moved) return { state: from, effects: fixed.effects, start: fixed.start, cancel: fixed.cancel }
      if (from.context) return { state: stateOf(plan, context), effects: fixed.effects, start: fixed.start, cancel: fixed.cancel }
      plan.step ??= { state: stateOf(plan, EMPTY), effects: fixed.effects, start: fixed.start, cancel: fixed.cancel }
      return plan.step
    }
  }
  return new Run(chart, from, context, event, at, memory).go(edges)
}
function stateOf({ next, memory }: { readonly next: Configuration; readonly memory: Memory }, context: Context): MachineState {
  const state: { -readonly [K in keyof MachineState]: MachineState[K] } = { value: next.value }
  for (const _ in context) {
    state.context = context
    break
  }
  if (memory.data) state.history = memory.data
  return state
}

/** Whether an event would do anything now. */
export function accepts(machine: AnyStateMachine, from: MachineState, event: MachineEvent): boolean {
  const chart = chartOf(machine)
  const at = chart.at(from.value)
  const selection = at.done ? undefined : chart.selection(at, event.type)
  return selection !== undefined && select(selection, { context: from.context ?? EMPTY, event }, at).some(({ inert }) => !inert)
}

/** The edges that an event takes now. */
function select({ own, regions }: Selection, args: Args, at: Configuration): readonly Edge[] {
  if (regions) {
    const inner = regions.flatMap((region) => select(region, args, at))
    if (inner.length > 0) return inner
  }
  const first = firstOf(own, args, at)
  return first ? [first] : NONE
}
function firstOf(edges: readonly Edge[], args: Args, at: Configuration): Edge | undefined {
  for (const edge of edges) if (!edge.guard || edge.guard(args, at)) return edge
  return undefined
}

/** More microsteps than any sane machine makes before it comes to rest. */
const MOST_MICROSTEPS = 10_000

/** One macrostep in the making. */
class Run {
  private readonly effects: EffectCall[] = []
  private readonly start: Timer[] = []
  private readonly cancel: string[] = []
  private readonly queue: MachineEvent[] = []
  private changed = false

  constructor(
    private readonly chart: Chart,
    private readonly from: MachineState | undefined,
    private context: Context,
    private event: MachineEvent,
    private at?: Configuration,
    private memory: Memory = chart.memory(undefined),
  ) {}

  /** Enters the machine. */
  begin(): Step {
    const plan = this.chart.beginning
    this.at = plan.next
    this.perform(plan)
    return this.settle(plan.done)
  }
  /** Takes edges, and whatever follows from them. */
  go(edges: readonly Edge[]): Step {
    return this.settle(edges.length > 0 && this.take(edges))
  }

  private settle(ended: boolean): Step {
    let done = ended
    let eventless = true
    for (let n = 0; !done; n++) {
      if (n > MOST_MICROSTEPS) throw new Error(`${this.chart.machine.id}: goes on for ever after ${this.event.type}`)
      let edges: readonly Edge[] = eventless ? this.always() : NONE
      const wasEventless: boolean = edges.length > 0
      if (!wasEventless) {
        const next = this.queue.shift()
        if (!next) break
        this.event = next
        const at = this.at as Configuration
        const selection = this.chart.selection(at, next.type)
        edges = selection ? select(selection, this.args, at) : NONE
      }
      const before = this.changed
      this.changed = false
      if (edges.length > 0) done = this.take(edges)
      // An eventless transition that changes nothing is not looked at again before the next event.
      eventless = !wasEventless || this.changed
      this.changed ||= before
    }
    const next = this.at as Configuration
    const state = this.from && !this.changed ? this.from : stateOf({ next, memory: this.memory }, this.context)
    return { state, effects: this.effects, start: this.start, cancel: this.cancel }
  }
  private always(): readonly Edge[] {
    const at = this.at as Configuration
    if (!at.always) return NONE
    const found = new Set<Edge>()
    for (const edges of at.always) {
      const first = firstOf(edges, this.args, at)
      if (first) found.add(first)
    }
    return [...found]
  }
  private take(edges: readonly Edge[]): boolean {
    const plan = this.chart.plan(this.at as Configuration, edges, this.memory)
    this.perform(plan)
    if (plan.moved) this.changed = true
    this.at = plan.next
    this.memory = plan.memory
    return plan.done
  }
  private get args(): Args {
    return { context: this.context as Record<string, unknown>, event: this.event }
  }
  private perform({ ops }: Pick<Plan, 'ops'>): void {
    for (const op of ops) {
      switch (op.kind) {
        case 'effect':
          this.effects.push(op.call)
          break
        case 'effectOf':
          this.effects.push({ type: op.type, params: op.params(this.args) })
          break
        case 'assign':
          this.assign(op.assignment, paramsOf(op.params, this.args))
          break
        case 'timer':
          arm(this.start, op.timer)
          break
        case 'raise': {
          const params = paramsOf(op.params, this.args)
          const event = typeof op.event === 'function' ? (op.event(this.args, params) as MachineEvent) : op.event
          const delay = typeof op.delay === 'function' ? op.delay(this.args, params) : op.delay
          if (typeof delay === 'number') arm(this.start, { id: op.id ?? event.type, delay, event })
          else this.queue.push(event)
          break
        }
        case 'cancel': {
          const id = typeof op.id === 'function' ? op.id(this.args, paramsOf(op.params, this.args)) : op.id
          disarm({ start: this.start, cancel: this.cancel }, String(id))
          break
        }
        case 'enqueue':
          this.perform({ ops: collected(this.chart.machine, op, this.args, this.at as Configuration) })
          break
        case 'done':
          this.queue.push({ type: op.type, output: typeof op.output === 'function' ? op.output(this.args) : op.output })
      }
    }
  }
  private assign(assignment: unknown, params: unknown): void {
    const { args } = this
    const fields: Record<string, unknown> = {}
    if (typeof assignment === 'function') Object.assign(fields, assignment(args, params))
    else for (const [key, value] of Object.entries(assignment as object)) fields[key] = typeof value === 'function' ? value(args, params) : value
    this.context = { ...this.context, ...fields } as Context
    this.changed = true
  }
}
