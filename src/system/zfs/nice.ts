const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E'] as const

/** A number as ZFS abbreviates it: at most five characters. (illumos zutil_nicenum.c) */
export function nice(n: number): string {
  let unit = 0
  for (let m = n; m >= 1024 && unit < 6; m = Math.floor(m / 1024)) unit++
  const power = 1024 ** unit
  if (unit === 0 || n % power === 0) return `${Math.floor(n / power)}${UNITS[unit]}`
  for (const digits of [2, 1, 0]) {
    const text = `${(n / power).toFixed(digits)}${UNITS[unit]}`
    if (text.length <= 5 || digits === 0) return text
  }
  return ''
}
/** Suffix of byte counts below 1024: `B` in the current illumos-gate, nothing in classic illumos. */
export const BYTE_SUFFIX: string = 'B'
/** Bytes as ZFS abbreviates them. */
export const niceBytes = (n: number): string => (n < 1024 ? `${n}${BYTE_SUFFIX}` : nice(n))
/** Hundredths as a ratio: `1.33x`. */
export const niceRatio = (hundredths: number): string => `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}x`

/** What is wrong with a number. */
export type NumberFault = { readonly text: string }
/** Parses `10g`, `1.5GB`, `512`. (illumos libzfs_util.c zfs_nicestrtonum) */
export function parseSize(text: string): number | NumberFault {
  const match = /^(\d*\.?\d*)(.*)$/s.exec(text)
  const digits = match?.[1] ?? ''
  if (digits === '' || digits === '.' || !/^\d/.test(digits)) return { text: `bad numeric value '${text}'` }
  const suffix = (match?.[2] ?? '').toUpperCase()
  if (suffix === '') return Number.isInteger(Number(digits)) ? Number(digits) : Math.floor(Number(digits))
  const power = 'BKMGTPEZ'.indexOf(suffix[0] as string)
  const rest = suffix.slice(1)
  if (power < 0 || (rest !== '' && (rest !== 'B' || suffix[0] === 'B'))) return { text: `invalid numeric suffix '${match?.[2]}'` }
  const value = Number(digits) * 1024 ** power
  if (value >= 2 ** 64) return { text: 'numeric value is too large' }
  return Math.floor(value)
}
