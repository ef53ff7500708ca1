import type { Layout } from '../files/store.ts'
import type { Extent, FileEntry, Fill } from '../files/tree.ts'
import { allocatedSize, SECTOR } from './geometry.ts'
import { availableOf, type Lookup, limitReached } from './space.ts'
import { limitOf } from './transaction.ts'
import { settingOf } from './values.ts'
import type { Dataset, Pool } from './zfs.ts'

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to

/** Share of a record's bytes that compression leaves. Declared, not measured: text 2:1 by lz4 and lzjb, 3:1 by gzip. */
function ratioOf(algorithm: string, fill: Fill): number {
  if (algorithm === 'off' || fill === 'random' || (algorithm === 'zle' && fill === 'text')) return 1
  if (fill === 'zero') return 0
  return algorithm.startsWith('gzip') ? 1 / 3 : 1 / 2
}
/** What some bytes are made of, judged by how many different runs of three they have. */
function fillOf(bytes: string): Fill {
  const sample = bytes.slice(0, 4096)
  if (/^\0*$/.test(bytes)) return 'zero'
  const runs = new Set<string>()
  for (let i = 0; i + 3 <= sample.length; i++) runs.add(sample.slice(i, i + 3))
  return sample.length > 64 && runs.size > sample.length * 0.9 ? 'random' : 'text'
}
/** Where the records of a file lie once the bytes from..to of it are written. */
export class FileLayout {
  private readonly algorithm: string
  private readonly copies: number
  constructor(
    private readonly lookup: Lookup,
    private readonly head: Dataset,
    private readonly pool: Pool,
    /** Bytes a record of a file that gets its first ones, or a volume's block. */
    private readonly recordsize: number,
  ) {
    this.algorithm = settingOf(lookup, head, 'compression').value
    this.copies = Number(settingOf(lookup, head, 'copies').value)
  }

  lay(before: FileEntry | undefined, after: FileEntry, from: number, to: number): Layout {
    const blocksize = this.blocksizeOf(before, after)
    const whole = before?.blocksize !== blocksize
    const records = Math.ceil(after.size / blocksize)
    const cut = before && after.size < before.size && after.size % blocksize !== 0
    const first = whole ? 0 : Math.min(Math.floor(from / blocksize), cut ? records - 1 : records)
    // A file that outgrows its one block is written anew, its old bytes in a record of the new size.
    const last = Math.min(records, Math.max(Math.ceil(to / blocksize), cut ? records : 0, whole && before ? Math.ceil(before.size / blocksize) : 0))
    const old = before?.extents ?? []
    const dead: Extent[] = []
    const kept: Extent[] = []
    for (const extent of old) {
      for (const [piece, keep] of split(extent, whole ? 0 : first, whole ? Number.POSITIVE_INFINITY : last, whole ? 0 : records))
        (keep ? kept : dead).push(piece)
    }
    const born = last > first ? this.records(after, blocksize, first, last) : []
    const short = this.shortage(dead, born)
    if (short) return this.partly(before, after, from, first, blocksize, dead, born)
    const extents = [...kept, ...born].sort((a, b) => a.record - b.record)
    return { file: { ...after, extents, blocksize }, dead, born }
  }

