import type { World } from '../../sim/world.ts'
import { strftime } from '../../system/platform/dates.ts'
import { nice, niceBytes, niceRatio } from '../../system/zfs/nice.ts'
import { type Property, propertyOf } from '../../system/zfs/properties.ts'
import { readProperty } from '../../system/zfs/read.ts'
import type { Dataset } from '../../system/zfs/zfs.ts'

/** `Sat Nov  1  9:05 2025`, day and hour blank-padded; of seconds since 1970. */
export const dateText = (seconds: number): string => strftime('%a %b %e %k:%M %Y', seconds * 1000)
const LIMITS = new Set(['quota', 'refquota', 'reservation', 'refreservation'])
const COUNTS = new Set(['filesystem_limit', 'snapshot_limit'])

/** A value as `zfs get` and `zfs list` print it; -p: unabbreviated. (illumos libzfs_dataset.c zfs_prop_get) */
export function formatValue(property: Property | undefined, value: string, exact: boolean): string {
  if (!property || value === '-') return value
  if (COUNTS.has(property.name)) return value === '0' ? 'none' : value
  if (exact) return property.kind === 'ratio' ? niceRatio(Number(value)).slice(0, -1) : value
  switch (property.kind) {
    case 'bytes':
      return LIMITS.has(property.name) && value === '0' ? 'none' : niceBytes(Number(value))
    case 'number':
      return nice(Number(value))
    case 'ratio':
      return niceRatio(Number(value))
    case 'time':
      return dateText(Number(value))
    default:
      return value
  }
}
/** The property of a dataset as a column: `-` if it has none. */
export function cell(world: World, dataset: Dataset, name: string, exact: boolean): string {
  const read = readProperty(world, dataset, name)
  return read ? formatValue(name.startsWith('written@') ? { name, header: '', kind: 'bytes', on: 'all' } : propertyOf(name), read.value, exact) : '-'
}
export interface Column {
  readonly name: string
  readonly header: string
  readonly right: boolean
  readonly width: number
  /** Grows to its longest value. */
  readonly grows: boolean
}
/** How a property stands in a table. (illumos zprop_common.c zprop_width, libzfs zfs_expand_proplist) */
export function columnOf(name: string, exact: boolean): Column {
  if (name === 'name') return { name, header: 'NAME', right: false, width: 4, grows: true }
  const property = propertyOf(name)
  if (!property) {
    const written = name.startsWith('written@')
    return { name, header: name.toUpperCase(), right: written, width: Math.max(name.length, written ? 5 : 0), grows: !written || exact }
  }
  const { header, kind, values } = property
  const text = kind === 'string' || kind === 'time'
  const longest = values && kind === 'index' ? Math.max(...values.map(({ length }) => length)) : 0
  return { name: property.name, header, right: !text, width: Math.max(header.length, text ? 0 : 5, longest), grows: text || exact }
}
/** Rows under headers, two spaces apart; the last column is not padded if it is left-aligned. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], how: { readonly header: boolean; readonly tabs: boolean }): string {
  if (how.tabs) return rows.map((row) => `${row.join('\t')}\n`).join('')
  const widths = columns.map(({ width, grows }, i) => (grows ? rows.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), width) : width))
  const line = (cells: readonly string[]): string =>
    `${cells.map((text, i) => (columns[i]?.right ? text.padStart(widths[i] as number) : i === cells.length - 1 ? text : text.padEnd(widths[i] as number))).join('  ')}\n`
  return (how.header ? line(columns.map(({ header }) => header)) : '') + rows.map(line).join('')
}
