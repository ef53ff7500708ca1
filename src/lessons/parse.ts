import { parse } from 'yaml'
import { z } from 'zod'
import { ok, type Result, refuse } from '../sim/result.ts'
import { LIMITS, type Scenario, type Step, scenarioFile, type WorldSpec, worldSpec } from './scenario.ts'

type Parsed<T> = Result<T, 'scenario.invalid'>

/** Reads a world file. */
export const parseWorld = (text: string): Parsed<WorldSpec> => read(text, worldSpec)

/**
 * Reads a `scenario.yaml` and puts its world into it. `worlds` yields the text of a reusable world file by its name.
 * Refuses with `scenario.invalid` and every fault found, one a line; a foreign scenario is only data.
 */
export function parseScenario(text: string, worlds: (name: string) => string | undefined): Parsed<Scenario> {
  const file = read(text, scenarioFile)
  if (!file.ok) return file
  const { world: named, ...rest } = file.value
  const faults = faultsOf(rest.steps)
  if (faults.length) return refuse('scenario.invalid', { faults: faults.join('\n') })
  if (typeof named !== 'string') return ok({ ...rest, world: named })
  const source = worlds(named)
  if (source === undefined) return refuse('scenario.invalid', { faults: `world: there is no world ${named}` })
  const world = parseWorld(source)
  return world.ok ? ok({ ...rest, world: world.value }) : world
}

function read<S extends z.ZodType>(text: string, schema: S): Parsed<z.output<S>> {
  if (text.length > LIMITS.text) return refuse('scenario.invalid', { faults: `longer than ${LIMITS.text} characters` })
  let data: unknown
  try {
    // Aliases are bounded by the library (maxAliasCount), so that a small file cannot become a huge one.
    data = parse(text, { maxAliasCount: 20, uniqueKeys: true })
  } catch (error) {
    return refuse('scenario.invalid', { faults: (error as Error).message })
  }
  const checked = schema.safeParse(data)
  return checked.success ? ok(checked.data) : refuse('scenario.invalid', { faults: z.prettifyError(checked.error) })
}

/** What the schema cannot say: names that must be there, and there once. */
function faultsOf(steps: readonly Step[]): string[] {
  const faults: string[] = []
  const unique = (where: string, ids: readonly string[]): void => {
    for (const id of new Set(ids.filter((each, i) => ids.indexOf(each) !== i))) faults.push(`${where}: ${id} is there twice`)
  }
  unique(
    'steps',
    steps.map(({ id }) => id),
  )
  steps.forEach((step, i) => {
    unique(
      step.id,
      step.mistakes.map(({ id }) => id),
    )
    if (step.kind === 'do')
      unique(
        step.id,
        step.goals.map(({ id }) => id),
      )
    if (step.kind === 'predict' || step.kind === 'quiz') {
      unique(
        step.id,
        step.choices.map(({ id }) => id),
      )
      if (!step.choices.some(({ right }) => right)) faults.push(`${step.id}: no choice is right`)
    }
    if (step.reveals && !steps.slice(0, i).some(({ id, kind }) => id === step.reveals && kind === 'predict'))
      faults.push(`${step.id}: reveals ${step.reveals}, which is no prediction before it`)
  })
  return faults
}
