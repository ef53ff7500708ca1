import type { Prose } from '../../lessons/prose.ts'
import type { Progress } from '../../lessons/run.ts'
import type { Scenario } from '../../lessons/scenario.ts'
import { storyOf } from '../../lessons/story.ts'
import type { Watch } from '../../lessons/watch.ts'
import type { Chronicle } from '../../sim/chronicle.ts'
import { chronicleOf } from '../../sim/saved.ts'
import { localeStore } from '../i18n/index.ts'
import { whenIdle } from '../kit/idle.ts'
import { createStore, recall, remember } from '../kit/store.ts'
import { titleStore } from '../layout/title.ts'
import type { Session } from '../simulation/session.ts'
import type { Simulator } from '../simulation/simulators.ts'
import { loadProse, loadScenario, loadStart } from './files.ts'

/** The lesson on the page: another object each time something about it is new. */
export interface OpenStory {
  readonly scenario: Scenario
  readonly prose: Prose
  /** The run as of an event; as of now without one. Nothing is reached until the checker is loaded. */
  readonly progress: (upto?: number) => Progress
}
/** The lesson on the page; undefined in the sandbox. */
export const storyStore = createStore<OpenStory | undefined>(undefined)
/** Ids of the lessons that were finished in this browser. */
export const doneStore = createStore<readonly string[]>((recall('done') ?? '').split(' ').filter(Boolean))

/** How long the preparation of a world may keep the page from answering, real ms. */
const SLICE = 12

let run: Watch | undefined
let watched: Chronicle | undefined
let followed: Session | undefined
let asked = 0
let attached = 0

/** What checks goals and prepares worlds, without haste and never before the engine: what happens before it is there, it finds in the history. */
async function eventually(session: Session): Promise<typeof import('./checks.ts')> {
  await session.engine.asked
  await new Promise<void>((resolve) => whenIdle(resolve, 1500))
  return import('./checks.ts')
}

/**
 * Opens a lesson: goes on with the session's world if it is that lesson's, else builds its world. False if there is no
 * such lesson. Loads the scenario and one language.
 */
export async function openLesson(session: Session, id: string): Promise<boolean> {
  const turn = ++asked
  const there = session.scenario.get() === id && storyOf(session.sim.world)?.scenario === id
  const [scenario, prose, start] = await Promise.all([
    loadScenario(id),
    loadProse(id, localeStore.get()).catch(() => undefined),
    there ? undefined : loadStart(id),
  ])
  if (!scenario || !prose || turn !== asked) return scenario !== undefined
  follow(session)
  if (!there) {
    const world = start ? chronicleOf(start) : await prepared(session, scenario)
    if (turn !== asked) return true
    session.open(world, id)
  }
  tell(scenario, prose)
  void attach(session, scenario)
  return true
}

/** Plays what happens in a lesson before it begins. */
async function prepared(session: Session, scenario: Scenario): Promise<Simulator> {
  const [{ newSimulator }, { prepare, predicates }] = await Promise.all([session.engine.get(), import('./checks.ts')])
  const simulator = newSimulator({ seed: scenario.world.seed })
  await prepare({ sim: simulator.sim, drive: gently(simulator) }, scenario, predicates())
  return simulator
}

/** Takes a world to another time in slices, so that the page stays alive meanwhile. */
const gently =
  ({ drive }: Simulator): Simulator['drive'] =>
  async (until, yields = () => false) => {
    for (;;) {
      const deadline = performance.now() + SLICE
      const how = await drive(until, () => yields() || performance.now() > deadline)
      if (how !== 'yielded' || yields()) return how
      await new Promise((resolve) => setTimeout(resolve))
    }
  }

/** Keeps to the session: another world, another language. */
function follow(session: Session): void {
  if (followed === session) return
  followed = session
  session.generation.subscribe(() => {
    const story = storyStore.get()
    if (!story) return
    // Lesson and sandbox are opened by whoever follows the address; here the old story only ends.
    if (session.scenario.get() !== story.scenario.id) end()
    else if (watched === session.sim) run?.check() && tell(story.scenario, story.prose)
    else void attach(session, story.scenario)
  })
  localeStore.subscribe(() => void retell())
}
async function retell(): Promise<void> {
  const story = storyStore.get()
  const prose = story && (await loadProse(story.scenario.id, localeStore.get()))
  const now = storyStore.get()
  if (prose && now?.scenario === story.scenario) tell(now.scenario, prose)
}
function unwatch(): void {
  attached++
  run?.stop()
  run = undefined
  watched = undefined
}
function end(): void {
  unwatch()
  titleStore.set(undefined)
  storyStore.set(undefined)
}
async function attach(session: Session, scenario: Scenario): Promise<void> {
  unwatch()
  const turn = attached
  const { predicates, watch } = await eventually(session)
  const { sim } = await session.live()
  if (turn !== attached) return
  watched = sim
  run = watch(sim, scenario, predicates(), () => again(scenario))
  again(scenario)
}
function again(scenario: Scenario): void {
  const story = storyStore.get()
  if (story?.scenario !== scenario) return
  tell(scenario, story.prose)
  const { current } = story.progress()
  if (current === scenario.steps.length && !doneStore.get().includes(scenario.id)) {
    doneStore.set([...doneStore.get(), scenario.id])
    remember('done', doneStore.get().join(' '))
  }
}
const unwatched: Progress = { steps: [], current: 0 }
function tell(scenario: Scenario, prose: Prose): void {
  titleStore.set(prose.title)
  storyStore.set({ scenario, prose, progress: (upto) => run?.progress(upto) ?? unwatched })
}