  private blocksizeOf(before: FileEntry | undefined, after: FileEntry): number {
    if (this.head.type === 'volume') return this.recordsize
    const grown = before?.blocksize
    if (grown && (before.size > grown || (grown >= this.recordsize && before.size > 0))) return grown
    if (after.size > this.recordsize) return this.recordsize
    return Math.max(SECTOR, roundUp(after.size, SECTOR))
  }
  /** New records first..last, one run for each stretch that compresses alike. */
  private records(file: FileEntry, blocksize: number, first: number, last: number): Extent[] {
    if (file.content === undefined) return this.run(first, last - first, blocksize, file.fill ?? 'zero', first)
    const runs: Extent[] = []
    for (let record = first; record < last; record++) {
      const fill = this.algorithm === 'off' ? 'text' : fillOf(file.content.slice(record * blocksize, (record + 1) * blocksize))
      const [extent] = this.run(record, 1, blocksize, fill, first)
      const prior = runs.at(-1)
      if (extent && prior && prior.fill === fill && prior.record + prior.count === record) runs[runs.length - 1] = { ...prior, count: prior.count + 1 }
      else if (extent) runs.push(extent)
    }
    return runs
  }
  private run(record: number, count: number, lsize: number, fill: Fill, first: number): Extent[] {
    const ratio = ratioOf(this.algorithm, fill)
    // Compressed zeros take no block at all: a hole.
    if (ratio === 0) return []
    const compressed = roundUp(lsize * ratio, SECTOR)
    // Compression must save an eighth, or the block is stored as it is. (zio_compress_data)
    const psize = compressed <= lsize - (lsize >> 3) ? compressed : lsize
    return [
      {
        record,
        count,
        birth: this.pool.txg + 1,
        dva: this.pool.nextDva + (record - first) * lsize,
        asize: allocatedSize(this.pool, psize) * this.copies,
        psize,
        lsize,
        fill,
      },
    ]
  }
  /**
   * Whether the records do not fit in what quotas, reservations and the pool leave. A quota lets a block through as long as
   * it is not reached: the last one may go over it. (dsl_dir.c dsl_dir_tempreserve_impl: used_on_disk >= quota)
   */
  private shortage(dead: readonly Extent[], fresh: readonly Extent[]): boolean {
    const last = limitReached(this.lookup, this.head) === 'EDQUOT' ? this.lastOf(fresh) : 0
    const grown = bytes(fresh) - last + (last > 0 ? 1 : 0)
    const freed = bytes(dead.filter(({ birth }) => birth > this.head.prevTxg))
    const refquota = limitOf(this.head, 'refquota')
    const over = refquota > 0 && grown > bytes(dead) && this.head.referenced.a + grown - bytes(dead) > refquota
    return over || (grown > freed && grown - freed > availableOf(this.lookup, { ...this.head, properties: { ...this.head.properties, refquota: '0' } }))
  }
  /** Writes the records that fit, as a program does that writes block by block. */
  private partly(
    before: FileEntry | undefined,
    after: FileEntry,
    from: number,
    first: number,
    blocksize: number,
    dead: readonly Extent[],
    fresh: readonly Extent[],
  ): Layout {
    const error = limitReached(this.lookup, this.head)
    const each = fresh[0]?.asize ?? SECTOR
    const room = availableOf(this.lookup, this.head) + bytes(dead.filter(({ birth }) => birth > this.head.prevTxg))
    const count = Math.min(error === 'EDQUOT' ? Math.ceil(room / each) : Math.floor(room / each), bytes(fresh) / each - 1)
    const to = (first + count) * blocksize
    const size = Math.max(before?.size ?? 0, Math.min(to, after.size))
    if (count <= 0 || to <= from) return { file: before ?? this.empty(after), dead: [], born: [], error }
    const content = after.content === undefined ? {} : { content: after.content.slice(0, to) + (before?.content ?? '').slice(to) }
    const layout = this.lay(before, { ...after, size, ...content }, from, to)
    return { ...layout, error }
  }
  private lastOf(extents: readonly Extent[]): number {
    return extents.at(-1)?.asize ?? 0
  }
  private empty(file: FileEntry): FileEntry {
    return { ...file, size: 0, ...(file.content !== undefined && { content: '' }), extents: [] }
  }
}
const bytes = (extents: readonly Extent[]): number => extents.reduce((sum, { asize, count }) => sum + asize * count, 0)

/** Cuts a run where records first..last are overwritten and where the file now ends. True: that piece stays. */
function* split(extent: Extent, first: number, last: number, records: number): Generator<readonly [Extent, boolean]> {
  const end = extent.record + extent.count
  const marks = [extent.record, first, last, records, end].filter((mark) => mark >= extent.record && mark <= end).sort((a, b) => a - b)
  for (let i = 1; i < marks.length; i++) {
    const [low, high] = [marks[i - 1] as number, marks[i] as number]
    if (low === high) continue
    const piece = { ...extent, record: low, count: high - low, dva: extent.dva + (low - extent.record) * extent.lsize }
    yield [piece, low < records && (high <= first || low >= last)]
  }
}
