import type { LayoutDisk } from './disklayout.ts'

/** Which disks a layout uses for what. */
export interface DiskRoles {
  readonly storage: readonly LayoutDisk[]
  /** Log devices. */
  readonly slog: readonly LayoutDisk[]
  readonly cache: readonly LayoutDisk[]
}
/** Disks of about one size and one kind. */
interface Bucket {
  /** GB, rounded. */
  readonly size: number
  readonly solid_state: boolean
  disks: LayoutDisk[]
}

/** Steps (MB) of the capacities that disks are sold with. */
const STEPS = [500_000, 150_000, 80_000, 20_000, 4500, 1000]
/** How far a disk may be from a round size, and two sizes from one another, to count as the same. */
const NEAR = 0.05

/** The size (GB) that a disk was sold as; 0 for one that is too small to be used. */
export function roundedSize(bytes: number): number {
  const mb = bytes / 1e6
  let best = Number.NaN
  let least = 0
  for (const step of STEPS) {
    const round = Math.floor((mb + Math.floor(step / 2)) / step) * step
    if (Math.abs(mb - round) / mb > NEAR) continue
    const distance = (mb - round) ** 2 * (round / step) ** 4
    if (distance < least || least === 0) {
      best = round
      least = distance
    }
  }
  return Math.abs(best - mb) / mb < NEAR ? best / 1000 : Math.round(mb / 1000)
}

/** Puts disks of one bus, size and kind together, then those whose sizes are near one another. */
function buckets(disks: readonly LayoutDisk[]): Bucket[] {
  const found = new Map<string, Bucket>()
  for (const disk of disks) {
    const size = roundedSize(disk.size)
    if (disk.removable || size === 0) continue
    const key = `${disk.type},${size},${disk.solid_state}`
    const bucket = found.get(key)
    if (bucket) bucket.disks.push(disk)
    else found.set(key, { size, solid_state: disk.solid_state, disks: [disk] })
  }
  const keys = [...found.keys()]
  for (const one of keys) {
    for (const other of keys) {
      const a = found.get(one)
      const b = found.get(other)
      if (one === other || !a || !b || a.solid_state !== b.solid_state || Math.abs(a.size - b.size) / b.size > NEAR) continue
      // The larger bucket takes the smaller one in.
      const [kept, gone] = a.disks.length > b.disks.length ? [a, b] : [b, a]
      kept.disks = [...kept.disks, ...gone.disks]
      found.delete(gone === a ? one : other)
    }
  }
  return [...found.values()]
}
const smallest = ({ disks }: Bucket): number => Math.min(...disks.map(({ size }) => size))
const bySize = (a: LayoutDisk, b: LayoutDisk): number => a.size - b.size || (a.name > b.name ? 1 : a.name < b.name ? -1 : 0)
const disksOf = (bucket: Bucket | undefined): LayoutDisk[] => [...(bucket?.disks ?? [])].sort(bySize)

/**
 * Which disks are for data, which for the log, which for the cache. Rotating disks hold the data, the largest kind of
 * them; without any, the largest SSDs. Up to four of the smallest SSDs are log devices; everything else is cache.
 * Source: smartos-live src/node_modules/disklayout.js.
 */
export function roleOf(disks: readonly LayoutDisk[]): DiskRoles {
  const all = buckets(disks)
  if (all.length <= 1) return { storage: disksOf(all[0]), slog: [], cache: [] }
  const kind = (ssd: boolean): Bucket[] => all.filter(({ solid_state }) => solid_state === ssd).sort((a, b) => smallest(a) - smallest(b))
  const rotating = kind(false)
  const ssds = kind(true)
  const storage = rotating.pop() ?? ssds.pop()
  const slog = ssds[0] && ssds[0].disks.length < 5 ? ssds.shift() : undefined
  return { storage: disksOf(storage), slog: disksOf(slog), cache: [...rotating, ...ssds].flatMap(disksOf) }
}
