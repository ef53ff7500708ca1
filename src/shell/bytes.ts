/** Text as UTF-8 bytes, one char each. */
export function toBytes(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text
  let bytes = ''
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte)
  return bytes
}
/** Bytes, one char each, as text: UTF-8 where they are, otherwise a replacement character each. */
export function toText(bytes: string): string {
  if (!/[^\0-\x7f]/.test(bytes)) return bytes
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0) & 255))
}
