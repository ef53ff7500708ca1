import './jitless.ts'
import { storyOf } from '../../lessons/story.ts'
import type { Chronicle } from '../../sim/chronicle.ts'
import type { JournalEntry } from '../../sim/record.ts'
import { parseSave, restore, type Save, save } from '../../sim/save.ts'
import type { Origin, Session } from '../simulation/session.ts'
import { replay } from './replay.ts'
import { savedStore } from './saved.ts'
import { dropStory, type Kept, readStory, setAside, type Tail, writeTail, writeWorld } from './storage.ts'

/** After an input the tail is written so many real ms later; while time runs, this often. */
const SOON = 150
const OFTEN = 2000
/** Largest file that is read, bytes. */
const LARGEST = 100_000_000

/** Why a saved world was refused: a code that has a text, `ui.refused.<code>`; `nothing` if none was saved. */
export type Refused = { readonly ok: false; readonly code: string; readonly text?: string }
export type Opened = { readonly ok: true } | Refused

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isKept = (value: unknown): value is Kept =>
  isObject(value) &&
  typeof value.text === 'string' &&
  typeof value.base === 'string' &&
  isObject(value.origin) &&
  isTime(value.origin.events) &&
  isTime(value.origin.inputs)
const isTail = (value: unknown, base: string): value is Tail =>
  isObject(value) &&
  value.base === base &&
  isTime(value.now) &&
  isTime(value.events) &&
  Array.isArray(value.inputs) &&
  value.inputs.every((entry) => isObject(entry) && isTime(entry.at) && isObject(entry.input) && typeof entry.input.type === 'string')

/**
 * Keeps the world on the page in this browser. The whole world is written when it is opened, when it goes on from its
 * past, and when the page is hidden; in between only the inputs since, which is a few kB however large the world is.
 */
export class Keeper {
  /** Where a world is kept that came from a link: not in the place of the learner's own. */
  link: { readonly scenario: string; readonly slot: string } | undefined
  private base: { readonly story: string; readonly sum: string; readonly inputs: number; readonly generation: number } | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private queue: Promise<void> = Promise.resolve()
  private written = ''
  private due = 0

  constructor(private readonly session: Session) {}

