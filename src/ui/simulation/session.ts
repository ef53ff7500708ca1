import { Chronicle } from '../../sim/chronicle.ts'
import type { Id, Input, Rec, Records, RecordType, SimEvent } from '../../sim/record.ts'
import { createStore, remember } from '../kit/store.ts'
import type { Engine } from './engine.ts'
import type { Goal } from './goals.ts'
import type { Simulator } from './simulators.ts'
import { nextTarget, rememberedSpeed, type Speed } from './speed.ts'

/** How far the world may be taken in one frame, so that the page stays alive (real ms). */
const SLICE = 8
/** After a longer gap between frames (a hidden page) time does not jump. Real ms. */
const LONGEST_FRAME = 250

/** What has happened so far: `all` may hold more than `count` while one looks at the past. */
export interface Happened {
  readonly all: readonly SimEvent[]
  readonly count: number
  /** How many of them built the world, before the story began. */
  readonly origin: number
}
/** Where a story begins: what came before built the world. */
export interface Origin {
  /** How many events had happened. */
  readonly events: number
  /** How many inputs had been given. */
  readonly inputs: number
}

/**
 * One simulation on the page: plays it in real time, takes inputs, and tells the views once a frame. It holds no copy
 * of the world: the views read records by identity. A world may be shown before the engine is there: then it stands
 * still, and lives from the first input on, or when its first event is due.
 */
export class Session {
  /** Whether time runs, and how fast. */
  readonly playing = createStore(true)
  readonly speed = createStore<Speed>(rememberedSpeed())
  /** The event up to which one looks; undefined in the present. */
  readonly past = createStore<number | undefined>(undefined)
  /** True while the world is being brought to another time: nothing can be done meanwhile. */
  readonly travelling = createStore(false)
  /** Where a run at full speed will end, if there is one. */
  readonly goal = createStore<Goal | undefined>(undefined)
  /** How often something was refused because one looks at the past: the page says so. */
  readonly refused = createStore(0)
  /** Which world it is: changes when another one is opened, or when this one goes on from its past. */
  readonly generation = createStore(0)
  /**
   * The story that the world belongs to: `sandbox` or a lesson's id; empty while none is open. A world that was kept is opened under its lesson's
   * id before the lesson itself is opened: then the lesson goes on with this world and builds none.
   */
  readonly scenario = createStore('')

  private readonly listeners = new Set<() => void>()
  private readonly tables = new Map<string, { version: number; rows: Rec[] }>()
  private readonly waiting: Input[] = []
  private happened: Happened = { all: [], count: 0, origin: 0 }
  /** Where the story began. */
  origin: Origin
  private wanted: number | undefined
  private unsubscribe: () => void
  private frame = 0
  private last: number | undefined
  private driving: Promise<void> | undefined
  private dirty = false
  /** Whether the last slice was spent. */
  private full = false
  private shown: Chronicle = new Chronicle()
  private living: Simulator | undefined

  constructor(
    /** Makes worlds: for lessons, and for whoever opens a saved one. */
    readonly engine: Engine,
  ) {
    this.unsubscribe = this.sim.world.subscribe(this.changed)
    this.origin = originOf(this.sim)
    this.playing.subscribe(this.wake)
    this.speed.subscribe(() => {
      remember('speed', String(this.speed.get()))
      this.wake()
    })
    this.wake()
  }
  /** The world on the page and all that happened in it. */
  get sim(): Chronicle {
    return this.shown
  }
  /** What makes the world on the page live; undefined as long as it is only shown. */
  get simulator(): Simulator | undefined {
    return this.living
  }
  /** Has the world on the page live, if it does not yet. */
  async live(): Promise<Simulator> {
    const engine = await this.engine.get()
    if (this.living) return this.living
    const simulator = engine.animate(this.shown)
    this.living = simulator
    this.shown = simulator.sim
    // What can be done is known only now: whoever shows it looks again.
    this.happened = { all: [], count: -1, origin: 0 }
    if (this.past.get() === undefined) for (const input of this.waiting.splice(0)) this.input(input)
    this.tell()
    this.wake()
    return simulator
  }

