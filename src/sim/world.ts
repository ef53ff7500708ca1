import { Heap } from './heap.ts'
import type { Change, Changes, Commit, Due, Id, Rec, Records, RecordType } from './record.ts'
import { type Net, Strides } from './strides.ts'
import { type Entry, Table } from './table.ts'

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

  private readonly entries = new Map<string, Entry>()
  private readonly tables = new Map<string, Table>()
  private readonly listeners = new Set<() => void>()
  /** Absent after a journey through the past: made again when it is needed. */
  private heap: Heap<Due> | undefined = new Heap<Due>(sooner)
  private readonly strides = new Strides()
  private dues: Table | undefined
  private births = 0
  /** Records and time before the first commit of the history. */
  base: { readonly records: readonly Rec[]; readonly now: number } = { records: [], now: 0 }
  /** Time of the present, while one looks at the past. */
  private latest = 0

  /** The record of that id, if there is one. */
  get<T extends RecordType>(id: Id<T>): Records[T] | undefined
  get(id: string): Rec | undefined
  get(id: string): Rec | undefined {
    return this.entries.get(id)?.record
  }
  /** The record of that id; it is a bug of ours if there is none. */
  need<T extends RecordType>(id: Id<T>): Records[T] {
    const record = this.get(id)
    if (!record) throw new Error(`no record ${id}`)
    return record
  }
  /** All records of a type, oldest first. */
  all<T extends RecordType>(type: T): Records[T][] {
    return (this.tables.get(type)?.all() ?? []) as unknown as Records[T][]
  }
  /** How many records of a type there are. */
  count(type: RecordType): number {
    return this.tables.get(type)?.size ?? 0
  }
  /** The records of a type whose field has that value, oldest first: an index, made on first use and kept up to date. */
  by<T extends RecordType, F extends keyof Records[T] & string>(type: T, field: F, value: Records[T][F]): Records[T][] {
    return (this.tables.get(type)?.by(field, value) ?? []) as unknown as Records[T][]
  }
  /** Time of the present, ms: another one than `now` while one looks at the past. */
  get present(): number {
    return this.position === this.history.length ? this.now : this.latest
  }

  /** The only door in: applies the changes as one commit of the given event. */
  commit(changes: Changes, event: number): void {
    const applied: Change[] = []
    for (const id in changes) this.change(applied, id, changes[id])
    this.seal(applied, event)
  }
  /** A part of `commit`, for the kernel itself: applies one change and puts it on the list, which is then to be sealed. */
  change(applied: Change[], id: string, after: Rec | undefined): void {
    if (this.position !== this.history.length) throw new Error('the past cannot be changed: resume from it first')
    const entry = this.entries.get(id)
    const before = entry?.record
    if (before === after) return
    const birth = entry ? entry.birth : ++this.births
    applied.push([id, before, after, birth])
    const table = this.put(id, entry, after, birth)
    if (after && this.heap && table === this.dues) this.heap.push(after as Due)
  }
  /** The end of a commit: what was changed becomes a step of the history. */
  seal(changes: readonly Change[], event: number): void {
    if (changes.length === 0) return
    this.history.push({ at: this.now, event, changes })
    this.strides.grown(this.history)
    this.position = this.history.length
    this.changed()
  }

  /** Puts the store at the state after that many commits, by undoing or redoing. `now` becomes the time of the last one in force. */
  seek(wanted: number): void {
    const position = Math.max(0, Math.min(wanted, this.history.length))
    if (position === this.position) return
    if (this.position === this.history.length) this.latest = this.now
    this.heap = undefined
    while (this.position !== position) {
      const stride = this.strides.towards(position, this.position)
      if (stride) this.stride(stride.net, stride.end < this.position)
      else if (this.position > position) this.undo(this.history[this.position - 1] as Commit)
      else for (const [id, , after, birth] of (this.history[this.position] as Commit).changes) this.put(id, this.entries.get(id), after, birth)
      this.position = stride ? stride.end : this.position + Math.sign(position - this.position)
    }
    if (position === this.history.length) this.now = this.latest
    else this.now = position === 0 ? this.base.now : (this.history[position - 1] as Commit).at
    this.changed()
  }

  private undo({ changes }: Commit): void {
    for (let i = changes.length - 1; i >= 0; i--) {
      const [id, before, , birth] = changes[i] as Change
      this.put(id, this.entries.get(id), before, birth)
    }
  }
  private stride(net: readonly Net[], back: boolean): void {
    for (const [id, before, after, birthBefore, birthAfter] of net) {
      const birth = back ? birthBefore : birthAfter
      let entry = this.entries.get(id)
      // Removed and made anew on the way: another record of the same id.
      if (entry && entry.birth !== birth) {
        this.put(id, entry, undefined, birth)
        entry = undefined
      }
      this.put(id, entry, back ? before : after, birth)
    }
  }

  /** Goes back for good to the state after that many commits, at that time, and yields the commits that are no more. */
  cut(position: number, now: number): Commit[] {
    this.seek(position)
    const gone = this.history.splice(position)
    this.strides.cut(position)
    this.now = now
    return gone
  }
  /** Puts commits after the present, as they once were, and goes to the end of them, at that time. */
  redo(commits: readonly Commit[], now: number): void {
    this.seek(this.history.length)
    for (const commit of commits) {
      this.history.push(commit)
      this.strides.grown(this.history)
    }
    this.latest = now
    if (commits.length > 0) this.seek(this.history.length)
    else this.now = now
  }
  /** Fills an empty store with records, in order: they are the state before the first commit, at that time. */
  load(records: readonly Rec[], now: number): void {
    for (const record of records) this.put(record.id, undefined, record, ++this.births)
    this.heap = undefined
    this.base = { records, now }
    this.now = now
    this.changed()
  }

  /** The next pending event: first by time, then by arrival. */
  next(): Due | undefined {
    const { dues } = this
    if (!dues) return undefined
    // What was cancelled stays in the heap until it comes up; not more of it than of the rest.
    if (!this.heap || this.heap.size > 2 * dues.size + 64) {
      this.heap = new Heap<Due>(sooner)
      for (const due of dues.values()) this.heap.push(due as Due)
    }
    for (;;) {
      const due = this.heap.peek()
      if (!due || this.entries.get(due.id)?.record === due) return due
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
    return [...this.entries.values()].sort((a, b) => a.birth - b.birth).map(({ record }) => record)
  }

  private changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }
  private put(id: string, entry: Entry | undefined, after: Rec | undefined, birth: number): Table {
    if (entry) {
      const { table } = entry
      if (after) table.replace(id, entry, after)
      else {
        this.entries.delete(id)
        table.remove(id, entry)
      }
      return table
    }
    const type = typeOf(id)
    let table = this.tables.get(type)
    if (!table) {
      table = new Table()
      this.tables.set(type, table)
      if (type === 'due') this.dues = table
    }
    if (after) {
      const made: Entry = { record: after, birth, table }
      this.entries.set(id, made)
      table.add(id, made)
    }
    return table
  }
}