  /** Under which name the world on the page is kept; empty while none is open. */
  private get slot(): string {
    const scenario = this.session.scenario.get()
    return this.link?.scenario === scenario ? this.link.slot : scenario
  }
  /** Begins to keep. Yields how to stop it. */
  start(): () => void {
    const { session } = this
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') void this.whole()
    }
    const undo = [
      session.generation.subscribe(() => void this.whole()),
      session.subscribe(() => this.later(session.sim.journal.length === this.inputsWritten() ? OFTEN : SOON)),
    ]
    document.addEventListener('visibilitychange', hidden)
    undo.push(() => document.removeEventListener('visibilitychange', hidden))
    void this.whole()
    return () => {
      clearTimeout(this.timer)
      for (const each of undo) each()
    }
  }

  /** Writes what is not written yet: before another world takes this one's place. */
  async flush(): Promise<void> {
    this.tail()
    await this.queue
  }
  /** Opens what was kept of a story. `nothing` if there is none. */
  async open(story: string): Promise<Opened> {
    const { kept, tail } = await readStory(story)
    if (kept === undefined) return { ok: false, code: 'nothing' }
    const opened = await this.openKept(kept, tail)
    if (!opened.ok) await setAside(story)
    return opened
  }
  private async openKept(kept: unknown, tail: unknown): Promise<Opened> {
    if (!isKept(kept)) return { ok: false, code: 'damaged', text: JSON.stringify(kept) ?? '' }
    const parsed = parseSave(kept.text)
    if (!parsed.ok) return { ok: false, code: parsed.error.code, text: kept.text }
    return this.show(parsed.value, parsed.value.scenario, kept.origin, isTail(tail, kept.base) ? tail : undefined, kept.text)
  }
  /** Opens a file that the learner chose. Nothing changes if it is refused. */
  async openFile(file: File): Promise<Opened> {
    if (file.size > LARGEST) return { ok: false, code: 'too large' }
    const parsed = parseSave(await file.text())
    if (!parsed.ok) return { ok: false, code: parsed.error.code }
    return this.show(parsed.value, parsed.value.scenario)
  }
  /** The world as a file's text; undefined while a command runs. */
  exported(): string | undefined {
    const { sim, scenario } = this.session
    return sim.quiescent() ? JSON.stringify(save(sim, { scenario: scenario.get(), past: true })) : undefined
  }
  /** Forgets what was kept of the story on the page. */
  async forget(): Promise<void> {
    this.base = undefined
    await this.queue
    await dropStory(this.slot)
  }

  private async show(saved: Save, story: string, origin?: Origin, tail?: Tail, text?: string): Promise<Opened> {
    const simulators = await this.session.engine.get()
    try {
      const simulator = simulators.simulatorOf(restore(simulators.definition, saved))
      if (simulator.sim.world.count('server') === 0) return { ok: false, code: 'damaged', ...(text && { text }) }
      if (tail) await replay(simulator, tail.inputs, tail.now, tail.events)
      this.session.open(simulator, story, origin ?? originOf(simulator.sim))
      return { ok: true }
    } catch (error) {
      // A world that is well-formed, but does not run: written by another program, or by hand.
      console.error(error)
      return { ok: false, code: 'damaged', ...(text && { text }) }
    }
  }

  private inputsWritten(): number {
    return this.base ? this.base.inputs + this.countWritten : 0
  }
  private countWritten = 0
  /** Writes the tail after so many real ms, if it is not to be written sooner anyway. */
  private later(ms: number): void {
    const due = performance.now() + ms
    if (this.timer !== undefined && this.due <= due) return
    this.due = due
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.tail()
    }, ms)
  }
  /** Writes the world whole, if no command runs; else it is written when none runs. */
  private async whole(): Promise<void> {
    const { session } = this
    const { sim } = session
    clearTimeout(this.timer)
    this.timer = undefined
    if (session.travelling.get() || !this.slot) return
    if (!sim.quiescent()) {
      if (this.base?.generation !== session.generation.get()) this.base = undefined
      else this.tail()
      return
    }
    const story = this.slot
    const saved = save(sim, { scenario: session.scenario.get(), past: true })
    this.base = { story, sum: saved.sum, inputs: sim.journal.length, generation: session.generation.get() }
    this.countWritten = 0
    const kept: Kept = { text: JSON.stringify(saved), base: saved.sum, origin: session.origin }
    const tail = this.tailOf(saved.sum, [])
    await this.write(tail.events, () => writeWorld(story, kept, tail))
  }
  private tail(): void {
    const { session, base } = this
    if (session.travelling.get() || !this.slot) return
    if (!base || base.generation !== session.generation.get()) {
      void this.whole()
      return
    }
    const inputs = session.sim.journal.slice(base.inputs)
    const tail = this.tailOf(base.sum, inputs)
    const key = `${base.sum} ${tail.events} ${inputs.length}`
    if (key === this.written) return
    this.written = key
    this.countWritten = inputs.length
    void this.write(tail.events, () => writeTail(base.story, tail))
  }
  private tailOf(base: string, inputs: readonly JournalEntry[]): Tail {
    const { sim } = this.session
    return { base, savedAt: Date.now(), inputs, now: sim.world.present, events: sim.events.length }
  }
  private write(events: number, put: () => Promise<void>): Promise<void> {
    savedStore.set({ kind: 'saving' })
    this.queue = this.queue.then(put).then(
      () => savedStore.set({ kind: 'saved', at: Date.now(), events }),
      (error: unknown) => {
        this.base = undefined
        this.written = ''
        savedStore.set({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
      },
    )
    return this.queue
  }
}

/** Where the story of a world from a file begins: a lesson's says so itself, else it is the first input. */
function originOf({ world, journal }: Chronicle): Origin {
  const begin = storyOf(world)?.begin ?? journal[0]?.after ?? 0
  const inputs = journal.findIndex(({ after = 0 }) => after >= begin)
  return { events: begin, inputs: inputs < 0 ? journal.length : inputs }
}
