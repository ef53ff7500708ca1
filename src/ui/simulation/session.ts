import type { Id, Input, Rec, Records, RecordType, SimEvent } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { createStore } from '../kit/store.ts'
import { nextTarget, type Speed } from './speed.ts'

/** How far the world may be taken in one frame, so that the page stays alive (real ms). */
const SLICE = 8
/** After a longer gap between frames (a hidden page) time does not jump. Real ms. */
const LONGEST_FRAME = 250

/** Takes the world to a simulated time, running commands included; ends early when `yields` says so. */
export type Drive = (sim: Simulation, until: number, yields: () => boolean) => Promise<unknown>
/** What has happened so far: `all` may hold more than `count` while one looks at the past. */
export interface Happened {
  readonly all: readonly SimEvent[]
  readonly count: number
  /** How many of them built the world, before the story began. */
  readonly origin: number
}

/**
 * One simulation on the page: plays it in real time, takes inputs, and tells the views once a frame. It holds no copy
 * of the world: the views read records by identity.
 */
export class Session {
  /** Whether time runs, and how fast. */
  readonly playing = createStore(true)
  readonly speed = createStore<Speed>(1)
  /** The event up to which one looks; undefined in the present. */
  readonly past = createStore<number | undefined>(undefined)
  /** Which story it is: changes when another world is opened. */
  readonly generation = createStore(0)

  private readonly listeners = new Set<() => void>()
  private readonly tables = new Map<string, { version: number; rows: Rec[] }>()
  private happened: Happened = { all: [], count: 0, origin: 0 }
  private origin = 0
  private unsubscribe: () => void
  private frame = 0
  private last: number | undefined
  private driving = false
  private dirty = false

  constructor(
    public sim: Simulation,
    private readonly drive: Drive,
  ) {
    this.unsubscribe = sim.world.subscribe(this.changed)
    this.origin = originOf(sim)
    this.playing.subscribe(this.wake)
    this.speed.subscribe(this.wake)
    this.wake()
  }

  /** Opens another world in place of this one. */
  open(sim: Simulation): void {
    this.unsubscribe()
    this.sim = sim
    this.origin = originOf(sim)
    this.unsubscribe = sim.world.subscribe(this.changed)
    this.tables.clear()
    this.past.set(undefined)
    this.generation.set(this.generation.get() + 1)
    this.tell()
    this.wake()
  }

  /** Takes an input, and what it sets in motion at this instant. False while one looks at the past. */
  input(input: Input): boolean {
    if (this.past.get() !== undefined) return false
    this.sim.input(input)
    this.tell()
    void this.run(this.sim.now)
    return true
  }

  /** Looks at the world as it was after that many events; at the present, if there are no more. */
  look(count: number): void {
    const { world, events } = this.sim
    const next = events[count]
    world.seek(next ? next.commit : world.history.length)
    this.past.set(next ? count : undefined)
    this.tell()
    this.wake()
  }

  /** One event forward: a recorded one in the past, the next one due in the present. */
  step(): void {
    const past = this.past.get()
    if (past !== undefined) {
      this.look(past + 1)
      return
    }
    this.playing.set(false)
    const due = this.sim.world.next()
    if (due) void this.run(due.at)
  }
  /** Goes on from the moment that is looked at; what came after it becomes another future. */
  async resume(): Promise<void> {
    this.look(this.sim.events.length)
  }

  /** Listens to the world: called at most once a frame, and at once after an input. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  /** A record, as it is in the instant that is looked at. */
  record<T extends RecordType>(id: Id<T> | undefined): Records[T] | undefined {
    return id && this.sim.world.get(id)
  }
  /** All records of a type: the same array as long as none of them changes. */
  table<T extends RecordType>(type: T): readonly Records[T][] {
    const { world } = this.sim
    const cached = this.tables.get(type)
    if (cached?.version === world.version) return cached.rows as unknown as Records[T][]
    const rows = world.all(type) as unknown as Rec[]
    const same = cached && cached.rows.length === rows.length && rows.every((row, i) => row === cached.rows[i])
    const kept = same ? cached.rows : rows
    this.tables.set(type, { version: world.version, rows: kept })
    return kept as unknown as Records[T][]
  }
  /** The events up to the instant that is looked at. */
  events(): Happened {
    const all = this.sim.events
    const count = this.past.get() ?? all.length
    if (this.happened.all !== all || this.happened.count !== count) this.happened = { all, count, origin: this.origin }
    return this.happened
  }

  private readonly changed = (): void => {
    this.dirty = true
    this.wake()
  }
  private readonly wake = (): void => {
    if (!this.frame) this.frame = requestAnimationFrame(this.tick)
  }
  private readonly tick = (time: number): void => {
    this.frame = 0
    const elapsed = Math.min(time - (this.last ?? time), LONGEST_FRAME)
    this.last = time
    const running = this.playing.get() && this.past.get() === undefined
    if (running) void this.run(nextTarget(this.sim.now, elapsed, this.speed.get()))
    else this.last = undefined
    if (this.dirty || running) this.tell()
    if (running) this.wake()
  }
  private async run(until: number): Promise<void> {
    if (this.driving) return
    this.driving = true
    const { sim } = this
    const deadline = performance.now() + SLICE
    try {
      await this.drive(sim, until, () => performance.now() > deadline)
    } finally {
      this.driving = false
    }
    if (sim === this.sim && this.dirty) this.wake()
  }
  private tell(): void {
    this.dirty = false
    for (const listener of [...this.listeners]) listener()
  }
}

/** Events before the first input and at time 0 built the world: they are not part of the story. */
function originOf({ events }: Simulation): number {
  const first = events.findIndex((event) => event.at > 0 || event.kind === 'input')
  return first < 0 ? events.length : first
}
