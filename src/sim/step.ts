import { type AnyStateMachine, initialTransition, transition } from 'xstate'
import type { Json, MachineEvent, MachineState, StateValue } from './record.ts'

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
/** What one macrostep yields. `state` is the one given, the very object, if nothing was taken. */
export interface Step {
  readonly state: MachineState
  readonly effects: readonly EffectCall[]
  readonly start: readonly Timer[]
  readonly cancel: readonly string[]
}

/** Declares an effect in a machine's `setup({ actions })`: nothing happens there; a subsystem's `effects.ts` performs it. */
export const effect =
  <P = undefined>() =>
  (_: unknown, _params: P): void => {}

/** Runs one macrostep of a machine from a state kept as data; without a state, enters the machine. */
export function step(machine: AnyStateMachine, from: MachineState | undefined, event?: MachineEvent): Step {
  const snapshot = from && machine.resolveState({ value: from.value as never, context: (from.context ?? {}) as never })
  const [to, actions] = snapshot && event ? transition(machine, snapshot as never, event as never) : initialTransition(machine)
  if (to === (snapshot as unknown) && from && actions.length === 0) return { state: from, effects: [], start: [], cancel: [] }
  const effects: EffectCall[] = []
  const start: Timer[] = []
  const cancel: string[] = []
  // biome-ignore lint/suspicious/noExplicitAny: XState's executable actions are untyped here
  for (const { type, params } of actions as { type: string; params: any }[]) {
    if (type === 'xstate.raise') start.push({ id: params.id, delay: params.delay, event: params.event })
    else if (type === 'xstate.cancel') cancel.push(params.sendId)
    else if (type.startsWith('xstate.')) throw new Error(`${machine.id}: ${type} has no place in a simulated machine`)
    else effects.push({ type, params })
  }
  const context = to.context as Record<string, Json>
  return { state: { value: to.value as StateValue, ...(Object.keys(context).length > 0 && { context }) }, effects, start, cancel }
}

/** Whether an event would do anything now. */
export const accepts = (machine: AnyStateMachine, from: MachineState, event: MachineEvent): boolean =>
  machine.resolveState({ value: from.value as never, context: (from.context ?? {}) as never }).can(event as never)
