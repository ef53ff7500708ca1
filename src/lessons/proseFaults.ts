import type { Prose } from './prose.ts'
import type { Scenario } from './scenario.ts'

/** What is missing in a lesson's prose, or too much in it. */
export function proseFaults(scenario: Scenario, prose: Prose): string[] {
  const faults: string[] = []
  const same = (where: string, wanted: readonly string[], given: readonly string[]): void => {
    for (const id of wanted) if (!given.includes(id)) faults.push(`${where}: nothing is said of ${id}`)
    for (const id of given) if (!wanted.includes(id)) faults.push(`${where}: ${id} is said, but the scenario has no such thing`)
  }
  same(
    'steps',
    scenario.steps.map(({ id }) => id),
    Object.keys(prose.steps),
  )
  for (const step of scenario.steps) {
    const said = prose.steps[step.id]
    if (!said) continue
    same(`${step.id}, goals`, step.kind === 'do' ? step.goals.map(({ id }) => id) : [], Object.keys(said.goals))
    same(`${step.id}, choices`, step.kind === 'predict' || step.kind === 'quiz' ? step.choices.map(({ id }) => id) : [], Object.keys(said.choices))
    same(
      `${step.id}, mistakes`,
      step.mistakes.map(({ id }) => id),
      Object.keys(said.mistakes),
    )
    if (!said.text) faults.push(`${step.id}: no text`)
    if (step.kind === 'do' && (!said.know || !said.command)) faults.push(`${step.id}: needs two hints, know and command`)
  }
  return faults
}
