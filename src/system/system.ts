import type { AnyStateMachine } from 'xstate'
import type { Effect, InputHandler } from '../sim/simulation.ts'

/**
 * Collects the subsystems by convention, so that adding a file is all it takes:
 * `*.machine.ts` exports `machine`, whose id is the record type that lives by it;
 * `effects.ts` exports `effects`; `inputs.ts` exports `inputs`.
 */
const machineFiles = import.meta.glob<{ machine: AnyStateMachine }>('./*/*.machine.ts', { eager: true })
const effectFiles = import.meta.glob<{ effects: Record<string, Effect> }>('./*/effects.ts', { eager: true })
const inputFiles = import.meta.glob<{ inputs: Record<string, InputHandler> }>('./*/inputs.ts', { eager: true })

/** All statecharts by record type. */
export const machines: Readonly<Record<string, AnyStateMachine>> = Object.fromEntries(Object.values(machineFiles).map(({ machine }) => [machine.id, machine]))
/** All effects of the subsystems by name. */
export const effects: Readonly<Record<string, Effect>> = Object.assign({}, ...Object.values(effectFiles).map((file) => file.effects))
/** All input handlers by input type. */
export const inputs: Readonly<Record<string, InputHandler>> = Object.assign({}, ...Object.values(inputFiles).map((file) => file.inputs))
