import { localeStore } from '../../i18n/index.ts'

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Writers of numbers by language and decimals: making one takes longer than a hundred uses. */
const writers = new Map<string, Intl.NumberFormat>()
function written(value: number, locale: string, least: number, most: number): string {
  const key = `${locale} ${least} ${most}`
  const writer = writers.get(key) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most })
  writers.set(key, writer)
  return writer.format(value)
}

/** A number with at most so many decimals, as the language shown writes numbers. */
export const numberText = (value: number, most: number): string => written(value, localeStore.get(), 0, most)

/** Bytes in binary units with one decimal, as the language shown writes numbers: `341.8 MiB`, `341,8 MiB`. */
export function sizeText(bytes: number, locale: string = localeStore.get()): string {
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  const value = bytes / 1024 ** unit
  const digits = value >= 1000 || Number.isInteger(value) ? 0 : 1
  return `${written(value, locale, digits, digits)} ${UNITS[unit]}`
}
/** A disk's size as its label says it: decimal units, `500 GB`. */
export const diskText = (bytes: number, locale: string = localeStore.get()): string =>
  bytes >= 1e12 ? `${written(bytes / 1e12, locale, 0, 1)} TB` : `${written(Math.round(bytes / 1e9), locale, 0, 0)} GB`

/** The first characters of a text, so many as fit; what was cut is told by an ellipsis. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`)
/** How a uuid is called where there is little room: its first part. */
export const shortName = (name: string): string => name.replace(/^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, '$1…')
