import { Heap } from './heap.ts'
import type { Changes, Commit, Due, Id, Rec, Records, RecordType } from './record.ts'

const typeOf = (id: string): string => id.slice(0, id.indexOf(':'))
const sooner = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/**
 * A flat store of immutable records with one door in, `commit`. Everything else is derived: the tables by type, the
 * indexes by field, the heap of what is due. History is the list of commits, and the store can stand at any of them.
 */
export class World {
  /** Simulated milliseconds. */
  now = 0
  /** Every change since the start, oldest first. */
  readonly history: Commit[] = []
  /** How many commits of the history are in force: less than all of them while one looks at the past. */
  position = 0
  /** Grows with every change, whichever way: for views that cache. */
  version = 0

  private readonly records = new Map<string, Rec>()
  private readonly tables = new Map<string, Map<string, Rec>>()
  private readonly indexes = new Map<string, Map<string, Map<unknown, Set<string>>>>()
  private readonly listeners = new Set<() => void>()
  private heap = new Heap<Due>(sooner)

  /** The record of that id, if there is one. */
  get<T extends RecordType>(id: Id<T>): Records[T] | undefined
  get(id: string): Rec | undefined
  get(id: string): Rec | undefined {
    return this.records.get(id)
  }
  /** The record of that id; it is a bug of ours if there is none. */
  need<T extends RecordType>(id: Id<T>): Records[T] {
    const record = this.get(id)
    if (!record) throw new Error(`no record ${id}`)
    return record
  }
  /** All records of a type, oldest first. */
  all<T extends RecordType>(type: T): Records[T][] {
    return [...(this.tables.get(type)?.values() ?? [])] as unknown as Records[T][]
  }
  /** How many records of a type there are. */
  count(type: RecordType): number {
    return this.tables.get(type)?.size ?? 0
  }
  /** The records of a type whose field has that value: an index, made on first use and kept up to date. */
  by<T extends RecordType, F extends keyof Records[T] & string>(type: T, field: F, value: Records[T][F]): Records[T][] {
    const ids = this.index(type, field).get(value)
    return ids ? [...ids].map((id) => this.records.get(id) as unknown as Records[T]) : []
  }

  /** The only door in: applies the changes as one commit of the given event. */
  commit(changes: Changes, event: number): void {
    if (this.position !== this.history.length) throw new Error('the past cannot be changed: resume from it first')
    const applied: [string, Rec | undefined, Rec | undefined][] = []
    for (const id in changes) {
      const before = this.records.get(id)
      const after = changes[id]
      if (before === after) continue
      applied.push([id, before, after])
      this.put(id, before, after)
    }
    if (applied.length === 0) return
    this.history.push({ at: this.now, event, changes: applied })
    this.position = this.history.length
    this.changed()
  }

  /** Puts the store at the state after that many commits, by undoing or redoing. */
  seek(position: number): void {
    while (this.position > position) {
      const commit = this.history[--this.position] as Commit
      for (let i = commit.changes.length - 1; i >= 0; i--) {
        const [id, before, after] = commit.changes[i] as Commit['changes'][number]
        this.put(id, after, before)
      }
      this.now = commit.at
    }
    while (this.position < position) {
      const commit = this.history[this.position++] as Commit
      for (const [id, before, after] of commit.changes) this.put(id, before, after)
      this.now = commit.at
    }
    this.changed()
  }

  /** The next pending event: first by time, then by arrival. */
  next(): Due | undefined {
    for (;;) {
      const due = this.heap.peek()
      if (!due || this.records.get(due.id) === due) return due
      this.heap.pop()
    }
  }

  /** Calls back after every change. The caller batches. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  /** All records, in order of their making: for saving and comparing. */
  snapshot(): Rec[] {
    return [...this.records.values()]
  }

  private changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }
  private put(id: string, before: Rec | undefined, after: Rec | undefined): void {
    const type = typeOf(id)
    let table = this.tables.get(type)
    if (!table) {
      table = new Map()
      this.tables.set(type, table)
    }
    if (after) {
      this.records.set(id, after)
      table.set(id, after)
      if (type === 'due') this.heap.push(after as Due)
    } else {
      this.records.delete(id)
      table.delete(id)
    }
    const indexes = this.indexes.get(type)
    if (indexes) for (const [field, index] of indexes) reindex(index, field, id, before, after)
  }
  private index(type: string, field: string): Map<unknown, Set<string>> {
    let indexes = this.indexes.get(type)
    if (!indexes) {
      indexes = new Map()
      this.indexes.set(type, indexes)
    }
    let index = indexes.get(field)
    if (!index) {
      index = new Map()
      for (const record of this.tables.get(type)?.values() ?? []) reindex(index, field, record.id, undefined, record)
      indexes.set(field, index)
    }
    return index
  }
}

function reindex(index: Map<unknown, Set<string>>, field: string, id: string, before: Rec | undefined, after: Rec | undefined): void {
  const was = before && (before as unknown as Record<string, unknown>)[field]
  const is = after && (after as unknown as Record<string, unknown>)[field]
  if (before && after && was === is) return
  if (before) {
    const ids = index.get(was)
    ids?.delete(id)
    if (ids?.size === 0) index.delete(was)
  }
  if (after) {
    const ids = index.get(is)
    if (ids) ids.add(id)
    else index.set(is, new Set([id]))
  }
}
