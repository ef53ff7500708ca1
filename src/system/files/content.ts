import type { Extent, FileEntry, Fill } from './tree.ts'

/** How much of a file is read at once: more would not fit in a string that a page can bear. */
export const READ_LIMIT = 64 * 1024 * 1024

const LINE = 'The quick brown fox jumps over the lazy dog. 0123456789 abcdefg\n'

/** Bytes of a bulk file's run: they follow from the filling and where the run lies, so an overwritten block reads differently. */
function filled(fill: Fill, seed: number, from: number, to: number): string {
  if (fill === 'zero') return '\0'.repeat(to - from)
  if (fill === 'text') {
    const shift = from % LINE.length
    return LINE.repeat(Math.ceil((to - from + shift) / LINE.length)).slice(shift, shift + to - from)
  }
  const chunks: string[] = []
  for (let at = from; at < to; at += 4096) {
    const codes: number[] = []
    for (let i = at; i < Math.min(at + 4096, to); i++) {
      let t = Math.imul((i ^ seed) + 0x6d2b79f5, 0x85ebca6b)
      t = Math.imul(t ^ (t >>> 13), 0xc2b2ae35)
      codes.push((t ^ (t >>> 16)) & 255)
    }
    chunks.push(String.fromCharCode(...codes))
  }
  return chunks.join('')
}
/** Bytes from..to of a file, one char each. */
export function bytesOf(file: FileEntry, from = 0, to = file.size): string {
  const end = Math.min(to, file.size, from + READ_LIMIT)
  if (end <= from) return ''
  if (file.content !== undefined) return file.content.slice(from, end)
  if (!file.extents || !file.blocksize) return filled(file.fill ?? 'zero', file.ino, from, end)
  return ofExtents(file, file.extents, file.blocksize, from, end)
}
function ofExtents(file: FileEntry, extents: readonly Extent[], blocksize: number, from: number, end: number): string {
  let bytes = ''
  for (const extent of extents) {
    const start = extent.record * blocksize
    const stop = start + extent.count * blocksize
    if (stop <= from + bytes.length || start >= end) continue
    const at = from + bytes.length
    if (start > at) bytes += '\0'.repeat(start - at)
    const low = Math.max(start, at)
    const high = Math.min(stop, end)
    bytes += filled(extent.fill ?? file.fill ?? 'zero', extent.dva / 512, low - start, high - start)
  }
  return bytes + '\0'.repeat(end - from - bytes.length)
}
