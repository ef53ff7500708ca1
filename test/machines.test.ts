import { describe, expect, it } from 'vitest'
import type { AnyStateMachine, AnyStateNode } from 'xstate'
import { type ChartEdge, edgesOf, flatten, statesOf } from '../src/sim/chart.ts'
import type { MachineEvent, MachineState } from '../src/sim/record.ts'
import { accepts, step } from '../src/sim/step.ts'
import { machines } from '../src/system/system.ts'
import { handmade } from './machines/handmade.ts'

/** So many sets of states with their contexts are looked at: those with a set of states that is new come first, so that all of these are. */
const MOST = 8000

/**
 * What events bring along. Guards look at it, so that each is let through by one of them, and kept back by another:
 * answers of the set-up, what a probe found, the health of a pool.
 */
const PAYLOADS: readonly Readonly<Record<string, unknown>>[] = [
  { text: '' },
  { text: 'y' },
  { text: 'n' },
  { text: 'none' },
  { text: 'dhcp' },
  { text: '10.0.0.5' },
  { text: '255.255.255.0' },
  { text: '10.0.0.255' },
  { text: '1' },
  { text: 'secret' },
  { text: '8.8.8.8', given: true },
  { text: "it's" },
  { text: 'manual' },
  { text: 'c1t0d0' },
  { text: 'zones' },
  { text: 'example.com' },
  { macs: '02:00:00:00:00:01,02:00:00:00:00:02', mac: '02:00:00:00:00:01' },
  { health: 'ONLINE' },
  { health: 'DEGRADED' },
  { health: 'UNAVAIL' },
  { firmware: 'uefi' },
  { filename: 'undionly.kpxe' },
  { starts: true },
  { error: 'not found' },
  { reboot: true },
]

/** What a search over a machine has seen. */
interface Seen {
  /** Paths of states that were active at some time. */
  readonly states: ReadonlySet<string>
  /** Ids of edges that were taken, by what the machine itself did. */
  readonly edges: ReadonlySet<string>
  /** Times at which something was accepted that no drawn edge stands for. */
  readonly undrawn: readonly string[]
}
const pathsIn = (value: MachineState['value'], at = ''): string[] => {
  const inner = (key: string): string => (at === '' ? key : `${at}.${key}`)
  return typeof value === 'string' ? [inner(value)] : Object.entries(value).flatMap(([key, below]) => [inner(key), ...pathsIn(below, inner(key))])
}
/** What guards look at in a nested context: the rest of it grows too many ways to try them all. */
const LOOKED_AT = ['admin_ip', 'root_hash', 'typed_hash', 'bootpool', 'install_pkgsrc', 'nics']
/** A state is known by its value and a coarse look at its context: a counter may grow for ever, a text be any text. */
const keyOf = ({ value, context, history }: MachineState): string => JSON.stringify([value, context && Object.values(context).map(coarse), history])
function coarse(value: unknown): unknown {
  if (typeof value === 'number') return Math.min(value, 12)
  if (typeof value !== 'object' || value === null) return value
  const kept = value as Readonly<Record<string, string>>
  return LOOKED_AT.map((key) =>
    /^(|y|n|none|dhcp)$/.test(kept[key] ?? '') ? kept[key] : /^[\d.]+$/.test(kept[key] ?? '') ? `address ${kept[key]?.endsWith('.255')}` : 'text',
  )
}

