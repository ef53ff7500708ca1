import { partsOf } from '../../system/platform/dates.ts'

/** Last line of each failure, by exit status. (illumos usr/src/cmd/passwd/passwd.c passwd_exit) */
export const MESSAGES = {
  1: 'Permission denied',
  2: 'Invalid combination of options',
  3: 'Unexpected failure. Password file/table unchanged.',
  6: 'Invalid argument to option',
  7: 'Password aging is disabled',
} as const
/** An exit status of `passwd` that is not 0. */
export type Status = keyof typeof MESSAGES

/** State of a password, by what the shadow file has. */
function stateOf(secret: string): string {
  if (secret === '') return 'NP'
  if (secret.startsWith('*LK*')) return 'LK'
  if (secret.startsWith('NP')) return 'NL'
  return secret.startsWith('$') || secret.length === 13 ? 'PS' : 'UN'
}
const two = (n: number): string => String(n).padStart(2, '0')
/** A line of `passwd -s`: dates and days only if the password can expire. (illumos usr/src/cmd/passwd/passwd.c display_attr) */
export function statusLine(name: string, [, secret = '', last = '', least = '', most = '', warning = '']: readonly string[]): string {
  let line = `${name.padEnd(8)}  ${stateOf(secret)}    `
  if (most === '') return `${line}\n`
  const { year, month, day } = partsOf(Number(last) * 86_400_000)
  line += last === '0' || last === '' ? '00/00/00  ' : `${two(month)}/${two(day)}/${two(year % 100)}  `
  line += least === '' ? '      ' : `${least.padStart(4)}  `
  line += `${most.padStart(4)}  `
  return `${line}${Number(warning) > 0 ? `${warning.padStart(4)}  ` : '      '}\n`
}
