import { Past } from './past.ts'
import type { Branch, JournalEntry, SimEvent, Stretch } from './record.ts'
import { World } from './world.ts'

/**
 * A world and all that happened in it, without what makes it go on: what can be shown and saved. A `Simulation` is one
 * that lives; it can be made around a chronicle and then goes on where that one stands.
 */
export class Chronicle {
  readonly world: World
  /** While this is true time stands still: a shell command is computing. Set by the shell. */
  held: () => boolean = () => false
  /** Whether no shell task runs, so that the records alone say how the world goes on. Set by the shell. */
  quiescent: () => boolean = () => true
  protected readonly past: Past

  constructor(
    readonly seed = 1,
    /** Another one whose world and past it shares. */
    from?: Chronicle,
  ) {
    this.world = from?.world ?? new World()
    this.past = from?.past ?? new Past(this.world)
  }

  /** Every input since the start, oldest first. */
  get journal(): readonly JournalEntry[] {
    return this.past.journal
  }
  /** What happened, oldest first; `events[i].id` is `i + 1`. */
  get events(): readonly SimEvent[] {
    return this.past.events
  }
  /** Futures left behind by going on from the past, oldest first. */
  get branches(): readonly Branch[] {
    return this.past.branches
  }
  get now(): number {
    return this.world.now
  }

  /** Notes that one can go back to here: for whoever is about to start a task that no input asked for. */
  mark(): void {
    if (this.quiescent()) this.past.mark()
  }
  /** All that happened, for saving it. */
  get story(): Stretch {
    return this.past.whole
  }
  /** Puts what once happened after the present: for restoring it. */
  retell(story: Stretch): void {
    this.past.append(story)
  }
  /** Grows a branch again, for restoring it: `commit` makes its commits at the place where it parts from the present. */
  regrow(branch: Omit<Branch, 'commits'>, commit: () => void): void {
    this.past.regrow(branch, commit)
  }
}