/** Goes through everything that may happen to a machine, breadth first: every event that an active state knows, with everything it may bring along. */
function search(machine: AnyStateMachine): Seen {
  const drawn = edgesOf(machine)
  const bySource = new Map<string, ChartEdge[]>()
  for (const edge of drawn) bySource.set(edge.source, [...(bySource.get(edge.source) ?? []), edge])
  const states = new Set<string>([''])
  const edges = new Set<string>()
  const undrawn: string[] = []
  const remembering = new Set(
    flatten(statesOf(machine))
      .filter(({ type }) => type === 'history')
      .map(({ path }) => path),
  )
  const known = new Set<string>()
  const values = new Set<string>()
  /** Sets of states that were new, and those that were known with another context. */
  const fresh: MachineState[] = []
  const again: MachineState[] = []
  /** How often XState was asked what it does with an event in a set of states: it is slow, and a few contexts are enough for what was seen taken already. */
  const asked = new Map<string, number>()
  const next = (): MachineState | undefined => fresh.shift() ?? again.shift()
  const meet = (state: MachineState): void => {
    for (const path of pathsIn(state.value)) states.add(path)
    const key = keyOf(state)
    if (known.has(key)) return
    const value = JSON.stringify(state.value)
    if (values.has(value) && known.size > MOST) return
    known.add(key)
    if (values.has(value)) again.push(state)
    else fresh.push(state)
    values.add(value)
  }
  meet(step(machine, undefined).state)
  for (let state = next(); state; state = next()) {
    const active = ['', ...pathsIn(state.value)]
    const open = active.flatMap((path) => bySource.get(path) ?? [])
    const types = new Set(open.filter(({ event }) => event !== '').map(({ event }) => (event === '*' ? 'anything' : event.replace('.*', '.more'))))
    for (const type of types) {
      const guarded = open.some(({ event, guard }) => (event === type || event.includes('*')) && guard !== undefined)
      for (const payload of [{}, ...(guarded || machine.id === 'zone' || machine.id === 'setup' ? PAYLOADS : [])]) {
        const event: MachineEvent = { type, ...payload }
        const { state: after } = step(machine, state, event)
        const key = JSON.stringify([state.value, event])
        const times = asked.get(key) ?? 0
        if (times >= 2 && open.every((edge) => edge.event !== type || edges.has(edge.id))) {
          meet(after)
          continue
        }
        asked.set(key, times + 1)
        const takenNow = takenOf(machine, state, event)
        for (const id of takenNow) edges.add(id)
        // A state that is left again at once is seen only as a target.
        for (const edge of open) if (takenNow.includes(edge.id)) for (const target of edge.targets) if (!remembering.has(target)) states.add(target)
        if (accepts(machine, state, event) && takenNow.length === 0) undrawn.push(`${JSON.stringify(state.value)} ${type}`)
        meet(after)
      }
    }
  }
  return { states, edges, undrawn }
}

/** Ids of the edges that XState itself takes for an event: those whose source and place are the selected transition's. */
function takenOf(machine: AnyStateMachine, from: MachineState, event: MachineEvent): string[] {
  const snapshot = machine.resolveState({ value: from.value as never, context: (from.context ?? {}) as never })
  if (snapshot.status !== 'active') return []
  // biome-ignore lint/suspicious/noExplicitAny: the transitions of a snapshot are XState's own objects
  const transitions = machine.getTransitionData(snapshot as never, event as never) as readonly any[]
  return transitions.map((transition) => idOf(machine, transition))
}
const ids = new WeakMap<object, string>()
// biome-ignore lint/suspicious/noExplicitAny: as above
function idOf(machine: AnyStateMachine, transition: any): string {
  if (!ids.has(transition)) {
    const edges = edgesOf(machine)
    let n = 0
    const visit = (node: AnyStateNode): void => {
      for (const one of [...[...node.transitions.values()].flat(), ...(node.always ?? [])]) ids.set(one, edges[n++]?.id ?? '')
      for (const child of Object.values(node.states as Record<string, AnyStateNode>)) visit(child)
    }
    visit(machine.root)
  }
  return ids.get(transition) ?? `not drawn: ${transition.eventType}`
}

describe.each(Object.values({ ...machines, nest: handmade.nest }).map((machine) => [machine.id, machine as AnyStateMachine] as const))(
  'the statechart %s',
  (_, machine) => {
    const seen = search(machine)
    const states = flatten(statesOf(machine)).filter(({ type }) => type !== 'history')

    it('reaches every state that is drawn', () => {
      expect(states.map(({ path }) => path).filter((path) => !seen.states.has(path))).toEqual([])
    })
    it('is in no state that is not drawn', () => {
      const drawn = new Set(states.map(({ path }) => path))
      expect([...seen.states].filter((path) => !drawn.has(path))).toEqual([])
    })
    it('takes every transition that is drawn', () => {
      const possible = edgesOf(machine).filter(({ kind }) => kind === 'event' || kind === 'after' || kind === 'done')
      expect(possible.map(({ id }) => id).filter((id) => !seen.edges.has(id))).toEqual([])
    })
    it('takes no transition that is not drawn', () => {
      const drawn = new Set(edgesOf(machine).map(({ id }) => id))
      expect([...seen.edges].filter((id) => !drawn.has(id))).toEqual([])
      expect(seen.undrawn).toEqual([])
    })
    it('draws each transition from a state to states that are drawn', () => {
      const drawn = new Set(flatten(statesOf(machine)).map(({ path }) => path))
      for (const { source, targets } of edgesOf(machine)) expect([source, ...targets].filter((path) => !drawn.has(path))).toEqual([])
      expect(new Set(edgesOf(machine).map(({ id }) => id)).size).toBe(edgesOf(machine).length)
    })
  },
)
