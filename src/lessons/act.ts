import type { Id, Input } from '../sim/record.ts'
import type { Advanced, Simulation } from '../sim/simulation.ts'
import { momentOf, type Predicates } from './moment.ts'
import type { Action } from './scenario.ts'
import { storyOf } from './story.ts'
import { firstConsole } from './view.ts'

/** A world that can be taken to another time, commands included: what the composition root makes. */
export interface Player {
  readonly sim: Simulation
  drive(until: number, yields?: () => boolean): Promise<Advanced>
}
/** Simulated ms that a line or a wait may take, when nothing else is said. */
const PATIENCE = 600_000

/** Does one thing of a scenario. False if what it waits for did not come in time. */
export async function act(player: Player, action: Action, step: string, predicates: Predicates): Promise<boolean> {
  const { sim } = player
  const tty = firstConsole(sim, typeof action === 'object' && 'on' in action ? action.on : undefined)
  if (typeof action === 'string') {
    sim.input({ type: 'tty.line', subject: tty, text: action })
    return until(player, () => isListening(sim, tty))
  }
  if ('type' in action) {
    sim.input({ type: 'tty.line', subject: tty, text: action.type })
    const end = action.until
    return until(player, () => (end === undefined ? isListening(sim, tty) : holds(player, end, predicates)))
  }
  if ('key' in action) sim.input({ type: 'tty.key', subject: tty, key: action.key })
  else if ('input' in action) sim.input(action.input as Input)
  else if ('answer' in action) sim.input({ type: 'lesson.answer', subject: storyOf(sim.world)?.id ?? 'story:', step, choice: action.answer })
  else if (typeof action.wait === 'number') await player.drive(sim.now + action.wait * 1000)
  else return until(player, () => holds(player, action.wait as string, predicates))
  await player.drive(sim.now)
  return true
}

/** Whether a console waits for a line, and no command runs. */
function isListening(sim: Simulation, tty: Id<'tty'>): boolean {
  const mode = sim.world.get(tty)?.mode
  return !sim.held() && (mode === 'line' || mode === 'password')
}
function holds({ sim }: Player, expression: string, predicates: Predicates): boolean {
  const story = storyOf(sim.world)?.begin ?? 0
  return !sim.held() && predicates.holds(expression, momentOf(sim, { story, step: story }))
}
/** Lets time pass until something is so. */
async function until(player: Player, reached: () => boolean): Promise<boolean> {
  const { sim } = player
  await player.drive(sim.now)
  const end = sim.now + PATIENCE
  while (!reached() && sim.now < end) {
    const next = sim.world.next()
    if (!next && !sim.held()) return false
    await player.drive(Math.min(end, Math.max(sim.now, next?.at ?? end)), reached)
  }
  return reached()
}
