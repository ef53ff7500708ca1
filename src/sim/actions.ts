import { type AnyStateMachine, type AnyStateNode, assign, cancel, raise } from 'xstate'
import type { Configuration } from './configuration.ts'
import type { MachineEvent, StateValue } from './record.ts'
import type { EffectCall, Timer } from './step.ts'

/** What guards, params, assigns and delays are called with. */
export interface Args {
  readonly context: Record<string, unknown>
  readonly event: MachineEvent
}
type Fn = (args: unknown, params?: unknown) => unknown
/** A guard with its name resolved, its parameters bound. */
export type Guard = (args: Args, at: Configuration) => boolean

/** One thing to do in a microstep: an action with its name resolved, or a done event of a final state. */
export type Op =
  | { readonly kind: 'effect'; readonly call: EffectCall }
  | { readonly kind: 'effectOf'; readonly type: string; readonly params: Fn }
  | { readonly kind: 'assign'; readonly assignment: Fn | Record<string, unknown>; readonly params: unknown }
  | { readonly kind: 'timer'; readonly timer: Timer }
  | { readonly kind: 'raise'; readonly event: MachineEvent | Fn; readonly id?: string; readonly delay?: number | Fn; readonly params: unknown }
  | { readonly kind: 'cancel'; readonly id: string | Fn; readonly params: unknown }
  | { readonly kind: 'enqueue'; readonly collect: Fn; readonly params: unknown }
  | { readonly kind: 'done'; readonly type: string; readonly output: unknown }

/** A transition's or state's action as XState holds it: a name, a name with parameters, or a function made by `assign` and its like. */
// biome-ignore lint/suspicious/noExplicitAny: XState's actions are untyped once they are in a machine
export type RawAction = any

/** Value of parameters that may be a function of context and event. */
export const paramsOf = (params: unknown, args: Args): unknown => (typeof params === 'function' ? (params as Fn)(args) : params)

/** Resolves an action's name, and refuses what has no place in a simulated machine. */
export function compileAction(machine: AnyStateMachine, raw: RawAction): Op {
  const inline = typeof raw === 'function'
  const name: string = inline ? (raw.type ?? raw.name) : typeof raw === 'string' ? raw : raw.type
  const found = inline ? raw : machine.implementations.actions[name]
  const params = inline || typeof raw === 'string' ? undefined : raw.params
  if (found && 'resolve' in (found as object)) return builtin(machine, found, params)
  if (inline) throw new Error(`${machine.id}: an action without a name (${name || 'anonymous'}); name it in setup()`)
  return typeof params === 'function' ? { kind: 'effectOf', type: name, params } : { kind: 'effect', call: { type: name, params } }
}

function builtin(machine: AnyStateMachine, action: RawAction, params: unknown): Op {
  switch (action.type) {
    case 'xstate.assign':
      return { kind: 'assign', assignment: action.assignment, params }
    case 'xstate.cancel':
      return { kind: 'cancel', id: action.sendId, params }
    case 'xstate.raise':
      return raised(machine, action, params)
    case 'xstate.enqueueActions':
      return { kind: 'enqueue', collect: action.collect, params }
    default:
      throw new Error(`${machine.id}: ${action.type} has no place in a simulated machine`)
  }
}

function raised(machine: AnyStateMachine, { event, id, delay: asked }: RawAction, params: unknown): Op {
  const delay = typeof asked === 'string' ? machine.implementations.delays[asked] : asked
  if (typeof asked === 'string' && delay === undefined) throw new Error(`${machine.id}: no delay ${asked}`)
  if (typeof delay === 'number' && typeof event !== 'function') return { kind: 'timer', timer: { id: id ?? event.type, delay, event } }
  return { kind: 'raise', event, id, delay, params }
}

/** Ops for what `enqueueActions` collects now. */
export function collected(machine: AnyStateMachine, op: Op & { kind: 'enqueue' }, args: Args, at: Configuration): Op[] {
  const actions: RawAction[] = []
  // biome-ignore lint/suspicious/noExplicitAny: the shape that XState hands to the collector
  const enqueue: any = (action: RawAction) => actions.push(action)
  enqueue.assign = (...rest: [never]) => actions.push(assign(...rest))
  enqueue.raise = (...rest: [never]) => actions.push(raise(...rest))
  enqueue.cancel = (...rest: [never]) => actions.push(cancel(...rest))
  const check = (guard: unknown): boolean => compileGuard(machine, guard)(args, at)
  op.collect({ ...args, enqueue, check }, paramsOf(op.params, args))
  return actions.map((action) => compileAction(machine, action))
}

/** Resolves a guard's name: functions by name, and / or / not / stateIn. */
// biome-ignore lint/suspicious/noExplicitAny: XState's guards are untyped once they are in a machine
export function compileGuard(machine: AnyStateMachine, raw: any): Guard {
  if (typeof raw === 'function') return bound(machine, raw, undefined)
  const name: string = typeof raw === 'string' ? raw : raw.type
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const found = machine.implementations.guards[name] as any
  if (!found) throw new Error(`${machine.id}: no guard ${name}`)
  return typeof found === 'function' ? bound(machine, found, typeof raw === 'string' ? undefined : raw.params) : compileGuard(machine, found)
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function bound(machine: AnyStateMachine, guard: any, params: unknown): Guard {
  if (!('check' in guard)) {
    if (typeof params === 'function') return (args) => !!guard(args, params(args))
    return (args) => !!guard(args, params)
  }
  if ('stateValue' in guard) return inState(machine, guard.stateValue)
  const parts: Guard[] = guard.guards.map((part: unknown) => compileGuard(machine, part))
  if (guard.name === 'not') return (args, at) => !(parts[0] as Guard)(args, at)
  if (guard.name === 'and') return (args, at) => parts.every((part) => part(args, at))
  return (args, at) => parts.some((part) => part(args, at))
}

function inState(machine: AnyStateMachine, value: StateValue): Guard {
  if (typeof value === 'string' && value.startsWith('#')) {
    const node = machine.getStateNodeById(value)
    return (_, at) => at.has(node)
  }
  const wanted = typeof value === 'string' ? nested(value.split('.')) : value
  return (_, at) => within(wanted, at.value)
}
const nested = ([head = '', ...rest]: string[]): StateValue => (rest.length ? { [head]: nested(rest) } : head)
function within(wanted: StateValue, value: StateValue): boolean {
  if (typeof wanted === 'string') return typeof value === 'string' ? value === wanted : wanted in value
  return typeof value !== 'string' && Object.keys(wanted).every((key) => key in value && within(wanted[key] as StateValue, value[key] as StateValue))
}

/** A state's own actions, in order, and the refusal of `invoke`. */
export function nodeActions(node: AnyStateNode): { entry: Op[]; exit: Op[]; initial: Op[] } {
  if (node.invoke.length) throw new Error(`${node.id}: invoke has no place in a simulated machine`)
  const ops = (list: readonly RawAction[]): Op[] => list.map((raw) => compileAction(node.machine, raw))
  return { entry: ops(node.entry), exit: ops(node.exit), initial: node.config.initial ? ops(node.initial.actions) : [] }
}
