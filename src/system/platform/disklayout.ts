import type { Disk } from '../hardware/hardware.ts'
import type { VdevSpec } from '../zfs/pools.ts'

/** A proposal for pool `zones`. */
export interface PoolLayout {
  readonly vdevs: readonly VdevSpec[]
  /** Bytes of usable space. */
  readonly capacity: number
}
type Kind = 'default' | 'mirror' | 'raidz2'
const TB15 = 1.5e12

/** Cuts disks into groups of a width; the rest are spares. */
function cut(disks: readonly Disk[], width: number, groups: number, make: (names: string[]) => VdevSpec): VdevSpec[] {
  const names = disks.map(({ name }) => name)
  const vdevs = Array.from({ length: groups }, (_, i) => make(names.slice(i * width, (i + 1) * width)))
  const spares = names.slice(groups * width)
  return spares.length > 0 ? [...vdevs, { type: 'spare', disks: spares }] : vdevs
}
function mirrors(disks: readonly Disk[]): VdevSpec[] | string {
  const n = disks.length
  if (n < 2) return 'at least 2 disks are required for mirroring'
  let spares = n === 2 || n === 4 ? 0 : Math.ceil(n / 16)
  if ((n - spares) % 2 === 1) spares++
  return cut(disks, 2, (n - spares) / 2, (names) => ({ type: 'mirror', disks: names }))
}
/** Narrowest width that divides what the spares leave; otherwise one more spare. */
function raidz(disks: readonly Disk[], parity: 1 | 2): VdevSpec[] | string {
  const n = disks.length
  const [least, most] = parity === 2 ? [7, 12] : [3, 6]
  const small = parity === 2 && (n === 5 || n === 6)
  for (let spares = Math.min(2, Math.floor(n / (parity === 2 ? 12 : 7))); spares < n; spares++) {
    for (let width = small ? n : least; width <= (small ? n : most); width++) {
      if ((n - spares) % width === 0) return cut(disks, width, (n - spares) / width, (names) => ({ type: 'raidz', parity, disks: names }))
    }
  }
  return `no acceptable raidz${parity} layout is possible with ${n} disks`
}
function choose(disks: readonly Disk[]): VdevSpec[] | string {
  const n = disks.length
  const [first] = disks
  if (!first) return 'no primary storage disks available'
  if (n === 1) return [{ type: 'disk', disks: [first.name] }]
  if (n === 2) return mirrors(disks)
  if (n <= 4) return raidz(disks, 1)
  if (n <= 6) return raidz(disks, first.rotating ? 2 : 1)
  const wide = n > 16 || (first.sizeBytes > TB15 && n > 7) || (!first.rotating && n <= 11)
  return wide ? raidz(disks, 2) : mirrors(disks)
}

/** Disks of one size (within 5 %) and kind, largest group first. */
function grouped(disks: readonly Disk[]): Disk[][] {
  const groups: Disk[][] = []
  for (const disk of [...disks].filter(({ sizeBytes }) => sizeBytes >= 0.5e9).sort((a, b) => a.sizeBytes - b.sizeBytes)) {
    const group = groups.find(([first]) => first && first.rotating === disk.rotating && Math.abs(first.sizeBytes - disk.sizeBytes) <= 0.05 * disk.sizeBytes)
    if (group) group.push(disk)
    else groups.push([disk])
  }
  return groups.sort((a, b) => b.length - a.length || (b[0]?.sizeBytes ?? 0) - (a[0]?.sizeBytes ?? 0))
}
const total = (group: readonly Disk[]): number => group.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

/** Roles of the groups: storage, log devices, caches. */
function roles(disks: readonly Disk[]): { storage: Disk[]; log: Disk[]; cache: Disk[] } {
  const groups = grouped(disks)
  const rotating = groups.filter(([first]) => first?.rotating).sort((a, b) => total(b) - total(a))
  const ssds = groups.filter(([first]) => !first?.rotating).sort((a, b) => total(a) - total(b))
  if (rotating.length === 0) return { storage: ssds.at(-1) ?? [], log: [], cache: ssds.slice(0, -1).flat() }
  const log = ssds.find((group) => group.length <= 4) ?? []
  return { storage: rotating[0] ?? [], log, cache: [...ssds.filter((group) => group !== log).flat(), ...rotating.slice(1).flat()] }
}

/** Bytes that a layout offers for data. */
function capacityOf(vdevs: readonly VdevSpec[], sizes: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const { type, disks, parity = 1 } of vdevs) {
    const each = Math.min(...disks.map((name) => sizes.get(name) ?? 0))
    if (type === 'disk' || type === 'mirror') sum += each
    else if (type === 'raidz') sum += each * (disks.length - parity)
  }
  return sum
}

/** Works out a layout; a string says why there is none. Source: smartos-live src/node_modules/disklayout.js. */
export function disklayout(disks: readonly Disk[], kind: Kind = 'default'): PoolLayout | string {
  const { storage, log, cache } = roles(disks)
  const vdevs = kind === 'mirror' ? mirrors(storage) : kind === 'raidz2' ? raidz(storage, 2) : choose(storage)
  if (typeof vdevs === 'string') return vdevs
  const sizes = new Map(disks.map(({ name, sizeBytes }) => [name, sizeBytes]))
  const extra: VdevSpec[] = [
    ...(log.length > 0 ? [{ type: 'log' as const, disks: log.map(({ name }) => name) }] : []),
    ...(cache.length > 0 ? [{ type: 'cache' as const, disks: cache.map(({ name }) => name) }] : []),
  ]
  return { vdevs: [...vdevs, ...extra], capacity: capacityOf(vdevs, sizes) }
}

/** The layout as the set-up prints it, on one line. */
export function layoutLine({ vdevs, capacity }: PoolLayout): string {
  const words: string[] = ['vdevs:']
  const list = (type: VdevSpec['type']): string[] => vdevs.filter((vdev) => vdev.type === type).flatMap(({ disks }) => [...disks])
  for (const { type, parity = 1, disks } of vdevs) {
    if (type === 'mirror') words.push('mirror', ...disks)
    else if (type === 'raidz') words.push(`raidz${parity}`, ...disks)
    else if (type === 'disk') words.push(...disks)
  }
  if (list('spare').length > 0) words.push('spares:', ...list('spare'))
  if (list('log').length > 0) words.push('logs:', ...list('log'))
  return `${words.join(' ')} total capacity: ${(capacity / 1_073_741_824).toFixed(2)} GB`
}
