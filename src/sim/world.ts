import { Heap } from './heap.ts'
import { Look } from './look.ts'
import type { Change, Changes, Commit, Due, Id, Rec, Records, RecordType } from './record.ts'
import { type Entry, Table } from './table.ts'

const typeOf = (id: string): string => id.slice(0, id.indexOf(':'))
const sooner = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/**
 * A flat store of immutable records with one door in, `commit`. Everything else is derived: the tables by type, the
 * indexes by field, the heap of what is due. History is the list of commits, and the store can be seen as it was after
 * any of them.
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
  /** Absent after going back for good: made again when it is needed. */
  private heap: Heap<Due> | undefined = new Heap<Due>(sooner)
  private dues: Table | undefined
  private births = 0
  /** Records and time before the first commit of the history. */
  base: { readonly records: readonly Rec[]; readonly now: number } = { records: [], now: 0 }
  /** What is shown instead of the present, while one looks at the past; and the time of the present meanwhile. */
  private look: Look | undefined
  private latest = 0

  /** The record of that id, if there is one. */
  get<T extends RecordType>(id: Id<T>): Records[T] | undefined
  get(id: string): Rec | undefined
  get(id: string): Rec | undefined {
    const entry = this.entries.get(id)
    return this.look && entry ? this.look.get(entry) : entry?.record
  }
  /** The record of that id; it is a bug of ours if there is none. */
  need<T extends RecordType>(id: Id<T>): Records[T] {
    const record = this.get(id)
    if (!record) throw new Error(`no record ${id}`)
    return record
  }
  /** All records of a type, oldest first. */
  all<T extends RecordType>(type: T): Records[T][] {
    return (this.look ? [...this.look.all(type)] : (this.tables.get(type)?.all() ?? [])) as unknown as Records[T][]
  }
  /** How many records of a type there are. */
  count(type: RecordType): number {
    return this.look ? this.look.all(type).length : (this.tables.get(type)?.size ?? 0)
  }
  /** The records of a type whose field has that value, oldest first: an index, made on first use and kept up to date. */
  by<T extends RecordType, F extends keyof Records[T] & string>(type: T, field: F, value: Records[T][F]): Records[T][] {
    return (this.look ? [...this.look.by(type, field, value)] : (this.tables.get(type)?.by(field, value) ?? [])) as unknown as Records[T][]
  }
  /** Time of the present, ms: another one than `now` while one looks at the past. */
  get present(): number {
    return this.look ? this.latest : this.now
  }

  /** The only door in: applies the changes as one commit of the given event. */
  commit(changes: Changes, event: number): void {
    const applied: Change[] = []
    for (const id in changes) this.change(applied, id, changes[id])
    this.seal(applied, event)
  }
  /** A part of `commit`, for the kernel itself: applies one change and puts it on the list, which is then to be sealed. */
  change(applied: Change[], id: string, after: Rec | undefined): void {
    if (this.look) throw new Error('the past cannot be changed: resume from it first')
    const known = this.entries.get(id)
    const before = known?.record
    if (before === after) return
    const entry = known ?? this.entryOf(id)
    const since = this.history.length + 1
    // What is removed and made anew in one commit stays in its place.
    const birth = before || entry.changes?.at(-1)?.[4] === since ? entry.birth : ++this.births
    const change: Change = [id, before, after, birth, since]
    applied.push(change)
    this.note(entry, change)
    this.put(entry, id, after, birth)
    if (after && this.heap && entry.table === this.dues) this.heap.push(after as Due)
  }
  /** The end of a commit: what was changed becomes a step of the history. */
  seal(changes: readonly Change[], event: number): void {
    if (changes.length === 0) return
    this.history.push({ at: this.now, event, changes })
    this.position = this.history.length
    this.changed()
  }

  /**
   * Shows the store as it was after that many commits; `now` becomes the time of the last of them. It is a look only:
   * what is kept stays as it is, so that it takes no time, either way.
   */
  seek(wanted: number): void {
    const { length } = this.history
    const position = Math.max(0, Math.min(wanted, length))
    if (position === this.position) return
    if (!this.look) this.latest = this.now
    this.position = position
    this.look = position === length ? undefined : new Look(this.tables, position)
    if (!this.look) this.now = this.latest
    else this.now = position === 0 ? this.base.now : (this.history[position - 1] as Commit).at
    this.changed()
  }
  /** Goes back for good to the state after that many commits, at that time, and yields the commits that are no more. */
  cut(position: number, now: number): Commit[] {
    this.seek(this.history.length)
    const gone = this.history.splice(position)
    for (let i = gone.length - 1; i >= 0; i--) {
      const { changes } = gone[i] as Commit
      for (let j = changes.length - 1; j >= 0; j--) {
        const [id, before, , birth] = changes[j] as Change
        const entry = this.entryOf(id)
        entry.changes?.pop()
        this.put(entry, id, before, birth)
      }
    }
    this.moved(now)
    return gone
  }
  /** Puts commits after the present that once followed it, and goes to the end of them, at that time. */
  redo(commits: readonly Commit[], now: number): void {
    this.seek(this.history.length)
    for (const commit of commits) {
      this.history.push(commit)
      for (const change of commit.changes) {
        const entry = this.entryOf(change[0])
        this.note(entry, change)
        this.put(entry, change[0], change[2], change[3])
      }
    }
    this.moved(now)
  }
  /** Fills an empty store with records, in order: they are the state before the first commit, at that time. */
  load(records: readonly Rec[], now: number): void {
    for (const record of records) this.put(this.entryOf(record.id), record.id, record, ++this.births)
    this.heap = undefined
    this.base = { records, now }
    this.now = now
    this.changed()
  }

  /** The next pending event: first by time, then by arrival. */
  next(): Due | undefined {
    const { dues, look } = this
    if (look) return look.next(sooner)
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
    if (this.look) return this.look.snapshot()
    const entries = [...this.entries.values()].filter(({ record }) => record)
    return entries.sort((a, b) => a.birth - b.birth).map(({ record }) => record as Rec)
  }

  private changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }
  private moved(now: number): void {
    this.heap = undefined
    this.position = this.history.length
    this.now = now
    this.changed()
  }
  private note(entry: Entry, change: Change): void {
    if (entry.changes) entry.changes.push(change)
    else entry.changes = [change]
  }
  private put(entry: Entry, id: string, after: Rec | undefined, birth: number): void {
    const { record, table } = entry
    if (record && after) table.replace(id, entry, record, after)
    else if (record) table.remove(id, entry, record)
    else if (after) {
      entry.birth = birth
      table.add(id, entry, after)
    }
  }
  private entryOf(id: string): Entry {
    let entry = this.entries.get(id)
    if (!entry) {
      const type = typeOf(id)
      let table = this.tables.get(type)
      if (!table) {
        table = new Table()
        this.tables.set(type, table)
        if (type === 'due') this.dues = table
      }
      entry = { record: undefined, birth: 0, table, changes: undefined }
      table.ever.push(entry)
      this.entries.set(id, entry)
    }
    return entry
  }
}
