import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Id, Input, JournalEntry } from '../../src/sim/record.ts'
import { parseSave, restore, save } from '../../src/sim/save.ts'
import type { Simulation } from '../../src/sim/simulation.ts'
import { bootedNode, definition, newSimulator, openBranch, resumeAt, type Simulator, simulatorOf } from '../../src/simulator.ts'

const CONSOLE: Id<'tty'> = 'tty:node1/console'
const STICK = 'medium:node1-SMARTOSBOOT'

/** A thing done after some time (simulated ms). */
interface Act {
  readonly wait: number
  readonly input: Input
}
const line = (text: string): Input => ({ type: 'tty.line', subject: CONSOLE, text })
const commands = fc.constantFrom(
  'ls /',
  'ls -l /root',
  'echo one > /root/f',
  'cat /root/f',
  'cd /tmp',
  'pwd',
  'zfs create zones/t',
  'zfs snapshot zones/t@a',
  'zfs list -t all',
  'zfs rollback zones/t@a',
  'zfs destroy -r zones/t',
  'echo x > /zones/t/f; cat /zones/t/f | wc -c',
  'vmadm list',
  'zoneadm list -cv',
  'sleep 1',
  'sleep 20 && echo late',
  'for i in 1 2 3; do echo $i; sleep 1; done',
  'x=5; while [ $x -gt 0 ]; do x=$((x-1)); echo $x; done',
  'uptime',
  'nosuchcommand --at-all',
  "echo 'unclosed",
  'zfs create',
  '\u0001\u0000\u00ff |||',
  'reboot',
)
const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 12, arbitrary: commands.map(line) },
  { weight: 2, arbitrary: fc.constant<Input>({ type: 'tty.interrupt', subject: CONSOLE }) },
  { weight: 1, arbitrary: fc.constant<Input>({ type: 'tty.eof', subject: CONSOLE }) },
  { weight: 1, arbitrary: fc.constantFrom('a', '\r', 'Escape').map((key): Input => ({ type: 'tty.key', subject: CONSOLE, key })) },
  { weight: 1, arbitrary: fc.constantFrom('power.button', 'power.cut', 'reset.button').map((type): Input => ({ type, subject: 'server:node1' })) },
  { weight: 1, arbitrary: fc.constant<Input>({ type: 'usb.pull', subject: STICK }) },
  { weight: 1, arbitrary: fc.constant<Input>({ type: 'usb.plug', subject: STICK, server: 'server:node1' }) },
)
const acts: fc.Arbitrary<Act[]> = fc.array(fc.record({ wait: fc.constantFrom(0, 0, 7, 400, 3000, 30_000), input }), { minLength: 1, maxLength: 12 })

/** Everything about a simulation that must be equal, as text. */
const world = ({ world, now }: Simulation): string => JSON.stringify([now, world.snapshot()])
const whole = (sim: Simulation): string => `${world(sim)}${JSON.stringify([sim.journal, sim.events])}`

/** Holds two simulations equal; says where they differ. */
function same(one: string, other: string): void {
  if (one === other) return
  let at = 0
  while (one[at] === other[at]) at++
  throw new Error(`they differ:\n${one.slice(Math.max(0, at - 300), at + 300)}\n---\n${other.slice(Math.max(0, at - 300), at + 300)}`)
}

/** A node with root logged in on its console; each run begins with it. */
let start = ''
beforeAll(async () => {
  const simulator = newSimulator({ seed: 11 })
  await bootedNode(simulator)
  await simulator.type(CONSOLE, 'root')
  await simulator.type(CONSOLE, 'root')
  expect(simulator.sim.world.need(CONSOLE).reader).toBe('shell')
  start = JSON.stringify(save(simulator.sim, { past: true }))
}, 120_000)
function opened(text: string): Simulator {
  const parsed = parseSave(text)
  if (!parsed.ok) throw new Error(parsed.error.code)
  return simulatorOf(restore(definition, parsed.value))
}
async function perform(simulator: Simulator, list: readonly Act[]): Promise<void> {
  for (const { wait, input } of list) {
    await simulator.drive(simulator.sim.now + wait)
    simulator.sim.input(input)
    await simulator.drive(simulator.sim.now)
  }
}
/** Gives inputs again at their time and place. */
async function again({ sim, drive }: Simulator, entries: readonly JournalEntry[], until: number): Promise<void> {
  for (const entry of entries) {
    await drive(entry.at, () => sim.isTurnOf(entry))
    sim.input(entry.input)
  }
  await drive(until)
}
const runs = { numRuns: 12, endOnFailure: false }

