const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
/** A date taken apart, in UTC. */
export interface Parts {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** 0 is Sunday. */
  readonly weekday: number
  /** 1 to 366. */
  readonly yearday: number
}

/** Takes milliseconds since 1970 apart, without the host's Date: proleptic Gregorian, UTC. */
export function partsOf(ms: number): Parts {
  const days = Math.floor(ms / 86_400_000)
  const rest = Math.floor((ms - days * 86_400_000) / 1000)
  // Days to civil date, counting years from March so that the leap day comes last.
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] as number
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearday: before + day + (leap && month > 2 ? 1 : 0),
  }
}
const two = (n: number): string => String(n).padStart(2, '0')
/** `00:30:00` */
export const clockTime = (ms: number): string => {
  const { hour, minute, second } = partsOf(ms)
  return `${two(hour)}:${two(minute)}:${two(second)}`
}
/** As syslog and startd write it: `Mar 12 00:30:00`. */
export const stamp = (ms: number): string => {
  const { month, day } = partsOf(ms)
  return `${MONTHS[month - 1]} ${String(day).padStart(2)} ${clockTime(ms)}`
}
/** As `svcs` shows an older time: `Mar_12`. */
export const dayStamp = (ms: number): string => {
  const { month, day } = partsOf(ms)
  return `${MONTHS[month - 1]}_${two(day)}`
}
/** The locale's full form in en_US.UTF-8, as `date` prints it: `March 12, 2026 at 12:30:00 AM UTC`. */
export const fullDate = (ms: number): string => strftime('%B %e, %Y at %I:%M:%S %p UTC', ms)

const LONG_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const
const LONG_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

/** strftime(3C) in UTC; unknown letters stay as they are. */
export function strftime(format: string, ms: number): string {
  const p = partsOf(ms)
  const hour12 = p.hour % 12 === 0 ? 12 : p.hour % 12
  const table = new Map<string, () => string>([
    ['a', () => DAYS[p.weekday] as string],
    ['A', () => LONG_DAYS[p.weekday] as string],
    ['b', () => MONTHS[p.month - 1] as string],
    ['h', () => MONTHS[p.month - 1] as string],
    ['B', () => LONG_MONTHS[p.month - 1] as string],
    ['d', () => two(p.day)],
    ['e', () => String(p.day).padStart(2)],
    ['m', () => two(p.month)],
    ['y', () => two(p.year % 100)],
    ['Y', () => String(p.year)],
    ['C', () => two(Math.floor(p.year / 100))],
    ['H', () => two(p.hour)],
    ['I', () => two(hour12)],
    ['l', () => String(hour12).padStart(2)],
    ['k', () => String(p.hour).padStart(2)],
    ['M', () => two(p.minute)],
    ['S', () => two(p.second)],
    ['p', () => (p.hour < 12 ? 'AM' : 'PM')],
    ['j', () => String(p.yearday).padStart(3, '0')],
    ['u', () => String(p.weekday === 0 ? 7 : p.weekday)],
    ['w', () => String(p.weekday)],
    ['s', () => String(Math.floor(ms / 1000))],
    ['n', () => '\n'],
    ['t', () => '\t'],
    ['Z', () => 'UTC'],
    ['z', () => '+0000'],
    ['%', () => '%'],
    ['D', () => strftime('%m/%d/%y', ms)],
    ['F', () => strftime('%Y-%m-%d', ms)],
    ['T', () => strftime('%H:%M:%S', ms)],
    ['R', () => strftime('%H:%M', ms)],
    ['r', () => strftime('%I:%M:%S %p', ms)],
    ['c', () => strftime('%a %b %e %H:%M:%S %Y', ms)],
    ['x', () => strftime('%m/%d/%y', ms)],
    ['X', () => strftime('%H:%M:%S', ms)],
  ])
  return format.replace(/%(.)/g, (whole, letter: string) => table.get(letter)?.() ?? whole)
}