  /**
   * Opens another world in place of this one, alive or to be shown. What has happened in it so far built it and is not
   * part of the story, unless `origin` says where the story began.
   */
  open(world: Simulator | Chronicle, scenario = this.scenario.get(), origin?: Origin): void {
    this.unsubscribe()
    this.living = 'sim' in world ? world : undefined
    this.shown = 'sim' in world ? world.sim : world
    this.unsubscribe = this.sim.world.subscribe(this.changed)
    this.waiting.length = 0
    this.wanted = undefined
    this.goal.set(undefined)
    this.playing.set(true)
    this.scenario.set(scenario)
    this.origin = origin ?? originOf(this.sim)
    this.renew()
    if (!this.living && this.engine.wanted) this.hurry()
  }

  /** The same, when something waits for it; if the engine cannot be had, nothing waits any more, and the page says so. */
  private hurry(): void {
    this.live().catch((error: unknown) => {
      this.waiting.length = 0
      this.goal.set(undefined)
      this.playing.set(false)
      throw error
    })
  }

  /** Takes an input, and what it sets in motion at this instant. False while one looks at the past, or travels. */
  input(input: Input): boolean {
    if (this.past.get() !== undefined || this.travelling.get()) {
      this.refuse()
      return false
    }
    const { simulator } = this
    if (!simulator) {
      this.waiting.push(input)
      this.hurry()
      return true
    }
    // A replay gives inputs when no command computes; so must we, or the two could differ. Ctrl-C may end a command that computes for ever.
    if (this.driving && this.sim.held() && input.type !== 'tty.interrupt') {
      this.waiting.push(input)
      return true
    }
    simulator.sim.input(input)
    void this.run(this.sim.now)
    // In a task of its own: the world has changed, the views draw before the next frame.
    setTimeout(() => this.tell())
    return true
  }

  /** Lets the page say that nothing can be done in the past. */
  refuse(): void {
    this.refused.set(this.refused.get() + 1)
  }
  /** Looks at the world as it was after that many events; at the present, if there are no more. */
  look(count: number): void {
    if (this.travelling.get()) return
    this.wanted = undefined
    if (this.sim.held()) {
      // A command computes: what it does next must be done to the present.
      this.wanted = count
      this.wake()
      return
    }
    const { world, events } = this.sim
    const next = events[Math.max(count, this.origin.events)]
    world.seek(next ? next.commit : world.history.length)
    this.past.set(next ? next.id - 1 : undefined)
    if (!next) this.refused.set(0)
    this.tell()
    this.wake()
  }
  /** Back to the present. */
  lookNow(): void {
    if (this.past.get() !== undefined) this.look(this.sim.events.length)
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
    if (due && !this.living) {
      void this.live().then(() => this.step())
      return
    }
    const before = this.sim.events.length
    if (due) void this.run(due.at, { reached: ({ events }) => events.length > before })
  }
  /** One event backward. */
  back(): void {
    this.playing.set(false)
    this.look(this.events().count - 1)
  }
  /** Runs as fast as it goes until something is so, then stops. */
  runUntil(goal: Goal): void {
    if (this.past.get() !== undefined) return
    this.goal.set(goal)
    this.playing.set(true)
    this.wake()
  }

