import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Chronicle } from '../../sim/chronicle.ts'
import type { Rec } from '../../sim/record.ts'
import { Simulation } from '../../sim/simulation.ts'
import { Engine } from './engine.ts'
import { Session } from './session.ts'
import type { Simulator, Simulators } from './simulators.ts'

/** Frames of the page, drawn when the test says so. */
let frames: FrameRequestCallback[] = []
let clock = 0
function frame(ms: number): void {
  clock += ms
  for (const draw of frames.splice(0)) draw(clock)
}
beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => frames.push(draw))
})

/** An engine that knows one input, and comes when it is told to. */
function late() {
  const seen: unknown[] = []
  const definition = {
    machines: {},
    effects: { ring: () => seen.push('ring') },
    inputs: { note: (sim: Simulation, { text }: { text: string }) => seen.push([text, sim.now]) },
  }
  const simulatorOf = (sim: Simulation): Simulator => ({
    sim,
    shell: { history: () => [], complete: () => ({ start: 0, candidates: [] }) },
    drive: async (until, yields) => sim.advance(until, yields),
    type: async () => {},
  })
  const engine: Simulators = {
    definition,
    newSimulator: () => simulatorOf(new Simulation(definition)),
    newSandbox: () => simulatorOf(new Simulation(definition)),
    animate: (chronicle) => simulatorOf(new Simulation(definition, chronicle.seed, chronicle)),
    simulatorOf,
    resumeAt: async () => {},
    openBranch: async () => {},
  }
  let come: (engine: Simulators) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const load = vi.fn(
    () =>
      new Promise<Simulators>((resolve, reject) => {
        come = resolve
        fail = reject
      }),
  )
  const session = new Session(new Engine(load))
  return { session, seen, load, come: () => come(engine), fail: () => fail(new Error('gone')) }
}
const due = (at: number): Rec => ({ id: 'due:x ring', owner: 'x:', at, order: 1, cause: 0, effect: { type: 'ring' } }) as Rec
function shown(...records: Rec[]): Chronicle {
  const chronicle = new Chronicle(7)
  chronicle.world.load(records, 0)
  return chronicle
}

describe('a world that is only shown', () => {
  it('lets time pass without the engine', () => {
    const { session, load } = late()
    session.open(shown(), 'a')
    frame(0)
    frame(100)
    expect(session.now()).toBe(100)
    expect(load).not.toHaveBeenCalled()
  })

  it('takes inputs in their order, at the instant in which they were given, once the engine is there', async () => {
    const { session, seen, load, come } = late()
    const world = shown()
    session.open(world, 'a')
    frame(0)
    frame(100)
    expect(session.input({ type: 'note', text: 'first' })).toBe(true)
    expect(session.input({ type: 'note', text: 'second' })).toBe(true)
    frame(200)
    expect([seen, session.now(), load.mock.calls.length]).toEqual([[], 100, 1])
    come()
    await session.live()
    expect(seen).toEqual([
      ['first', 100],
      ['second', 100],
    ])
    expect(session.sim.journal.map(({ at }) => at)).toEqual([100, 100])
    expect([session.sim.world, session.sim.seed]).toEqual([world.world, 7])
  })

  it('does not let what is due pass: it waits for the engine', async () => {
    const { session, seen, load, come } = late()
    session.open(shown(due(150)), 'a')
    frame(0)
    frame(100)
    expect(load).not.toHaveBeenCalled()
    frame(100)
    frame(100)
    expect([session.now() <= 150, load.mock.calls.length]).toEqual([true, 1])
    come()
    await session.live()
    frame(100)
    frame(100)
    expect(seen).toEqual(['ring'])
  })

  it('lives at once when the engine is there already', async () => {
    const { session, come } = late()
    const first = session.live()
    come()
    await first
    const world = shown()
    session.open(world, 'b')
    const { sim } = await session.live()
    expect(sim.world).toBe(world.world)
    expect(session.simulator?.sim).toBe(sim)
  })

  it('forgets what waited when the engine cannot be had, and asks again at the next input', async () => {
    const { session, seen, load, come, fail } = late()
    const failures: unknown[] = []
    const note = (error: unknown): void => void failures.push(error)
    process.on('unhandledRejection', note)
    session.open(shown(), 'a')
    session.input({ type: 'note', text: 'lost' })
    fail()
    await vi.waitFor(() => expect(failures).toHaveLength(1))
    process.off('unhandledRejection', note)
    expect(session.playing.get()).toBe(false)
    session.input({ type: 'note', text: 'again' })
    come()
    await session.live()
    expect(seen).toEqual([['again', 0]])
    expect(load).toHaveBeenCalledTimes(2)
  })
})
