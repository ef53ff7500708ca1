import { Chronicle } from './chronicle.ts'
import type { Branch, Changes, JournalEntry, Mark, Rec, SimEvent } from './record.ts'

/** What stands in every file of ours. */
export const FORMAT = 'globalzone'
/** Version of the format. Grows when an older program could not read a file any more; `migrations` then gets a step. */
export const VERSION = 2

/** A world as a JSON value. */
export interface Save {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  readonly seed: number
  /** The story it belongs to: `sandbox` or a lesson's id. */
  readonly scenario: string
  /** Simulated milliseconds. */
  readonly now: number
  /** How many timers had been armed. */
  readonly arrivals: number
  /** Records in the order of their making: those of the present, or with `past` those it began with. */
  readonly records: readonly Rec[]
  readonly journal: readonly JournalEntry[]
  readonly events: readonly SimEvent[]
  /** How many events before those are no longer known. */
  readonly forgotten: number
  /** Everything since the beginning, so that one can look at it and go back to it. */
  readonly past?: SavedPast
  /** Checksum of all the rest. */
  readonly sum: string
}
/** A commit without what it replaced: time, event, and the records it set (null: removed). */
export type SavedCommit = readonly [at: number, event: number, changes: Readonly<Record<string, Rec | null>>]
interface SavedPast {
  /** Simulated milliseconds of the records. */
  readonly origin: number
  readonly commits: readonly SavedCommit[]
  readonly marks: readonly Mark[]
  readonly branches: readonly SavedBranch[]
}
type SavedBranch = Omit<Branch, 'commits'> & { readonly commits: readonly SavedCommit[] }

/** A world as it was saved, to be shown; a simulation made around it goes on as the saved one would have. */
export const chronicleOf = (saved: Save): Chronicle => retold(new Chronicle(saved.seed), saved)

/** Fills an empty chronicle with what was saved. */
export function retold<C extends Chronicle>(sim: C, saved: Save): C {
  const { now, arrivals, records, journal, past } = saved
  const { world } = sim
  world.load(records, past ? past.origin : now)
  if (!past) {
    const events = [...forgottenEvents(saved.forgotten), ...saved.events.map((event) => ({ ...event, commit: 0 }))]
    sim.retell({ events, commits: [], journal, marks: [], now, arrivals })
    sim.mark()
    return sim
  }
  recommit(sim, past.commits)
  world.now = now
  sim.retell({ events: saved.events, commits: [], journal, marks: past.marks, now, arrivals })
  for (const { commits, ...branch } of past.branches) sim.regrow(branch, () => recommit(sim, commits))
  return sim
}
function recommit({ world }: Chronicle, commits: readonly SavedCommit[]): void {
  for (const [at, event, after] of commits) {
    const changes: Changes = {}
    for (const id in after) changes[id] = after[id] ?? undefined
    world.now = at
    world.commit(changes, event)
  }
}
const forgottenEvents = (number: number): SimEvent[] =>
  Array.from({ length: number }, (_, i) => ({
    id: i + 1,
    cause: 0,
    at: 0,
    kind: 'operation',
    subject: 'world:',
    message: { id: 'op.forgotten' },
    commit: 0,
  }))