  /** Goes on from the moment that is looked at; what came after it stays as another future. */
  async resume(): Promise<void> {
    const past = this.past.get()
    if (past !== undefined) await this.travel(async (simulator) => (await this.engine.get()).resumeAt(simulator, past))
  }
  /** Takes the last input back, with all that came of it. False if there is none. */
  async undo(): Promise<boolean> {
    const { all, count, origin } = this.events()
    let last = count
    while (last > origin && all[last - 1]?.kind !== 'input') last--
    if (last <= origin) return false
    await this.travel(async (simulator) => (await this.engine.get()).resumeAt(simulator, last - 1))
    return true
  }
  /** Goes back to a future that was left behind; the present one is left behind instead. */
  async openBranch(index: number): Promise<void> {
    await this.travel(async (simulator) => (await this.engine.get()).openBranch(simulator, index))
  }
  /** Does something to the world that takes a while: meanwhile time does not run and nothing is typed. */
  async during(work: (simulator: Simulator) => Promise<void>): Promise<void> {
    await this.travel(work)
  }
  private async travel(go: (simulator: Simulator) => Promise<void>): Promise<void> {
    if (this.travelling.get()) return
    this.lookNow()
    this.travelling.set(true)
    this.waiting.length = 0
    try {
      const simulator = await this.live()
      await this.driving
      await go(simulator)
    } finally {
      this.travelling.set(false)
      this.renew()
    }
  }

  /** Simulated ms of the instant that is looked at. */
  now(): number {
    const past = this.past.get()
    return past === undefined ? this.sim.now : (this.sim.events[past - 1]?.at ?? 0)
  }
  /** Listens to the world: called at most once a frame, and right after an input. */
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
    if (this.happened.all !== all || this.happened.count !== count) this.happened = { all, count, origin: this.origin.events }
    return this.happened
  }

  private renew(): void {
    this.tables.clear()
    this.past.set(undefined)
    this.happened = { all: [], count: -1, origin: 0 }
    this.generation.set(this.generation.get() + 1)
    this.tell()
    this.wake()
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
    // While every slice is full, world and views get tasks of their own, so that the page can draw and answer in between.
    if (this.full) setTimeout(() => this.turn(elapsed))
    else this.turn(elapsed)
  }
  /** What a frame does: takes the world on by so many real ms, and tells the views. */
  private turn(elapsed: number): void {
    const running = this.playing.get() && this.past.get() === undefined && !this.travelling.get()
    const began = performance.now()
    if (running) {
      const goal = this.goal.get()
      if (goal) void this.run(goal.at ?? Number.POSITIVE_INFINITY, goal)
      else void this.run(nextTarget(this.sim.now, elapsed, this.speed.get()))
    } else this.last = undefined
    if (!running && this.wanted !== undefined) void this.run(this.sim.now)
    this.full = performance.now() - began > SLICE / 2
    if (!this.travelling.get() && (this.dirty || running)) {
      if (this.full) setTimeout(() => this.tell())
      else this.tell()
    }
    if (running) this.wake()
  }
  private async run(until: number, goal?: Goal): Promise<void> {
    if (this.driving || this.travelling.get()) return
    const { simulator } = this
    if (!simulator) {
      this.idle(until, goal)
      return
    }
    const deadline = performance.now() + SLICE
    const drive = async (): Promise<void> => {
      await simulator.drive(until, () => performance.now() > deadline || goal?.reached(simulator.sim) === true)
    }
    this.driving = drive()
    try {
      await this.driving
    } finally {
      this.driving = undefined
    }
    if (simulator !== this.living) return
    if (goal && goal === this.goal.get() && (goal.reached(this.sim) || !this.sim.world.next())) {
      this.goal.set(undefined)
      this.playing.set(false)
    }
    if (this.past.get() === undefined) for (const input of this.waiting.splice(0)) this.input(input)
    if (this.wanted !== undefined) this.look(this.wanted)
    if (this.dirty) this.wake()
  }
  /** Lets time pass in a world that is only shown. What is due, or asked for, needs the engine: until it is there time stands. */
  private idle(until: number, goal: Goal | undefined): void {
    const { world } = this.sim
    const due = world.next()
    if (goal || this.waiting.length || (due && due.at <= until)) this.hurry()
    else if (Number.isFinite(until)) world.now = Math.max(world.now, until)
  }
  private tell(): void {
    this.dirty = false
    for (const listener of [...this.listeners]) listener()
  }
}

/** All that has happened so far is the beginning. */
const originOf = ({ events, journal }: Chronicle): Origin => ({ events: events.length, inputs: journal.length })
