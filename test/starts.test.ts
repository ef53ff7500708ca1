import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startOf } from '../scripts/starts.ts'
import { parseScenario } from '../src/lessons/parse.ts'
import type { Scenario } from '../src/lessons/scenario.ts'
import { isStill, NOTHING, prepare } from '../src/lessons/world.ts'
import type { Chronicle } from '../src/sim/chronicle.ts'
import { chronicleOf, type Save } from '../src/sim/saved.ts'
import { animate, newSandbox, newSimulator, type Simulator } from '../src/simulator.ts'
import { screen } from '../src/system/console/tty.ts'

const read = (path: string): string => readFileSync(`scenarios/${path}`, 'utf8')
function scenarioOf(id: string): Scenario {
  const parsed = parseScenario(read(`${id}/scenario.yaml`), (world) => read(`worlds/${world}.yaml`))
  if (!parsed.ok) throw new Error(`${id}: ${parsed.error.code}`)
  return parsed.value
}
const scenarios = readdirSync('scenarios')
  .filter((name) => existsSync(`scenarios/${name}/scenario.yaml`))
  .map(scenarioOf)

/** All that a world is, but for the commits that built it: a start begins without them. */
const wholeOf = (sim: Chronicle) => ({
  now: sim.now,
  seed: sim.seed,
  records: sim.world.snapshot(),
  events: sim.events.map(({ commit, ...event }) => event),
  journal: sim.journal,
  arrivals: sim.story.arrivals,
})
async function built(scenario: Scenario | undefined): Promise<Simulator> {
  if (!scenario) return newSandbox()
  const simulator = newSimulator({ seed: scenario.world.seed })
  await prepare(simulator, scenario, NOTHING)
  return simulator
}
/** As it comes to the page: through JSON. */
async function sent(scenario: Scenario | undefined): Promise<Save> {
  const start = await startOf(scenario)
  if (!start) throw new Error('there is none')
  return JSON.parse(JSON.stringify(start)) as Save
}
async function boot({ sim, drive, type }: Simulator): Promise<void> {
  const server = sim.world.all('server')[0]
  const tty = sim.world.all('tty')[0]
  if (!server || !tty) throw new Error('no server')
  await drive(1234)
  sim.input({ type: 'power.button', subject: server.id })
  await drive(200_000)
  for (const line of ['root', 'root', 'zfs list', 'uname -a']) await type(tty.id, line)
  const text = screen(sim, tty.id)
    .map((piece) => piece.text)
    .join('')
  // A server that was never set up asks its questions instead.
  expect(text).toMatch(/zones\/var[\s\S]*SunOS|SmartOS Setup/)
}

describe.each([['the sandbox', undefined], ...scenarios.filter(isStill).map((scenario) => [scenario.id, scenario] as const)] as const)(
  'the world that %s begins with',
  (_name, scenario) => {
    it('is the one that the simulator builds', async () => expect(wholeOf(chronicleOf(await sent(scenario)))).toEqual(wholeOf((await built(scenario)).sim)))
    it('goes on as that one does', async () => {
      const [shown, other] = [animate(chronicleOf(await sent(scenario))), await built(scenario)]
      await boot(shown)
      await boot(other)
      expect(wholeOf(shown.sim)).toEqual(wholeOf(other.sim))
    })
  },
)

describe('a lesson in whose preparation time passes', () => {
  it('has no start, since that would be a story', async () => {
    const played = scenarios.filter((scenario) => !isStill(scenario))
    expect(played.length).toBeGreaterThan(0)
    for (const scenario of played) expect(await startOf(scenario)).toBeUndefined()
  })
})
