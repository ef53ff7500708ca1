import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnyMachineSnapshot, type AnyStateMachine, type AnyStateNode, createMachine, initialTransition, transition } from 'xstate'
import type { MachineEvent, MachineState } from '../../src/sim/record.ts'
import { accepts, type EffectCall, step, type Timer } from '../../src/sim/step.ts'
import { machines } from '../../src/system/system.ts'
import { handmade } from '../machines/handmade.ts'

/** What a macrostep did, from either side, in the same words. */
interface Outcome {
  readonly value: string
  readonly context: unknown
  readonly history: unknown
  readonly effects: readonly EffectCall[]
  readonly pending: readonly Timer[]
  /** Whether the active states make a configuration at all. XState takes a transition to a history state beside one that leaves the region, and then stands in two states at once. */
  readonly sound: boolean
}
type Snapshot = AnyMachineSnapshot & { readonly _nodes: readonly AnyStateNode[]; readonly historyValue: Readonly<Record<string, readonly AnyStateNode[]>> }

/** XState's own transition(), asked as a record would ask it: from plain data. */
function oracle(machine: AnyStateMachine, from: MachineState | undefined, event: MachineEvent | undefined, pending: Map<string, Timer>): Outcome {
  const historyValue =
    from?.history && Object.fromEntries(Object.entries(from.history).map(([id, nodes]) => [id, nodes.map((node) => machine.getStateNodeById(node))]))
  const snapshot = from && machine.resolveState({ value: from.value as never, context: (from.context ?? {}) as never, historyValue } as never)
  const [to, actions] = snapshot && event ? transition(machine, snapshot as never, event as never) : initialTransition(machine)
  const after = to as unknown as Snapshot
  if (after.status === 'error') throw after.error
  const effects: EffectCall[] = []
  for (const { type, params } of actions as unknown as readonly { type: string; params: unknown }[]) {
    if (type === 'xstate.raise') {
      const { id, delay, event } = params as { id?: string; delay?: number; event: MachineEvent }
      if (typeof delay === 'number') pending.set(id ?? event.type, { id: id ?? event.type, delay, event })
    } else if (type === 'xstate.cancel') pending.delete((params as { sendId: string }).sendId)
    else effects.push({ type, params })
  }
  const history = Object.fromEntries(Object.entries(after.historyValue ?? {}).map(([id, nodes]) => [id, nodes.map((node) => node.id)]))
  return { value: JSON.stringify(after.value), context: after.context, history, effects, pending: byId(pending), sound: isSound(after._nodes) }
}
function isSound(nodes: readonly AnyStateNode[]): boolean {
  const active = new Set(nodes)
  return nodes.every(
    (node) => (!node.parent || active.has(node.parent)) && (node.type !== 'compound' || nodes.filter(({ parent }) => parent === node).length === 1),
  )
}
function ours(machine: AnyStateMachine, from: MachineState | undefined, event: MachineEvent | undefined, pending: Map<string, Timer>): [MachineState, Outcome] {
  const { state, effects, start, cancel } = step(machine, from, event)
  for (const id of cancel) pending.delete(id)
  for (const timer of start) pending.set(timer.id, timer)
  return [
    state,
    { value: JSON.stringify(state.value), context: state.context ?? {}, history: state.history ?? {}, effects, pending: byId(pending), sound: true },
  ]
}
const byId = (pending: ReadonlyMap<string, Timer>): Timer[] => [...pending.values()].sort((a, b) => (a.id < b.id ? -1 : 1))

/** A choice among the events that some active state knows, or now and then among all; what comes with it. */
const choice = fc.record({
  pick: fc.nat(),
  wild: fc.integer({ min: 0, max: 9 }),
  more: fc.record({
    text: fc.constantFrom('', 'y', 'n', 'dhcp', 'none', '10.0.0.1', '255.255.255.0', "it's", '1', '2', 'secret'),
    health: fc.constantFrom('ONLINE', 'DEGRADED', 'UNAVAIL'),
    firmware: fc.constantFrom('uefi', 'bios'),
    reboot: fc.boolean(),
    n: fc.integer({ min: 0, max: 9 }),
    mac: fc.constant('02:00:00:00:00:01'),
    macs: fc.constant('02:00:00:00:00:01,02:00:00:00:00:02'),
  }),
})
type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never

const nodesOf = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states as Record<string, AnyStateNode>).flatMap(nodesOf)]
const typesOf = (nodes: readonly AnyStateNode[]): string[] =>
  [...new Set(nodes.flatMap((node) => [...node.transitions.keys()]))].map((type) => type.replace('.*', '.further').replace('*', 'whatever'))

/** Drives both through the same events, and holds every step of ours equal to XState's. */
function compare(machine: AnyStateMachine, choices: readonly Choice[]): void {
  try {
    follow(machine, choices)
  } catch (error) {
    // A machine made at random may go round for ever; XState stops it where it was told to.
    if (!(error instanceof Error && error.message.startsWith('Infinite loop'))) throw error
  }
}
function follow(machine: AnyStateMachine, choices: readonly Choice[]): void {
  const all = typesOf(nodesOf(machine.root))
  const theirs = new Map<string, Timer>()
  const mine = new Map<string, Timer>()
  const first = oracle(machine, undefined, undefined, theirs)
  let [state, outcome] = ours(machine, undefined, undefined, mine)
  expect(outcome).toEqual(first)
  for (const { pick, wild, more } of choices) {
    const snapshot = machine.resolveState({ value: state.value as never, context: (state.context ?? {}) as never }) as unknown as Snapshot
    const known = typesOf(snapshot._nodes)
    const types = wild === 0 || known.length === 0 ? all : known
    if (types.length === 0) return
    const event = { ...more, type: types[pick % types.length] as string }
    if (snapshot.status === 'done') {
      // An actor that has ended takes nothing; the bare transition() would go on.
      expect(step(machine, state, event)).toEqual({ state, effects: [], start: [], cancel: [] })
      expect(accepts(machine, state, event)).toBe(false)
      return
    }
    const expected = oracle(machine, state, event, theirs)
    if (!expected.sound) return
    // What is accepted by XState is accepted here: its `can`.
    const resolved = machine.resolveState({ value: state.value as never, context: (state.context ?? {}) as never, historyValue: {} } as never)
    expect(accepts(machine, state, event)).toBe(resolved.can(event as never))
    const before = state
    // As it would be read back from a file, now and then: nothing may hang on the identity of objects.
    ;[state, outcome] = ours(machine, wild === 1 ? JSON.parse(JSON.stringify(state)) : state, event, mine)
    expect(outcome, `${JSON.stringify(before)} ${JSON.stringify(event)}`).toEqual(expected)
  }
}
const sequence = fc.array(choice, { minLength: 1, maxLength: 40 })