describe('over random journals with shell commands in them', () => {
  it(
    'a replay, random cuts, saving and loading all give the same world',
    () =>
      fc.assert(
        fc.asyncProperty(acts, fc.nat(), fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }), async (list, middle, cuts) => {
          const first = opened(start)
          const before = first.sim.journal.length
          await perform(first, list)
          await first.drive(first.sim.now + 50_000)
          const { now, journal } = first.sim
          const expected = whole(first.sim)

          const replay = opened(start)
          await again(replay, journal.slice(before), now)
          same(whole(replay.sim), expected)

          // In pieces of time, and in slices that end after some events.
          const sliced = opened(start)
          let n = 0
          for (const { at, input } of journal.slice(before)) {
            do await sliced.drive(Math.min(at, sliced.sim.now + (cuts[n++ % cuts.length] as number)))
            while (sliced.sim.now < at)
            sliced.sim.input(input)
          }
          for (let how = ''; how !== 'reached'; ) {
            let events = cuts[n++ % cuts.length] as number
            how = await sliced.drive(now, () => events-- <= 0)
          }
          same(whole(sliced.sim), expected)

          // Saved and loaded in the middle, with the past and without it.
          const cut = middle % (list.length + 1)
          const half = opened(start)
          await perform(half, list.slice(0, cut))
          if (!half.sim.quiescent()) return
          for (const past of [true, false]) {
            const loaded = opened(JSON.stringify(save(half.sim, { past })))
            await perform(loaded, list.slice(cut))
            await loaded.drive(loaded.sim.now + 50_000)
            same(world(loaded.sim), world(first.sim))
            expect(loaded.sim.events.length).toBe(first.sim.events.length)
            if (past) same(whole(loaded.sim), expected)
          }
        }),
        runs,
      ),
    280_000,
  )

  it(
    'the past can be looked at, gone back to and gone on from',
    () =>
      fc.assert(
        fc.asyncProperty(acts, fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), fc.nat(), async (list, seeks, back) => {
          const simulator = opened(start)
          const { sim } = simulator
          const since = sim.events.length
          const template = sim.world.history.length
          const begun = world(sim)
          // How the world stands at each point when it is really there.
          const stood = new Map<number, string>()
          const stop = sim.observe(() => stood.set(sim.world.position, JSON.stringify(sim.world.snapshot())))
          await perform(simulator, list)
          await simulator.drive(sim.now + 50_000)
          stop()
          const { now } = sim
          const journal = [...sim.journal]
          const expected = whole(sim)

          // Looking about changes nothing, and undoing all is the start.
          const seen = new Map<number, string>()
          for (const seek of [...seeks, ...seeks]) {
            const position = seek % (sim.world.history.length + 1)
            sim.world.seek(position)
            const there = world(sim)
            expect(seen.get(position) ?? there).toBe(there)
            seen.set(position, there)
          }
          for (const [position, records] of stood) {
            sim.world.seek(position)
            same(JSON.stringify(sim.world.snapshot()), records)
          }
          sim.world.seek(template)
          expect(JSON.stringify(sim.world.snapshot())).toBe(JSON.stringify((JSON.parse(begun) as unknown[])[1]))
          sim.world.seek(0)
          expect(sim.world.snapshot()).toEqual([])
          expect(sim.now).toBe(0)
          sim.world.seek(sim.world.history.length)
          same(whole(sim), expected)

          // Back to some event, and the same again: the same world. The future that was left can be opened again.
          const events = since + (back % (sim.events.length - since + 1))
          await resumeAt(simulator, events)
          expect(sim.events.length).toBeGreaterThanOrEqual(events)
          const left = sim.journal.length
          expect(JSON.stringify(sim.journal)).toBe(JSON.stringify(journal.slice(0, left)))
          await again(simulator, journal.slice(left), now)
          same(whole(sim), expected)
          if (sim.branches.length > 0) {
            await openBranch(simulator, 0)
            same(whole(sim), expected)
            // Branches survive saving.
            if (sim.quiescent()) {
              const loaded = opened(JSON.stringify(save(sim, { past: true })))
              expect(loaded.sim.branches.length).toBe(sim.branches.length)
              for (const i of sim.branches.keys()) {
                await openBranch(loaded, i)
                await openBranch(simulator, i)
                same(whole(loaded.sim), whole(sim))
              }
            }
          }
        }),
        runs,
      ),
    280_000,
  )
})
