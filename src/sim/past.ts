import type { Branch, JournalEntry, Mark, SimEvent, Stretch } from './record.ts'
import type { World } from './world.ts'

/** So many events lie between two marks at most, while no task runs: what has to be run again after going back. */
const STRIDE = 500

/** What was done and what happened, the points to go back to, and the futures left behind. */
export class Past {
  readonly journal: JournalEntry[] = []
  readonly events: SimEvent[] = []
  readonly branches: Branch[] = []
  /** How many timers have been armed: the order among those due at the same time. */
  arrivals = 0
  private readonly marks: Mark[] = []

  constructor(private readonly world: World) {}

  /** Notes that one can go back to here. */
  mark(): void {
    const mark = this.here()
    const last = this.marks.at(-1)
    if (last?.events === mark.events && last.inputs === mark.inputs) this.marks.pop()
    this.marks.push(mark)
  }
  /** Is it time to note a mark without an input? */
  get stale(): boolean {
    const last = this.marks.at(-1)
    return !last || this.events.length - last.events >= STRIDE
  }
  /** All that happened since the beginning. */
  get whole(): Stretch {
    const { events, journal, marks, arrivals, world } = this
    return { events, commits: world.history, journal, marks, now: world.present, arrivals }
  }

  /** Goes back for good to the last mark at or before that many events, or to the first of all. What came after is kept as a branch. */
  back(events: number): { at: number; inputs: readonly JournalEntry[] } {
    let i = this.marks.length - 1
    while (i >= 0 && (this.marks[i] as Mark).events > events) i--
    const from = this.marks[Math.max(i, 0)]
    if (!from) throw new RangeError('no point to go back to')
    const at = events > from.events ? (this.events[Math.min(events, this.events.length) - 1] as SimEvent).at : from.now
    const inputs = this.journal.slice(from.inputs).filter(({ after = 0 }) => after < events)
    this.cut(from)
    return { at, inputs }
  }
  /** Goes to the end of a future left behind; the present one is left behind instead. */
  open(index: number): void {
    const branch = this.branches[index]
    if (!branch) throw new RangeError(`no branch ${index}`)
    this.branches.splice(index, 1)
    this.cut(branch.from)
    this.append(branch)
  }
  /** Grows a branch again: `commit` makes its commits where it parts from the present. */
  regrow(branch: Omit<Branch, 'commits'>, commit: () => void): void {
    const before = this.branches.length
    this.cut(branch.from)
    const left = this.branches.length > before
    commit()
    this.append({ ...branch, commits: [] })
    this.cut(branch.from)
    if (left) this.open(before)
  }
  /** Puts a stretch after the present. */
  append({ events, commits, journal, marks, now, arrivals }: Stretch): void {
    for (const event of events) this.events.push(event)
    for (const entry of journal) this.journal.push(entry)
    for (const mark of marks) this.marks.push(mark)
    this.world.redo(commits, now)
    this.arrivals = arrivals
  }

  private cut(from: Mark): void {
    const { arrivals } = this
    const now = this.world.present
    const kept = this.marks.findLastIndex((mark) => mark.events <= from.events && mark.inputs <= from.inputs) + 1
    const events = this.events.splice(from.events)
    const journal = this.journal.splice(from.inputs)
    const marks = this.marks.splice(kept)
    const commits = this.world.cut(from.commits, from.now)
    this.arrivals = from.arrivals
    // Branches that part from what is cut off must carry their part of it: all branches part from the present.
    for (const [i, branch] of this.branches.entries())
      if (branch.from.commits > from.commits || branch.from.events > from.events) this.branches[i] = rebased(branch, from, { events, commits, journal, marks })
    if (events.length > 0 || commits.length > 0) this.branches.push({ from, events, commits, journal, marks, now, arrivals })
  }
  private here(): Mark {
    return { events: this.events.length, commits: this.world.history.length, inputs: this.journal.length, now: this.world.present, arrivals: this.arrivals }
  }
}

function rebased(branch: Branch, from: Mark, cut: Pick<Stretch, 'events' | 'commits' | 'journal' | 'marks'>): Branch {
  const fork = branch.from
  return {
    ...branch,
    from,
    events: [...cut.events.slice(0, fork.events - from.events), ...branch.events],
    commits: [...cut.commits.slice(0, fork.commits - from.commits), ...branch.commits],
    journal: [...cut.journal.slice(0, fork.inputs - from.inputs), ...branch.journal],
    marks: [...cut.marks.filter((mark) => mark.commits <= fork.commits && mark.events <= fork.events), ...branch.marks],
  }
}
