/**
 * What a world is made of. A record is immutable and JSON-able; its id says its type before the colon
 * (`zone:node1/6c1f…`, `dataset:7`). Subsystems declare theirs by augmenting `Records`:
 *
 *     declare module '../../sim/record.ts' { interface Records { zone: Zone } }
 */
export interface Records {
  due: Due
  random: RandomStream
}
/** A declared record type, such as `zone`. */
export type RecordType = keyof Records & string
/** A typed id: the type, a colon, and a key that is unique within the type. */
export type Id<T extends string = string> = `${T}:${string}`
/** What every record has. */
export interface Rec {
  readonly id: Id
}

/** Values that may stand in a record, an input or a message. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** State of a statechart in a record: plain data, never an XState snapshot. */
export interface MachineState {
  readonly value: StateValue
  readonly context?: Readonly<Record<string, Json | undefined>>
  /** What history states remember: ids of state nodes by the id of the history node. */
  readonly history?: Readonly<Record<string, readonly string[]>>
}
/** `'running'`, or one key a level for nested and parallel states. */
export type StateValue = string | { readonly [key: string]: StateValue }
/** A record with a life: its statechart is the one registered under its type. */
export interface Living extends Rec {
  readonly machine: MachineState
}

/** An event for a statechart. */
export interface MachineEvent {
  readonly type: string
  readonly [key: string]: unknown
}

/** A pending timed event; the agenda is an index over these. */
export interface Due extends Rec {
  readonly id: Id<'due'>
  /** The record it is for. */
  readonly owner: Id
  /** Simulated milliseconds at which it happens. */
  readonly at: number
  /** Order of arrival, among those due at the same time. */
  readonly order: number
  /** The event that armed it: its cause when it fires. */
  readonly cause: number
  /** Sent to the owner's statechart… */
  readonly event?: MachineEvent
  /** …or a named effect, performed for the owner. */
  readonly effect?: { readonly type: string; readonly params?: Json }
}

/** A seeded stream of random numbers for one purpose, so that a new caller does not shift the others. */
export interface RandomStream extends Rec {
  readonly id: Id<'random'>
  readonly state: number
}

/** A message without prose: the id is looked up in a catalogue when it is shown. */
export interface Message {
  readonly id: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** Something that happened. Every event knows the one that caused it, back to an input (whose cause is 0). */
export interface SimEvent {
  /** Counted from 1. */
  readonly id: number
  readonly cause: number
  /** Simulated milliseconds. */
  readonly at: number
  readonly kind: 'input' | 'transition' | 'operation' | 'timer'
  /** The record it is about. */
  readonly subject: Id
  readonly message: Message
  /** How many commits there were before it: where to go back to undo it. */
  readonly commit: number
  /** For a transition: what was sent, and the state before and after. */
  readonly transition?: { readonly event: string; readonly from: StateValue; readonly to: StateValue }
}

/** Changes by id: a record replaces the one of that id, undefined removes it. */
export type Changes = Record<string, Rec | undefined>
/** A record before and after a commit. `birth` orders the records by their making; `since` is how many commits there were with this one. */
export type Change = readonly [id: string, before: Rec | undefined, after: Rec | undefined, birth: number, since: number]
/** One change of the world, forwards and backwards. */
export interface Commit {
  /** Simulated milliseconds. */
  readonly at: number
  /** The event in which it was made. */
  readonly event: number
  readonly changes: readonly Change[]
}
/** An input with its simulated time: with the seed and the scenario, the whole story. */
export interface JournalEntry {
  readonly at: number
  readonly input: Input
  /**
   * How many events there were before it. A replay advances to `at`, but not beyond that many events: an input may
   * come between two events of the same instant.
   */
  readonly after?: number
  /** It came while a command computed: only Ctrl-C does, and where exactly it struck is not known. */
  readonly amid?: true
}
/** A point at which no shell task ran: the records alone say how it goes on, so that one can go back there. */
export interface Mark {
  /** How many events, commits and inputs there were. */
  readonly events: number
  readonly commits: number
  readonly inputs: number
  /** Simulated milliseconds. */
  readonly now: number
  /** How many timers had been armed. */
  readonly arrivals: number
}
/** What happened from one mark on. */
export interface Stretch {
  readonly events: readonly SimEvent[]
  readonly commits: readonly Commit[]
  readonly journal: readonly JournalEntry[]
  readonly marks: readonly Mark[]
  /** Where it ends: simulated milliseconds, and how many timers had been armed. */
  readonly now: number
  readonly arrivals: number
}
/** A future that was left behind by going on from the past. */
export interface Branch extends Stretch {
  /** Where it parts from the present one. */
  readonly from: Mark
}
/** What comes from outside: a line typed, a button, a fault. */
export interface Input {
  readonly type: string
  readonly [key: string]: Json | undefined
}
