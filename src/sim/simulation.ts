import type { AnyStateMachine } from 'xstate'
import { Chronicle } from './chronicle.ts'
import { messageOf, paramsOf } from './message.ts'
import { draw, seedOf } from './random.ts'
import type { Change, Changes, Due, Id, Input, JournalEntry, Json, Living, MachineEvent, Message, Rec, SimEvent } from './record.ts'
import { step } from './step.ts'

/** Performs a named effect for a record: calls operations, which change the world. */
// biome-ignore lint/suspicious/noExplicitAny: each effect knows its own parameters
export type Effect = (sim: Simulation, owner: any, params: any, event: MachineEvent) => void
/** Answers an input of one type. */
// biome-ignore lint/suspicious/noExplicitAny: each handler knows its own input
export type InputHandler = (sim: Simulation, input: any) => void

/** Everything that gives the kernel its meaning: the kernel itself knows no word of SmartOS. */
export interface Definition {
  /** Statecharts by the record type that lives by them. */
  readonly machines: Readonly<Record<string, AnyStateMachine>>
  readonly effects: Readonly<Record<string, Effect>>
  readonly inputs: Readonly<Record<string, InputHandler>>
  /** Puts right what an older program saved and this one no longer knows, such as a state that there is no longer. */
  readonly repair?: (sim: Simulation) => void
}

/** Why `advance` came back. */
export type Advanced = 'reached' | 'held' | 'yielded'

/** The deterministic engine: inputs, timed events, statecharts and effects over one world. */
export class Simulation extends Chronicle {
  /** Called after each event taken from the agenda and each input: the shell looks there whether a wait is over. */
  settled: () => void = () => {}

  private readonly observers = new Set<() => void>()
  private current = 0

  constructor(
    readonly definition: Definition,
    seed = 1,
    /** A chronicle that is to live from now on; it stands in the present. */
    from?: Chronicle,
  ) {
    super(seed, from)
  }

  /** Id of the event that we are in; 0 outside. */
  get cause(): number {
    return this.current
  }

  /** Changes the world, as part of the current event. */
  commit(changes: Changes): void {
    this.world.commit(changes, this.current)
  }
  /** Adds or replaces one record. */
  put<R extends Rec>(record: R): R {
    this.commit({ [record.id]: record })
    return record
  }
  /** Replaces some fields of a record that exists. */
  patch<R extends Rec>(record: R, fields: Partial<R>): R {
    return this.put({ ...((this.world.get(record.id) ?? record) as R), ...fields })
  }

  /** Runs a function as an event of its own, caused by the current one; what it commits, sends and prints is its doing. */
  event<T>(kind: SimEvent['kind'], subject: Id, message: Message, run: () => T, cause = this.current, transition?: SimEvent['transition']): T {
    const id = this.happen(kind, subject, message, cause, transition)
    return this.as(id, run)
  }
  private happen(kind: SimEvent['kind'], subject: Id, message: Message, cause: number, transition?: SimEvent['transition']): number {
    const { events } = this.past
    const { now, history } = this.world
    const id = events.length + 1
    if (transition) events.push({ id, cause, at: now, kind, subject, message, commit: history.length, transition })
    else events.push({ id, cause, at: now, kind, subject, message, commit: history.length })
    return id
  }
  /** Runs a function inside an event that has already begun: for what continues later, such as a waiting command. */
  as<T>(event: number, run: () => T): T {
    const outer = this.current
    this.current = event
    try {
      return run()
    } finally {
      this.current = outer
    }
  }

  /** Goes into an event that has already begun and stays there, for what computes over several turns of the host; yields the event it leaves. */
  enter(event: number): number {
    const left = this.current
    this.current = event
    return left
  }

  /** Puts a new living record into the world and enters the initial state of its statechart. */
  start<R extends Rec>(record: R): R & Living {
    const machine = this.machineOf(record.id)
    const { state, effects, start } = step(machine, undefined)
    const living = { ...record, machine: state } as R & Living
    const changes: Changes = { [record.id]: living }
    for (const timer of start) changes[dueOf(record.id, timer.id)] = this.arm(record.id, timer.id, timer.delay, timer.event)
    this.commit(changes)
    for (const effect of effects) this.perform(effect.type, record.id, effect.params, { type: 'xstate.init' })
    return living
  }
  /** Sends an event to a record's statechart. False if it has no effect in the present state. */
  send(id: Id, event: MachineEvent, fired?: Due): boolean {
    const record = this.world.get(id as string) as Living | undefined
    if (!record) return false
    const from = record.machine
    const type = typeOf(id)
    const { state, effects, start, cancel } = step(this.machineOf(id, type), from, event)
    const { world } = this
    const changes: Change[] = []
    if (fired) world.change(changes, fired.id, undefined)
    if (state === from && effects.length === 0 && start.length === 0 && cancel.length === 0) {
      if (fired) world.seal(changes, this.current)
      return false
    }
    const outer = this.current
    this.current = this.happen('transition', id, messageOf(type, event.type), fired ? fired.cause : outer, {
      event: event.type,
      from: from.value,
      to: state.value,
    })
    try {
      if (state !== from) world.change(changes, id, { ...record, machine: state } as Living)
      for (const timer of cancel) world.change(changes, dueOf(id, timer), undefined)
      for (const timer of start) {
        const due = this.arm(id, timer.id, timer.delay, timer.event)
        world.change(changes, due.id, due)
      }
      world.seal(changes, this.current)
      for (const effect of effects) this.perform(effect.type, id, effect.params, event)
    } finally {
      this.current = outer
    }
    return true
  }

