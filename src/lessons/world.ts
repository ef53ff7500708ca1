import { sessionOf, topOf } from '../shell/session.ts'
import type { Json } from '../sim/record.ts'
import { createServer } from '../system/hardware/world.ts'
import { createBootServer, fillRack } from '../system/netboot/create.ts'
import { act, type Player } from './act.ts'
import type { Predicates } from './moment.ts'
import type { Scenario } from './scenario.ts'
import type { Story } from './story.ts'
import { firstConsole } from './view.ts'

/** Something in a scenario's preparation did not come about: the scenario is wrong. */
export class PreparationError extends Error {}

/** For a preparation in which nothing is asked. */
export const NOTHING: Predicates = { holds: () => false, fault: () => undefined }
/** Whether a scenario's world begins as it is built: nothing is done and no time passes before. */
export const isStill = ({ prepare, world }: Scenario): boolean => prepare.length + world.prepare.length === 0

/**
 * Builds a scenario's world in an empty simulator, does what is done before, and begins the story. Throws
 * `PreparationError` if something in the preparation fails, or waits for what does not come.
 */
export async function prepare(player: Player, scenario: Scenario, predicates: Predicates): Promise<void> {
  const { sim } = player
  for (const server of scenario.world.servers) createServer(sim, server)
  for (const server of scenario.world.bootServers) createBootServer(sim, server)
  fillRack(sim, scenario.world.rack)
  for (const action of [...scenario.world.prepare, ...scenario.prepare]) {
    if (!(await act(player, action, '', predicates))) throw new PreparationError(`${scenario.id}: ${JSON.stringify(action)} did not come to its end`)
    const shell = typeof action === 'string' && sessionOf(sim, firstConsole(sim))
    if (shell && topOf(shell).status !== 0) throw new PreparationError(`${scenario.id}: ${action} ends with status ${topOf(shell).status}`)
  }
  const story = sim.put<Story>({ id: `story:${scenario.id}`, scenario: scenario.id, begin: sim.events.length, since: sim.now, answers: {} })
  for (const [i, { at, input }] of scenario.faults.entries()) sim.later(story.id, `fault ${i}`, at * 1000, { type: 'lesson.fault', params: input as Json })
}
