import { save } from '../sim/save.ts'
import type { Simulation } from '../sim/simulation.ts'
import { screen } from '../system/console/tty.ts'
import { act, type Player } from './act.ts'
import { momentOf, type Predicates } from './moment.ts'
import type { Action, Scenario, Step } from './scenario.ts'
import { storyOf } from './story.ts'
import { firstConsole } from './view.ts'
import { type Watch, watch } from './watch.ts'
import { prepare } from './world.ts'

/** What a check needs of the composition root: worlds, and the way back in them. */
export interface Workshop<P extends Player = Player> {
  newSimulator(options: { seed: number }): P
  resumeAt(player: P, events: number): Promise<void>
}
/** How a solution went. */
export interface Walk {
  /** Everything that is wrong: a line each. */
  readonly faults: readonly string[]
  /** The world at its end, with all of its past. */
  readonly bytes: string
  /** Simulated seconds that the story took. */
  readonly seconds: number
}

/** How many ways through a scenario have to be walked, so that each solution of each step is taken once. */
export const waysOf = (scenario: Scenario): number => Math.max(1, ...scenario.steps.map((step) => (step.kind === 'do' ? step.solutions.length : 1)))
const solutionOf = (step: Step, way: number): readonly Action[] => {
  if (step.kind === 'do') return step.solutions[Math.min(way, step.solutions.length - 1)] ?? []
  return step.kind === 'read' ? [] : [{ answer: step.choices.find(({ right }) => right)?.id ?? '' }]
}

/** What is wrong with a scenario's expressions. */
export function expressionFaults(scenario: Scenario, predicates: Predicates): string[] {
  const all: [string, string][] = scenario.steps.flatMap((step) => [
    ...(step.kind === 'do' ? step.goals.map(({ id, when }): [string, string] => [`${step.id}, goal ${id}`, when]) : []),
    ...step.mistakes.map(({ id, when }): [string, string] => [`${step.id}, mistake ${id}`, when]),
  ])
  return all.flatMap(([where, when]) => {
    const fault = predicates.fault(when)
    return fault ? [`${where}: ${fault}`] : []
  })
}

/**
 * Walks a scenario by one of its solutions, as a learner would. With `mistakes`, each of them is made on the way, looked
 * at and taken back: it must be noticed, answered and not reach the goal, and taking it back must leave what was there.
 */
export async function walk<P extends Player>(workshop: Workshop<P>, scenario: Scenario, predicates: Predicates, way = 0, mistakes = false): Promise<Walk> {
  const player = workshop.newSimulator({ seed: scenario.world.seed })
  const { sim } = player
  await prepare(player, scenario, predicates)
  const run = watch(sim, scenario, predicates)
  const faults: string[] = []
  for (const [i, step] of scenario.steps.entries()) {
    if (run.progress().current !== i && !run.progress().steps[i]?.done) {
      faults.push(`${step.id}: not there yet, the run stands at ${scenario.steps[run.progress().current]?.id ?? 'its end'}`)
      break
    }
    faults.push(...alreadyReached(sim, step, run, predicates))
    if (mistakes) faults.push(...(await makeMistakes(workshop, player, step, i, run, predicates)))
    for (const action of solutionOf(step, way)) {
      if (!(await act(player, action, step.id, predicates))) faults.push(`${step.id}: ${JSON.stringify(action)} did not come to its end`)
    }
    const { steps } = run.progress()
    if (!steps[i]?.done) {
      const open = steps[i]?.goals.filter(({ state }) => state === 'open').map(({ id }) => id)
      faults.push(`${step.id}: solution ${way + 1} does not reach ${open?.join(', ') || 'the answer'}`)
      break
    }
  }
  run.stop()
  const since = storyOf(sim.world)?.since ?? 0
  return { faults, bytes: JSON.stringify(save(sim, { scenario: scenario.id, past: true })), seconds: (sim.now - since) / 1000 }
}

/** The start is not the goal: nothing may hold before the learner acts. */
function alreadyReached(sim: Simulation, step: Step, run: Watch, predicates: Predicates): string[] {
  if (step.kind !== 'do') return []
  const story = storyOf(sim.world)?.begin ?? 0
  const begun = run.progress().steps
  const before = Math.max(story, ...begun.map(({ at = 0 }) => at))
  const moment = momentOf(sim, { story, step: before })
  return step.goals.filter(({ when }) => predicates.holds(when, moment)).map(({ id }) => `${step.id}: ${id} holds before the learner acts`)
}

/** The whole world as text, whatever the order in which its records were made. */
const contents = (sim: Simulation): string => JSON.stringify(sim.world.snapshot().sort((a, b) => (a.id < b.id ? -1 : 1)))

async function makeMistakes<P extends Player>(workshop: Workshop<P>, player: P, step: Step, i: number, run: Watch, predicates: Predicates): Promise<string[]> {
  const { sim } = player
  const faults: string[] = []
  for (const mistake of step.mistakes) {
    const events = sim.events.length
    const before = contents(sim)
    const printed = sim.world.get(firstConsole(sim))?.count ?? 0
    for (const action of mistake.do)
      if (!(await act(player, action, step.id, predicates))) faults.push(`${step.id}, mistake ${mistake.id}: ${JSON.stringify(action)} did not come to its end`)
    const { done, mistake: noticed } = run.progress().steps[i] ?? {}
    if (done) faults.push(`${step.id}: mistake ${mistake.id} reaches the goal`)
    else if (noticed?.id !== mistake.id) faults.push(`${step.id}: mistake ${mistake.id} is answered with ${noticed?.id ?? 'nothing'}`)
    const said = screen(sim, firstConsole(sim))
      .filter(({ n }) => n >= printed)
      .map(({ text }) => text)
      .join('')
    if (mistake.prints && !said.includes(mistake.prints)) faults.push(`${step.id}: mistake ${mistake.id} does not print ${mistake.prints}`)
    await workshop.resumeAt(player, events)
    run.check()
    if (contents(sim) !== before) faults.push(`${step.id}: taking mistake ${mistake.id} back leaves another world`)
    if (run.progress().steps[i]?.mistake?.id === mistake.id) faults.push(`${step.id}: mistake ${mistake.id} is still there when it was taken back`)
  }
  return faults
}
