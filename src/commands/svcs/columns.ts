import { clockTime, dayStamp, partsOf } from '../../system/platform/dates.ts'
import type { State } from '../../system/smf/service.ts'
import { splitFmri } from '../../system/smf/service.ts'
import type { Service } from '../../system/smf/services.ts'

/** A service, and the zone it is in when zones were asked for. */
export interface Row extends Service {
  readonly zone: string
  /** Contract of its processes; undefined if it has none. */
  readonly contract: number | undefined
}
/** A column: its width, what is in it, and what it is sorted by. `starred`: a transition under way is shown by a star. */
export interface Column {
  readonly width: number
  value(row: Row, now: number, starred: boolean): string
  key(row: Row): string | number
}
const DAY = 86_400_000
/** STIME: the time of day within a day (`%k:%M:%S`), then the day, then the year. Source: illumos usr/src/cmd/svc/svcs/svcs.c (sprint_stime). */
export function stime(since: number, now: number): string {
  const age = now - since
  if (age < DAY) return clockTime(since).replace(/^0/, ' ')
  return age < 360 * DAY ? dayStamp(since) : String(partsOf(since).year)
}
type Names = Readonly<Record<State | 'none', string>>
const SHORT: Names = { uninitialized: 'UN', disabled: 'DIS', offline: 'OFF', online: 'ON', degraded: 'DGD', maintenance: 'MNT', none: '-' }
const LETTER: Names = { uninitialized: 'u', disabled: 'd', offline: '0', online: '1', degraded: 'D', maintenance: 'm', none: '-' }
/** From what is of least interest to what is of most. */
const ORDER: readonly string[] = ['legacy_run', 'disabled', 'online', 'degraded', 'offline', 'maintenance', 'uninitialized', 'none']
const star = (row: Row, starred: boolean): string => (starred && row.next !== 'none' ? '*' : '')
const order = (row: Row): number => ORDER.indexOf(row.state)
const nextOrder = (row: Row): number => ORDER.indexOf(row.next)

/** The columns by name, with their widths. Source: illumos usr/src/cmd/svc/svcs/svcs.c. */
export const COLUMNS: Readonly<Record<string, Column>> = {
  CTID: { width: 6, value: (row) => (row.contract === undefined ? '-' : String(row.contract)), key: (row) => row.contract ?? 0 },
  DESC: { width: 100, value: (row) => row.description || '-', key: (row) => row.description },
  FMRI: { width: 50, value: (row) => row.fmri, key: (row) => row.fmri },
  INST: { width: 20, value: (row) => splitFmri(row.fmri).instance, key: (row) => splitFmri(row.fmri).instance },
  N: { width: 1, value: (row) => LETTER[row.next], key: nextOrder },
  NSTA: { width: 4, value: (row) => SHORT[row.next], key: nextOrder },
  NSTATE: { width: 13, value: (row) => (row.next === 'none' ? '-' : row.next), key: nextOrder },
  S: { width: 2, value: (row, _, starred) => LETTER[row.state] + star(row, starred), key: order },
  SCOPE: { width: 20, value: () => 'localhost', key: () => 'localhost' },
  SN: { width: 2, value: (row) => LETTER[row.state] + LETTER[row.next], key: (row) => order(row) * 10 + nextOrder(row) },
  SVC: { width: 20, value: (row) => splitFmri(row.fmri).service, key: (row) => splitFmri(row.fmri).service },
  STA: { width: 4, value: (row, _, starred) => SHORT[row.state] + star(row, starred), key: order },
  STATE: { width: 14, value: (row, _, starred) => row.state + star(row, starred), key: order },
  STIME: { width: 8, value: (row, now) => stime(row.since, now), key: (row) => Math.floor(row.since / 1000) },
  ZONE: { width: 16, value: (row) => row.zone, key: (row) => row.zone },
}
/** The columns whose presence makes the star needless. */
const NEXT = ['N', 'SN', 'NSTA', 'NSTATE']
/** A line of cells; the last one is not filled up. */
function lineOf(cells: readonly string[], columns: readonly string[]): string {
  return cells
    .map((cell, i) => cell.padEnd((COLUMNS[columns[i] as string] as Column).width))
    .join(' ')
    .trimEnd()
}
/** The header. */
export const headerOf = (columns: readonly string[]): string => lineOf(columns, columns)
/** The line of a service. */
export function rowOf(row: Row, columns: readonly string[], now: number): string {
  const starred = !columns.some((name) => NEXT.includes(name))
  const cells = columns.map((name) => (COLUMNS[name] as Column).value(row, now, starred))
  return lineOf(cells, columns)
}
/** Sorts by columns, each up or down. Rows that are alike keep their order. */
export function sorted(rows: readonly Row[], by: readonly { readonly column: string; readonly down: boolean }[]): Row[] {
  return rows.toSorted((a, b) => {
    for (const { column, down } of by) {
      const { key } = COLUMNS[column] as Column
      const [x, y] = [key(a), key(b)]
      if (x !== y) return (x < y ? -1 : 1) * (down ? -1 : 1)
    }
    return 0
  })
}
