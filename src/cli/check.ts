import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { expressionFaults, walk, waysOf } from '../lessons/check.ts'
import { predicates } from '../lessons/goals.ts'
import { parseScenario } from '../lessons/parse.ts'
import { parseProse } from '../lessons/prose.ts'
import { proseFaults } from '../lessons/proseFaults.ts'
import type { Result } from '../sim/result.ts'
import { newSimulator, resumeAt } from '../simulator.ts'

const LANGUAGES = ['en', 'es']
const FILE = 'scenario.yaml'

/** Verifies a scenario's folder, or all that lie in a folder: prints a line for each, and what is wrong below it. Status 1 if anything is. */
export async function check(dir: string): Promise<number> {
  const folders = scenariosIn(resolve(dir))
  if (folders.length === 0) {
    console.error(`globalzone: ${dir}: there is no scenario here (a folder with ${FILE})`)
    return 1
  }
  let wrong = 0
  for (const folder of folders) {
    const faults = await faultsOf(folder)
    console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${basename(folder)}`)
    for (const fault of faults) console.log(`     ${fault}`)
    if (faults.length > 0) wrong++
  }
  console.log(`${folders.length - wrong} passed, ${wrong} failed`)
  return wrong === 0 ? 0 : 1
}

function scenariosIn(dir: string): string[] {
  if (existsSync(join(dir, FILE))) return [dir]
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .map((name) => join(dir, name))
    .filter((folder) => existsSync(join(folder, FILE)))
}
/** Everything that is wrong with one scenario, in words for its author. */
async function faultsOf(folder: string): Promise<readonly string[]> {
  try {
    const scenario = valid(
      parseScenario(readFileSync(join(folder, FILE), 'utf8'), (world) => readFileSync(join(dirname(folder), 'worlds', `${world}.yaml`), 'utf8')),
    )
    const faults = [...expressionFaults(scenario, predicates())]
    if (scenario.id !== basename(folder)) faults.push(`its id is ${scenario.id}, its folder is called ${basename(folder)}`)
    for (const language of LANGUAGES) {
      const prose = valid(parseProse(readFileSync(join(folder, `${language}.md`), 'utf8')))
      faults.push(...proseFaults(scenario, prose).map((fault) => `${language}.md: ${fault}`))
    }
    if (faults.length > 0) return faults
    for (let way = 0; way < waysOf(scenario); way++) faults.push(...(await walk({ newSimulator, resumeAt }, scenario, predicates(), way, way === 0)).faults)
    return faults
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
function valid<T>(parsed: Result<T>): T {
  if (parsed.ok) return parsed.value
  throw new Error(String(parsed.error.data.faults ?? parsed.error.data.fault))
}
