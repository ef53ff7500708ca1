import type { Change, Due, Rec } from './record.ts'
import { type Entry, field, type Table } from './table.ts'

/** The records of one type at one position, oldest first, with their places in the order of making, and by the value of a field. */
interface Moment {
  readonly records: readonly Rec[]
  readonly births: readonly number[]
  readonly indexes: Map<string, Index>
}
type Index = ReadonlyMap<unknown, readonly Rec[]>
const NONE: readonly never[] = []

/** The store as it was after so many commits. It is worked out from what each record was then, as far as one asks, and changes nothing. */
export class Look {
  private readonly moments = new Map<string, Moment>()

  constructor(
    private readonly tables: ReadonlyMap<string, Table>,
    private readonly position: number,
  ) {}

  get(entry: Entry): Rec | undefined {
    const change = changeAt(entry, this.position)
    return change ? outcome(change, this.position) : entry.record
  }
  all(type: string): readonly Rec[] {
    return this.moment(type)?.records ?? NONE
  }
  by(type: string, name: string, value: unknown): readonly Rec[] {
    const moment = this.moment(type)
    if (!moment) return NONE
    let index = moment.indexes.get(name)
    if (!index) {
      index = byField(moment.records, name)
      moment.indexes.set(name, index)
    }
    return index.get(value) ?? NONE
  }
  /** What was pending: the one that came next. */
  next(sooner: (a: Due, b: Due) => boolean): Due | undefined {
    let next: Due | undefined
    for (const due of this.all('due') as readonly Due[]) if (!next || sooner(due, next)) next = due
    return next
  }
  snapshot(): Rec[] {
    const records: Rec[] = []
    const births: number[] = []
    for (const type of this.tables.keys()) {
      const moment = this.moment(type)
      for (const record of moment?.records ?? NONE) records.push(record)
      for (const birth of moment?.births ?? NONE) births.push(birth)
    }
    return inOrder(records, births).records
  }

  private moment(type: string): Moment | undefined {
    let moment = this.moments.get(type)
    const table = this.tables.get(type)
    if (!moment && table) {
      moment = { ...this.gather(table), indexes: new Map() }
      this.moments.set(type, moment)
    }
    return moment
  }
  private gather({ ever }: Table): Pick<Moment, 'records' | 'births'> {
    const { position } = this
    const records: Rec[] = []
    const births: number[] = []
    let last = 0
    let sorted = true
    for (const entry of ever) {
      const change = changeAt(entry, position)
      const record = change ? outcome(change, position) : entry.record
      if (!record) continue
      const birth = change ? change[3] : entry.birth
      if (birth < last) sorted = false
      last = birth
      records.push(record)
      births.push(birth)
    }
    return sorted ? { records, births } : inOrder(records, births)
  }
}

/** The last change of a record that is in force at a position, or else the first one after it; undefined if it has never been changed. */
function changeAt({ changes }: Entry, position: number): Change | undefined {
  if (!changes) return undefined
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((changes[middle] as Change)[4] <= position) low = middle + 1
    else high = middle
  }
  return changes[Math.max(low - 1, 0)]
}
const outcome = ([, before, after, , since]: Change, position: number): Rec | undefined => (since <= position ? after : before)
function byField(records: readonly Rec[], name: string): Index {
  const index = new Map<unknown, Rec[]>()
  for (const record of records) {
    const value = field(record, name)
    const same = index.get(value)
    if (same) same.push(record)
    else index.set(value, [record])
  }
  return index
}
function inOrder(records: readonly Rec[], births: readonly number[]): { records: Rec[]; births: number[] } {
  const order = Uint32Array.from(births.keys()).sort((a, b) => (births[a] as number) - (births[b] as number))
  return { records: Array.from(order, (i) => records[i] as Rec), births: Array.from(order, (i) => births[i] as number) }
}
