import { type AnyStateMachine, createActor, initialTransition, setup, transition } from 'xstate'
import type { Id, MachineEvent, MachineState, Rec } from '../../src/sim/record.ts'
import { type Definition, Simulation } from '../../src/sim/simulation.ts'
import { accepts, effect, step } from '../../src/sim/step.ts'
import { type Bench, median, type Row } from './row.ts'

declare module '../../src/sim/record.ts' {
  interface Records {
    lamp: Rec
  }
}

/** One machine for all: nested states, an `after`, entry and exit actions, a guard; no context, so that the switch is fair. */
const lamp = setup({
  types: {} as { events: { type: string; on?: boolean } },
  guards: { allowed: ({ event }) => event.on !== false },
  delays: { warmUp: 1000 },
  actions: { light: effect<{ on: boolean }>(), note: effect() },
}).createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { on: { press: { guard: 'allowed', target: 'on', actions: 'note' } } },
    on: {
      initial: 'warming',
      entry: { type: 'light', params: { on: true } },
      exit: { type: 'light', params: { on: false } },
      on: { press: 'off' },
      states: { warming: { after: { warmUp: 'bright' }, on: { hurry: 'bright' } }, bright: { on: { dim: 'warming' } } },
    },
  },
})
const EVENTS: readonly MachineEvent[] = [{ type: 'press', on: true }, { type: 'hurry' }, { type: 'dim' }, { type: 'nothing' }, { type: 'press' }]

/** The same by hand: what one would write without statecharts. */
function byHand(state: string, event: MachineEvent, did: string[]): string {
  switch (state) {
    case 'off':
      if (event.type !== 'press' || event.on === false) return state
      did.push('note', 'light on', 'arm')
      return 'on.warming'
    case 'on.warming':
      if (event.type === 'hurry') {
        did.push('disarm')
        return 'on.bright'
      }
      if (event.type !== 'press') return state
      did.push('disarm', 'light off')
      return 'off'
    case 'on.bright':
      if (event.type === 'dim') {
        did.push('arm')
        return 'on.warming'
      }
      if (event.type !== 'press') return state
      did.push('light off')
      return 'off'
    default:
      return state
  }
}

const ROUNDS = 7
/** Nanoseconds an event, the middle of several rounds; the candidates take turns, so that a busy machine hurts all alike. */
function compare(candidates: Readonly<Record<string, (rounds: number) => void>>, rounds: Readonly<Record<string, number>>): Record<string, number> {
  const times: Record<string, number[]> = {}
  for (let i = 0; i < ROUNDS; i++) {
    for (const [name, run] of Object.entries(candidates)) {
      const n = rounds[name] ?? 2000
      if (i === 0) run(n)
      const start = performance.now()
      run(n)
      times[name] = [...(times[name] ?? []), ((performance.now() - start) * 1e6) / (n * EVENTS.length)]
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]))
}
const again = (n: number, run: (event: MachineEvent) => void): void => {
  for (let i = 0; i < n; i++) for (const event of EVENTS) run(event)
}

export const bench: Bench = () => {
  const machine = lamp as unknown as AnyStateMachine
  const times = compare(
    {
      switch: (n) => {
        let state = 'off'
        let did: string[] = []
        again(n, (event) => {
          did = []
          state = byHand(state, event, did)
        })
        if (did.length > 9) throw new Error(state)
      },
      table: (n) => {
        let state: MachineState = step(machine, undefined).state
        again(n, (event) => {
          state = step(machine, state, event).state
        })
      },
      accepts: (n) => {
        const { state } = step(machine, undefined)
        let count = 0
        again(n, (event) => {
          if (accepts(machine, state, event)) count++
        })
        if (count !== 2 * n) throw new Error('accepts')
      },
      'actor.send': (n) => {
        const actor = createActor(machine, { clock: { setTimeout: () => 0, clearTimeout: () => undefined } })
        actor.start()
        again(n, (event) => actor.send(event as never))
        actor.stop()
      },
      'transition()': (n) => {
        let [snapshot] = initialTransition(machine) as [unknown, unknown]
        again(n, (event) => {
          ;[snapshot] = transition(machine, snapshot as never, event as never) as [unknown, unknown]
        })
      },
      'whole step': (n) => {
        const sim = world()
        again(n, (event) => void sim.send('lamp:1' as Id, event))
      },
      'whole step, a timer': (n) => {
        const sim = world()
        for (let i = 0; i < n; i++) {
          sim.send('lamp:1' as Id, EVENTS[0] as MachineEvent)
          sim.advance(sim.now + 1000)
          sim.send('lamp:1' as Id, { type: 'dim' })
          sim.advance(sim.now + 1000)
          sim.send('lamp:1' as Id, { type: 'press' })
        }
      },
    },
    { switch: 200_000, table: 100_000, accepts: 100_000, 'whole step': 4000, 'whole step, a timer': 4000 },
  )
  const at = (name: string): number => times[name] ?? Number.NaN
  const ratio = at('actor.send') / at('table')
  const whole = at('actor.send') / at('whole step')
  const figures: Row[] = Object.entries(times).map(([name, value]) => ({ name: `${name}, an event`, value: value / 1000, unit: 'µs' }))
  return [
    ...figures,
    { name: 'table against actor.send', value: ratio, unit: 'x', budget: '>= 10', ok: ratio >= 10 },
    { name: 'table against transition()', value: at('transition()') / at('table'), unit: 'x' },
    { name: 'table against a hand-written switch', value: at('switch') / at('table'), unit: 'x' },
    { name: 'whole step against actor.send', value: whole, unit: 'x', budget: '>= 1', ok: whole >= 1 },
  ]
}

/** A simulation with a lamp in it: effects that change the world, timers, events, diffs and history. */
function world(): Simulation {
  const definition: Definition = {
    machines: { lamp: lamp as unknown as AnyStateMachine },
    effects: { light: () => undefined, note: () => undefined },
    inputs: {},
  }
  const sim = new Simulation(definition)
  sim.start({ id: 'lamp:1' as Id<'lamp'> })
  return sim
}