  /** Has a named effect performed for a record after a delay (simulated ms). The key replaces an earlier one. */
  later(owner: Id, key: string, delay: number, effect: { type: string; params?: Json }): void {
    this.put(this.arm(owner, key, delay, undefined, effect))
  }
  /** Forgets what `later` armed. */
  cancel(owner: Id, key: string): void {
    this.commit({ [dueOf(owner, key)]: undefined })
  }

  /** Takes an input: writes it in the journal and answers it now. */
  input(input: Input): void {
    const handler = this.definition.inputs[input.type]
    if (!handler) throw new Error(`unknown input ${input.type}`)
    if (this.quiescent()) this.past.mark()
    this.past.journal.push({ at: this.world.now, input, after: this.events.length, ...(this.held() && { amid: true }) })
    const subject = (typeof input.subject === 'string' ? input.subject : 'world:') as Id
    this.event('input', subject, { id: `input.${input.type}`, params: paramsOf(input) }, () => handler(this, input), 0)
    this.settled()
    this.observed()
  }

  /** Calls back after each event taken from the agenda, each input and each step of a shell task. Yields how to stop it. */
  observe(listener: () => void): () => void {
    this.observers.add(listener)
    return () => this.observers.delete(listener)
  }
  /** Tells the observers: also for the shell, when one of its tasks has gone a step further. */
  observed(): void {
    for (const observer of this.observers) observer()
  }

  /**
   * Goes back for good to the last point, at or before that many events, at which no task ran. What came after stays
   * in `branches`. Yields the inputs that are still to be given again (see `JournalEntry.after`) and the simulated
   * time (ms) to be reached. A world that was saved without its past begins where it was saved. The caller has ended
   * all tasks. Throws a RangeError if nothing has happened yet.
   */
  rewind(events: number): { at: number; inputs: readonly JournalEntry[] } {
    return this.past.back(events)
  }
  /** Goes to the end of a future that was left behind; the present one stays in `branches` instead. The caller has ended all tasks. */
  openBranch(index: number): void {
    this.past.open(index)
  }
  /** For giving inputs again: whether it is this one's turn. Advance to its time, and yield when this says so. */
  isTurnOf({ at, after, amid }: JournalEntry): boolean {
    return after !== undefined && this.now >= at && this.events.length >= after && (amid === true || !this.held())
  }
  /**
   * Goes to each due event in turn, so that the outcome does not depend on the size of the step. Stops early when
   * a command computes (`held`) or the caller wants to yield, for example at the end of a frame's slice.
   */
  advance(until: number, yields: () => boolean = () => false): Advanced {
    for (;;) {
      if (this.held()) return 'held'
      const due = this.world.next()
      if (!due || due.at > until) break
      if (yields()) return 'yielded'
      if (this.past.stale && this.quiescent()) this.past.mark()
      this.fire(due)
      this.settled()
      if (this.observers.size > 0) this.observed()
    }
    if (until > this.world.now && Number.isFinite(until)) this.world.now = until
    return 'reached'
  }

  /** A random number in [0, 1) from the stream of that purpose. */
  random(purpose: string): number {
    const id: Id<'random'> = `random:${purpose}`
    const { state, number } = draw(this.world.get(id)?.state ?? seedOf(this.seed, purpose))
    this.put({ id, state })
    return number
  }

  private fire(due: Due): void {
    this.world.now = due.at
    if (due.event) {
      this.send(due.owner, due.event, due)
      return
    }
    const { type, params } = due.effect ?? { type: '' }
    this.event(
      'timer',
      due.owner,
      { id: `timer.${type}` },
      () => {
        this.commit({ [due.id]: undefined })
        this.perform(type, due.owner, params, { type: 'timer' })
      },
      due.cause,
    )
  }
  /** Performs a named effect for a record now. */
  perform(type: string, owner: Id, params: unknown, event: MachineEvent = { type: '' }): void {
    const effect = this.definition.effects[type]
    if (!effect) throw new Error(`no effect ${type} (asked for by ${owner})`)
    effect(this, owner, params, event)
  }
  private arm(owner: Id, key: string, delay: number, event: MachineEvent | undefined, effect?: Due['effect']): Due {
    const id = dueOf(owner, key)
    const at = this.world.now + delay
    const order = ++this.past.arrivals
    const cause = this.current
    return event ? { id, owner, at, order, cause, event } : { id, owner, at, order, cause, ...(effect && { effect }) }
  }
  private machineOf(id: Id, type = typeOf(id)): AnyStateMachine {
    const machine = this.definition.machines[type]
    if (!machine) throw new Error(`no statechart for ${id}`)
    return machine
  }
}

const dueOf = (owner: Id, key: string): Id<'due'> => `due:${owner} ${key}`
const typeOf = (id: string): string => id.slice(0, id.indexOf(':'))
