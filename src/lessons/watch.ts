import type { Simulation } from '../sim/simulation.ts'
import { momentOf, type Predicates } from './moment.ts'
import { type Mark, marksOf, type Progress, progressOf, upTo } from './run.ts'
import type { Scenario } from './scenario.ts'
import { storyOf } from './story.ts'

/** A run that watches a world: checks the goals after every event, and forgets what is taken back. */
export interface Watch {
  /** What it has found so far; another list each time something is new. */
  marks(): readonly Mark[]
  /** The run as of an event; as of now without one. */
  progress(upto?: number): Progress
  /** Looks at the world as it stands now. True if something is new. */
  check(): boolean
  /** Stops watching. */
  stop(): void
}

/**
 * Watches a world whose story is this scenario. What happened before it began to watch is found by walking the
 * history once, so that a run goes on after a reload, and a shared one shows what was reached when.
 */
export function watch(sim: Simulation, scenario: Scenario, predicates: Predicates, onNews: () => void = () => {}): Watch {
  let marks: readonly Mark[] = past(sim, scenario, predicates)
  let count = sim.events.length
  const check = (): boolean => {
    const story = storyOf(sim.world)
    if (!story) return false
    const now = sim.events.length
    // Fewer events than before: one has gone back, and the present is told anew.
    const known = now < count ? upTo(marks, now - 1) : marks
    count = now
    const news = marksOf(scenario, known, story.answers, now, predicates, (since) => momentOf(sim, { story: story.begin, step: since }), story.begin)
    if (news.length === 0 && known === marks) return false
    marks = [...known, ...news]
    return true
  }
  const stop = sim.observe(() => {
    if (check()) onNews()
  })
  check()
  return { marks: () => marks, progress: (upto) => progressOf(scenario, marks, storyOf(sim.world)?.answers ?? {}, upto), check, stop }
}

/** The marks of what the world's history holds, event by event. The world stands where it stood afterwards. */
function past(sim: Simulation, scenario: Scenario, predicates: Predicates): Mark[] {
  const story = storyOf(sim.world)
  const { world, events } = sim
  if (!story || events.length <= story.begin || world.position !== world.history.length) return []
  const { now, position } = world
  const marks: Mark[] = []
  for (let n = story.begin; n < events.length; n++) {
    // What stands before the next event is what this one left behind.
    world.seek(events[n]?.commit ?? position)
    const then = storyOf(world)
    if (then) marks.push(...marksOf(scenario, marks, then.answers, n, predicates, (since) => momentOf(sim, { story: then.begin, step: since }, n), then.begin))
  }
  world.seek(position)
  world.now = now
  return marks
}
