import type { Target } from '../../lessons/about.ts'
import type { StepProgress } from '../../lessons/run.ts'
import type { Goal, Step } from '../../lessons/scenario.ts'
import type { Living } from '../../sim/record.ts'
import { hasText, text } from '../i18n/index.ts'
import { stateNames, typeOf } from '../log/sentence.ts'
import type { Session } from '../simulation/session.ts'

/** The first goal that is not reached. */
export const openGoal = (step: Step, progress: StepProgress | undefined): Goal | undefined =>
  step.kind === 'do' ? step.goals.find((goal) => (progress?.goals.find(({ id }) => id === goal.id)?.state ?? 'open') !== 'reached') : undefined

/** Finds the object of a goal, in the instant that is looked at. */
export type Find = (goal: Goal) => Target
/** How to find it: that takes the simulator, which may have to be loaded. */
export async function finder(session: Session): Promise<Find> {
  const [{ targetOf }, first] = await Promise.all([import('./checks.ts'), session.live()])
  return (goal) => targetOf((session.simulator ?? first).sim, goal.about)
}

/** The first grade of the hints: which object the unmet goal is about, and how it is now. */
export function whereToLook(session: Session, target: Target): string {
  const record = target.record && (session.sim.world.get(target.record as string) as Partial<Living> | undefined)
  const state = record?.machine ? stateNames(typeOf(record.id ?? ''), record.machine.value) : ''
  const params = { name: target.name, of: target.of ?? '', state, plugged: record && 'server' in record ? 'yes' : 'no' }
  const id = `lesson.look.${target.kind}.${target.missing ? 'missing' : 'there'}`
  return text(hasText(id) ? id : 'lesson.look.there', params)
}