describe('the compiled table is what XState does', () => {
  for (const machine of Object.values({ ...machines, ...handmade })) {
    it(`${machine.id}`, () =>
      fc.assert(
        fc.property(sequence, (choices) => compare(machine as AnyStateMachine, choices)),
        { numRuns: 120 },
      ))
  }

  it('machines made at random', () => {
    fc.assert(
      fc.property(machineConfig, fc.array(choice, { maxLength: 25 }), (config, choices) =>
        compare(createMachine(config as never) as unknown as AnyStateMachine, choices),
      ),
      { numRuns: 400 },
    )
  })
})

interface Shape {
  readonly type: 'compound' | 'parallel' | 'history' | 'deep' | 'final' | 'atomic'
  readonly children: readonly Shape[]
  readonly edges: readonly { readonly event: string; readonly to: number; readonly reenter: boolean; readonly action: boolean }[]
  readonly always: number | undefined
  readonly after: number | undefined
}
const edge = fc.record({ event: fc.constantFrom('a', 'b', 'c', '*'), to: fc.nat(), reenter: fc.boolean(), action: fc.boolean() })
const leaf: fc.Arbitrary<Shape> = fc.record({
  type: fc.constantFrom('atomic', 'atomic', 'atomic', 'final', 'history', 'deep'),
  children: fc.constant([]),
  edges: fc.array(edge, { maxLength: 3 }),
  always: fc.option(fc.nat(), { nil: undefined, freq: 6 }),
  after: fc.option(fc.nat(), { nil: undefined, freq: 4 }),
})
const plainLeaf: fc.Arbitrary<Shape> = leaf.map((one) => ({ ...one, type: 'atomic' }))
const shape = (depth: number): fc.Arbitrary<Shape> =>
  depth === 0
    ? leaf
    : fc.oneof(
        leaf,
        fc.record({
          type: fc.constantFrom('compound', 'compound', 'parallel'),
          children: fc.tuple(plainLeaf, fc.array(shape(depth - 1), { minLength: 1, maxLength: 2 })).map(([first, rest]) => [first, ...rest]),
          edges: fc.array(edge, { maxLength: 3 }),
          always: fc.constant(undefined),
          after: fc.option(fc.nat(), { nil: undefined, freq: 4 }),
        }),
      )
/** A whole machine: states named by their place, targets any states of it; what would go round for ever without an event is left out. */
const machineConfig = fc
  .record({
    type: fc.constantFrom<'compound' | 'parallel'>('compound', 'compound', 'parallel'),
    children: fc.tuple(plainLeaf, fc.array(shape(2), { minLength: 1, maxLength: 2 })).map(([first, rest]) => [first, ...rest]),
  })
  .map(({ type, children }) => {
    const root: Shape = { type, children, edges: [], always: undefined, after: undefined }
    const ids: string[] = []
    const real: string[] = []
    const list = (one: Shape, id: string): void => {
      if (id !== 'm') ids.push(id)
      if (id !== 'm' && one.type !== 'history' && one.type !== 'deep') real.push(id)
      for (const [i, child] of one.children.entries()) list(child, `${id}.s${i}`)
    }
    list(root, 'm')
    const target = (to: number): string => `#${ids[to % ids.length]}`
    const config = (one: Shape, id: string): Record<string, unknown> => {
      if (one.type === 'history' || one.type === 'deep') return { type: 'history', history: one.type === 'deep' ? 'deep' : 'shallow' }
      const states = one.children.length ? Object.fromEntries(one.children.map((child, i) => [`s${i}`, config(child, `${id}.s${i}`)])) : undefined
      if (one.type === 'final') return { type: 'final', entry: `in ${id}` }
      const plain = { entry: `in ${id}`, exit: `out ${id}` }
      const on: Record<string, unknown[]> = {}
      for (const { event, to, reenter, action } of one.edges)
        on[event] = [...(on[event] ?? []), { target: target(to), reenter, actions: action ? [`on ${event}`] : [] }]
      // Only forwards: what comes after the state in the document.
      const forward = one.always === undefined ? undefined : real.slice(real.indexOf(id) + 1).find((other) => !other.startsWith(id))
      return {
        ...plain,
        ...(states && { states, ...(one.type === 'parallel' ? { type: 'parallel' } : { initial: { target: 's0', actions: [`begin ${id}`] } }) }),
        ...(states && { onDone: { actions: [`done ${id}`] } }),
        on,
        ...(one.after !== undefined && { after: { 100: target(one.after) } }),
        ...(forward && one.always !== undefined && one.always % 3 === 0 && { always: { target: `#${forward}`, guard: () => true } }),
      }
    }
    return { ...config(root, 'm'), id: 'm', options: { maxIterations: 100 } }
  })
