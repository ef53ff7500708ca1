import type { Scenario } from '../src/lessons/scenario.ts'
import { isStill, NOTHING, prepare } from '../src/lessons/world.ts'
import { type Save, save } from '../src/sim/save.ts'
import { newSandbox, newSimulator } from '../src/simulator.ts'

/** The world that a lesson begins in; of the sandbox without one. Undefined for a lesson in whose preparation time passes: that is a story, not a start. */
export async function startOf(scenario?: Scenario): Promise<Save | undefined> {
  if (!scenario) return save(newSandbox().sim)
  if (!isStill(scenario)) return undefined
  const simulator = newSimulator({ seed: scenario.world.seed })
  await prepare(simulator, scenario, NOTHING)
  return save(simulator.sim, { scenario: scenario.id })
}
