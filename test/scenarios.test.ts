import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { expressionFaults, type Walk, walk, waysOf } from '../src/lessons/check.ts'
import { predicates } from '../src/lessons/goals.ts'
import { parseScenario } from '../src/lessons/parse.ts'
import { type Prose, parseProse } from '../src/lessons/prose.ts'
import { proseFaults } from '../src/lessons/proseFaults.ts'
import { type Scenario, scenarioFile } from '../src/lessons/scenario.ts'
import { commandsOf } from '../src/lessons/typed.ts'
import { parseScript } from '../src/shell/script.ts'
import type { Result } from '../src/sim/result.ts'
import { bootedNode, newSimulator, resumeAt } from '../src/simulator.ts'

const ids = readdirSync('scenarios').filter((name) => existsSync(`scenarios/${name}/scenario.yaml`))
const read = (path: string): string => readFileSync(`scenarios/${path}`, 'utf8')
function valid<T>(parsed: Result<T>): T {
  if (!parsed.ok) throw new Error(String(parsed.error.data.faults ?? parsed.error.data.fault))
  return parsed.value
}
const scenarioOf = (id: string): Scenario => valid(parseScenario(read(`${id}/scenario.yaml`), (world) => read(`worlds/${world}.yaml`)))
const proseOf = (id: string, language: string): Prose => valid(parseProse(read(`${id}/${language}.md`)))
const workshop = { newSimulator, resumeAt }

describe.each(ids)('%s', (id) => {
  const scenario = scenarioOf(id)
  it('lies in the folder of its name, after lessons that exist', () => {
    expect(scenario.id).toBe(id)
    expect(scenario.prerequisites.filter((each) => !ids.includes(each))).toEqual([])
  })
  it('asks what can be asked', () => expect(expressionFaults(scenario, predicates())).toEqual([]))
  it.each(['en', 'es'])('says everything in %s', (language) => expect(proseFaults(scenario, proseOf(id, language))).toEqual([]))
  it('shows the same commands in both languages', () => expect(proseOf(id, 'es').lines).toEqual(proseOf(id, 'en').lines))

  it('shows only commands that exist and parse', async () => {
    const simulator = newSimulator()
    const server = await bootedNode(simulator)
    const wrong: string[] = []
    for (const line of new Set(proseOf(id, 'en').lines)) {
      parseScript(line)
      for (const command of commandsOf(line.replace(/\$\([^)]*\)/g, 'x'))) {
        const word = command.split(' ')[0] ?? ''
        if (!/^\w+=/.test(word) && (await simulator.exec({ server, line: `command -v ${word}` })).status !== 0) wrong.push(`${line}: ${word}`)
      }
    }
    expect(wrong).toEqual([])
  })

  // Replaying the first way must give the same bytes, so it is walked twice; the others once.
  let first: Promise<Walk> | undefined
  const firstWalk = (): Promise<Walk> => {
    first ??= walk(workshop, scenario, predicates(), 0, true)
    return first
  }
  it('begins before its goals; the first solution reaches them; no mistake does, each is answered and can be taken back', async () => {
    const { faults, seconds } = await firstWalk()
    expect(faults).toEqual([])
    expect(seconds).toBeLessThanOrEqual(scenario.minutes * 60)
  })
  it('is the same each time', async () => expect((await walk(workshop, scenario, predicates(), 0, true)).bytes === (await firstWalk()).bytes).toBe(true))
  it.each(Array.from({ length: waysOf(scenario) - 1 }, (_, i) => i + 1))('is reached by solution %i too', async (way) =>
    expect((await walk(workshop, scenario, predicates(), way)).faults).toEqual([]),
  )
})

it('publishes its schema', async () => {
  // Write it anew with: npx vitest run test/scenarios.test.ts -u
  await expect(`${JSON.stringify(z.toJSONSchema(scenarioFile, { io: 'input' }), null, 1)}\n`).toMatchFileSnapshot('../public/scenario.schema.json')
})
