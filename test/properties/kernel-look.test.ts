import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change, Commit, Due, Id, Rec, RecordType } from '../../src/sim/record.ts'
import { World } from '../../src/sim/world.ts'

type Item = Rec & { readonly shade: number; readonly at: number; readonly order: number }
const TYPES = ['due', 'nut', 'bolt'] as const
const SHADES = [0, 1, 2]
const IDS: readonly Id[] = TYPES.flatMap((type) => [1, 2, 3, 4].map((n): Id => `${type}:${n}`))

/** One change: a record is put (a new object each time) or removed. */
const change = fc.record({
  id: fc.constantFrom(...IDS),
  shade: fc.option(fc.constantFrom(...SHADES), { nil: undefined, freq: 3 }),
  at: fc.nat(5),
})
const act = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('commit' as const), changes: fc.array(change, { maxLength: 4 }), wait: fc.nat(3) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('look' as const), where: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('cut' as const), where: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('open' as const), which: fc.nat() }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** What a world is at one position, in the plainest way: the records in order of making, and the time. */
interface State {
  readonly records: readonly Item[]
  readonly now: number
}
/** A world beside the list of all its states, each of which was really there once. */
class Pair {
  readonly world = new World()
  states: State[] = []
  private order = 0
  /** Time of the present: it may have gone on since the last commit. */
  private now = 7
  private futures: { readonly from: number; readonly commits: readonly Commit[]; readonly states: readonly State[]; readonly now: number }[] = []

  constructor(base: readonly Item[]) {
    this.world.load(base, 7)
    this.states = [{ records: base, now: 7 }]
  }
  do(act: Act): void {
    const { world } = this
    if (act.does === 'commit') {
      world.seek(world.history.length)
      this.now += act.wait
      world.now = this.now
      // A record keeps its place for the whole of a commit, even if it is removed meanwhile.
      const places = new Map<Id, Item | undefined>(this.last.records.map((record) => [record.id, record]))
      const applied: Change[] = []
      for (const { id, shade, at } of act.changes) {
        const item = shade === undefined ? undefined : { id, shade, at, order: this.order++ }
        world.change(applied, id, item)
        if (item || places.has(id)) places.set(id, item)
      }
      const records = [...places.values()].filter((item) => item !== undefined)
      world.seal(applied, 1)
      if (applied.length > 0) this.states.push({ records, now: world.now })
      this.equal(world.history.length)
    } else if (act.does === 'look') this.equal(act.where % this.states.length)
    else if (act.does === 'cut') this.cut(act.where % this.states.length)
    else {
      const future = this.futures[act.which % this.futures.length]
      if (!future) return
      this.futures = this.futures.filter((one) => one !== future)
      this.cut(future.from)
      world.redo(future.commits, future.now)
      this.states.push(...future.states)
      this.now = future.now
      this.equal(world.history.length)
    }
  }
  /** Everything that the world says at a position is what the state says. */
  equal(position: number): void {
    const { world } = this
    world.seek(position)
    const { records, now } = this.states[position] as State
    expect(world.position).toBe(position)
    expect(world.snapshot()).toEqual(records)
    expect(world.now).toBe(position === this.states.length - 1 ? this.now : now)
    expect(world.present).toBe(this.now)
    for (const id of IDS) expect(world.get(id as string), id).toBe(records.find((record) => record.id === id))
    for (const type of TYPES) {
      const ofType = records.filter(({ id }) => id.startsWith(`${type}:`))
      expect(world.all(type as RecordType)).toEqual(ofType)
      expect(world.count(type as RecordType)).toBe(ofType.length)
      for (const shade of SHADES) expect(world.by(type as 'due', 'shade' as 'id', shade as never)).toEqual(ofType.filter((item) => item.shade === shade))
    }
    const [next] = records.filter(({ id }) => id.startsWith('due:')).sort((a, b) => a.at - b.at || a.order - b.order)
    expect(world.next()).toBe(next as unknown as Due | undefined)
  }

  private get last(): State {
    return this.states.at(-1) as State
  }
  private cut(position: number): void {
    const { now } = this
    const states = this.states.splice(position + 1)
    this.now = this.last.now
    const commits = this.world.cut(position, this.now)
    // What parts from the present beyond the cut can no longer be put after it.
    this.futures = this.futures.filter(({ from }) => from <= position)
    if (commits.length > 0) this.futures.push({ from: position, commits, states, now })
    this.equal(position)
  }
}
describe('a look at the past', () => {
  it('shows the world as it really stood there, and leaves the present as it is', () => {
    const base = fc
      .uniqueArray(fc.record({ id: fc.constantFrom(...IDS), shade: fc.constantFrom(...SHADES), at: fc.nat(5) }), {
        selector: ({ id }) => id,
        maxLength: 6,
      })
      // No two timers arrive at once.
      .map((items) => items.map((item, i) => ({ ...item, order: i - items.length })))
    fc.assert(
      fc.property(base, fc.array(act, { maxLength: 60 }), (records, acts) => {
        const pair = new Pair(records)
        for (const one of acts) pair.do(one)
        for (const position of [0, pair.world.history.length]) pair.equal(position)
      }),
      { numRuns: 400 },
    )
  })
  it('is no place to change anything', () => {
    const world = new World()
    const nut: Rec = { id: 'nut:1' }
    for (const id of ['nut:1', 'nut:2'] as const) world.commit({ [id]: { ...nut, id } }, 1)
    world.seek(1)
    expect(() => world.commit({ 'nut:3': { id: 'nut:3' } }, 1)).toThrow('past')
    // Who asks may do with the list what they like.
    for (const list of [world.all('nut' as RecordType), world.by('nut' as 'due', 'id', 'nut:1' as Id<'due'>), world.snapshot()]) list.length = 0
    expect(world.all('nut' as RecordType)).toEqual([nut])
    expect(world.by('nut' as 'due', 'id', 'nut:1' as Id<'due'>)).toEqual([nut])
    expect(world.snapshot()).toEqual([nut])
    world.seek(2)
    expect(world.count('nut' as RecordType)).toBe(2)
  })
})
