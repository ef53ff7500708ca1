/** A text's UTF-8 bytes, one char each. */
export function toUtf8(text: string): string {
  let out = ''
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    const scalar = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
    if (scalar < 0x80) out += String.fromCharCode(scalar)
    else if (scalar < 0x800) out += String.fromCharCode(0xc0 | (scalar >> 6), 0x80 | (scalar & 63))
    else if (scalar < 0x10000) out += String.fromCharCode(0xe0 | (scalar >> 12), 0x80 | ((scalar >> 6) & 63), 0x80 | (scalar & 63))
    else out += String.fromCharCode(0xf0 | (scalar >> 18), 0x80 | ((scalar >> 12) & 63), 0x80 | ((scalar >> 6) & 63), 0x80 | (scalar & 63))
  }
  return out
}
/** The text in UTF-8 bytes; bytes that are none become U+FFFD. */
export function fromUtf8(bytes: string): string {
  if (/^[\0-\x7f]*$/.test(bytes)) return bytes
  return bytes.replace(/[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g, (match) => {
    if (match.length === 1) return '\ufffd'
    let code = match.charCodeAt(0) & (0xff >> (match.length + 1))
    for (let i = 1; i < match.length; i++) code = (code << 6) | (match.charCodeAt(i) & 63)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  })
}
/** Base64 of a text's UTF-8 bytes. */
export function base64(text: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bytes = toUtf8(text)
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes.charCodeAt(i) << 16) | ((bytes.charCodeAt(i + 1) || 0) << 8) | (bytes.charCodeAt(i + 2) || 0)
    const quad = [18, 12, 6, 0].map((shift) => digits[(word >> shift) & 63]).join('')
    out += quad.slice(0, Math.min(4, bytes.length - i + 1)).padEnd(4, '=')
  }
  return out
}
const two = (value: number): string => String(value).padStart(2, '0')
/** The civil date of milliseconds since 1970: year, month, day, hour, minute, second, millisecond (UTC). */
export function civil(ms: number): readonly [number, number, number, number, number, number, number] {
  const days = Math.floor(ms / 86_400_000)
  const rest = ms - days * 86_400_000
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return [
    yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    doy - Math.floor((153 * mp + 2) / 5) + 1,
    Math.floor(rest / 3_600_000),
    Math.floor(rest / 60_000) % 60,
    Math.floor(rest / 1000) % 60,
    rest % 1000,
  ]
}
/** `2026-03-12T00:30:00.000Z`. */
export function isoDate(ms: number): string {
  const [year, month, day, hour, minute, second, rest] = civil(Math.floor(ms))
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${String(rest).padStart(3, '0')}Z`
}
