import type { Change, Rec } from './record.ts'

/** A record's place in the store: the same one for ever, also while there is no record of that id. */
export interface Entry {
  record: Rec | undefined
  /** Grows with each record made: what "oldest first" goes by, also after one was removed and put back by undoing. */
  birth: number
  readonly table: Table
  /** What has become of it since the start, oldest first; undefined if nothing ever has. */
  changes: Change[] | undefined
}
/** Entries in order of birth, by id. */
class Shelf {
  entries = new Map<string, Entry>()
  private last = 0
  private sorted = true

  get size(): number {
    return this.entries.size
  }
  add(id: string, entry: Entry): void {
    // Only what undoing puts back, or what comes to another value of an indexed field, is not the youngest.
    if (entry.birth < this.last) this.sorted = false
    else this.last = entry.birth
    this.entries.set(id, entry)
  }
  remove(id: string): void {
    this.entries.delete(id)
  }
  list(): Rec[] {
    if (!this.sorted) {
      this.entries = new Map([...this.entries].sort(([, a], [, b]) => a.birth - b.birth))
      this.sorted = true
    }
    const records: Rec[] = []
    for (const { record } of this.entries.values()) records.push(record as Rec)
    return records
  }
  *values(): Iterable<Rec> {
    for (const { record } of this.entries.values()) yield record as Rec
  }
}
/** What stands in a field of a record, whatever its type. */
export const field = (record: Rec, name: string): unknown => (record as unknown as Record<string, unknown>)[name]

/** The records of one type, with their indexes by field. */
export class Table {
  /** Of all records that there ever were. */
  readonly ever: Entry[] = []
  private readonly shelf = new Shelf()
  private readonly indexes: { readonly name: string; readonly values: Map<unknown, Shelf> }[] = []

  get size(): number {
    return this.shelf.size
  }
  /** All records, oldest first. */
  all(): Rec[] {
    return this.shelf.list()
  }
  /** All records in no order. */
  values(): Iterable<Rec> {
    return this.shelf.values()
  }
  /** The records whose field has that value, oldest first. */
  by(name: string, value: unknown): Rec[] {
    return this.index(name).get(value)?.list() ?? []
  }

  add(id: string, entry: Entry, record: Rec): void {
    entry.record = record
    this.shelf.add(id, entry)
    for (const { name, values } of this.indexes) into(values, field(record, name), id, entry)
  }
  replace(id: string, entry: Entry, before: Rec, after: Rec): void {
    entry.record = after
    for (const { name, values } of this.indexes) {
      const was = field(before, name)
      const is = field(after, name)
      if (was === is) continue
      outOf(values, was, id)
      into(values, is, id, entry)
    }
  }
  remove(id: string, entry: Entry, record: Rec): void {
    entry.record = undefined
    this.shelf.remove(id)
    for (const { name, values } of this.indexes) outOf(values, field(record, name), id)
  }

  private index(name: string): Map<unknown, Shelf> {
    const found = this.indexes.find((index) => index.name === name)
    if (found) return found.values
    const values = new Map<unknown, Shelf>()
    for (const [id, entry] of this.shelf.entries) into(values, field(entry.record as Rec, name), id, entry)
    this.indexes.push({ name, values })
    return values
  }
}
function into(values: Map<unknown, Shelf>, value: unknown, id: string, entry: Entry): void {
  let shelf = values.get(value)
  if (!shelf) {
    shelf = new Shelf()
    values.set(value, shelf)
  }
  shelf.add(id, entry)
}
function outOf(values: Map<unknown, Shelf>, value: unknown, id: string): void {
  const shelf = values.get(value)
  shelf?.remove(id)
  if (shelf?.size === 0) values.delete(value)
}
