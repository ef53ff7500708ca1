import type { Disk } from '../hardware/hardware.ts'
import { roleOf } from './diskroles.ts'

/** A disk as `diskinfo -Hp` describes it; `size` in bytes. */
export interface LayoutDisk {
  /** Bus: `SATA`, `SAS`, `USB`… */
  readonly type: string
  readonly name: string
  readonly vid: string
  readonly pid: string
  readonly size: number
  readonly removable: boolean
  readonly solid_state: boolean
}
/** A device of a layout: a disk that stands alone, or a group. */
export type LayoutVdev = { readonly disk: LayoutDisk } | { readonly type: 'mirror' | 'raidz' | 'raidz2' | 'raidz3'; readonly devices: readonly LayoutDisk[] }
/** A proposal for a pool. */
export interface PoolLayout {
  readonly vdevs: readonly LayoutVdev[]
  readonly spares: readonly LayoutDisk[]
  readonly logs: readonly LayoutDisk[]
  readonly cache: readonly LayoutDisk[]
  /** Bytes of usable space. */
  readonly capacity: number
}
/** What may be asked of the rule. */
export interface LayoutWish {
  /** One of `LAYOUTS`; without one the rule chooses. */
  readonly layout?: string | undefined
  /** How many spares; without a number the rule chooses. */
  readonly spares?: number | undefined
  /** Disks in a group. */
  readonly width?: number | undefined
  /** No cache devices. */
  readonly noCache?: boolean
}
/** Layouts that can be asked for. */
export const LAYOUTS = ['single', 'mirror', 'raidz1', 'raidz2', 'raidz3'] as const
type LayoutName = (typeof LAYOUTS)[number]
type Core = Pick<PoolLayout, 'vdevs' | 'spares' | 'capacity'>

/** Narrowest and widest group; the widest number of spares that is tried first is `least(2, n / per)`. */
const RAIDZ = {
  raidz1: { type: 'raidz', parity: 1, narrow: 3, wide: 6, per: 7, exact: [] as number[] },
  raidz2: { type: 'raidz2', parity: 2, narrow: 7, wide: 12, per: 12, exact: [5, 6] },
  raidz3: { type: 'raidz3', parity: 3, narrow: 9, wide: 20, per: 15, exact: [7, 8] },
} as const
/** Numbers of disks that no group divides. */
const PRIMES = [17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67]
/** From here on a disk takes too long to be rebuilt for a mirror or a single parity. */
const LARGE = 1500e9

/** Cuts disks, smallest first, into groups; the last (largest) ones are spares, for they can stand in for any other. */
function cut(
  disks: readonly LayoutDisk[],
  width: number,
  spares: number,
  fixed: boolean,
  parity: number,
  type: 'mirror' | 'raidz' | 'raidz2' | 'raidz3',
): Core {
  const used = disks.slice(0, disks.length - spares)
  const vdevs: LayoutVdev[] = []
  let capacity = 0
  for (let at = 0; at < used.length; at += width) {
    const devices = used.slice(at, at + width)
    // With a width that was asked for, what is left over stays free.
    if (fixed && vdevs.length > 0 && devices.length < width) break
    vdevs.push({ type, devices })
    capacity += (devices[0]?.size ?? 0) * (type === 'mirror' ? 1 : width - parity)
  }
  return { vdevs, spares: disks.slice(disks.length - spares), capacity }
}
function mirrors(disks: readonly LayoutDisk[], wish: LayoutWish): Core | string {
  const n = disks.length
  if (n < 2) return 'at least 2 disks are required for mirroring'
  const { width = 2, spares: wanted } = wish
  const fixed = wish.width !== undefined
  const tooMany = `${wanted} is an invalid number of spares for ${n} disks`
  if (fixed) {
    if (wanted !== undefined && wanted >= n) return tooMany
    const left = n - (wanted ?? 0)
    if (width < 2 || width > left) return `${width} is an invalid width for mirroring and ${left} disks`
  }
  let spares = wanted
  if (spares === undefined) {
    if (fixed) spares = n % width
    else if (n === 2 || n === 4) spares = 0
    else {
      spares = Math.ceil(n / 16)
      spares += (n - spares) % width
    }
  } else if (spares > n - width) return tooMany
  return cut(disks, width, spares, fixed, 1, 'mirror')
}
function raidz(name: keyof typeof RAIDZ, disks: readonly LayoutDisk[], wish: LayoutWish): Core | string {
  const n = disks.length
  const { type, parity, per, exact } = RAIDZ[name]
  const isExact = (exact as readonly number[]).includes(n)
  const narrow = isExact ? n : RAIDZ[name].narrow
  const wide = isExact ? n : RAIDZ[name].wide
  const fixedSpares = wish.spares !== undefined
  let spares = wish.spares ?? Math.min(2, Math.floor(n / per))
  let width = wish.width
  if (width !== undefined) {
    if (width < narrow || width > n) return `${width} is an invalid width for ${type} and ${n} disks (min: ${narrow}, default max: ${wide})`
    if (!fixedSpares) spares = n % width
    else if (n - spares < width) return `${width} is an invalid width for ${type} and ${spares} spares`
  } else {
    // The narrowest width that divides what the spares leave; otherwise one more spare.
    for (; n - spares >= narrow; spares++) {
      width = Array.from({ length: wide - narrow + 1 }, (_, i) => narrow + i).find((candidate) => (n - spares) % candidate === 0)
      if (width !== undefined) break
      if (fixedSpares) return `no acceptable ${type} layout is possible with ${n} disks and ${spares} ${spares === 1 ? 'spare' : 'spares'}`
    }
  }
  if (width === undefined || n - spares < narrow) return `no acceptable ${type} layout is possible with ${n} disks`
  return cut(disks, width, spares, wish.width !== undefined, parity, type)
}
function single([disk]: readonly LayoutDisk[], { spares = 0 }: LayoutWish): Core | string {
  if (spares !== 0 || !disk) return 'spares are not allowed for a single disk pool'
  return { vdevs: [{ disk }], spares: [], capacity: disk.size }
}

/** The layout that the rule chooses for so many disks. */
function choose(disks: readonly LayoutDisk[], { spares, width }: LayoutWish): LayoutName {
  const [first] = disks
  const n = disks.length - (spares ?? 0)
  const free = spares === undefined
  const ssd = first?.solid_state === true
  if (n === 1) return 'single'
  if (n === 2) return 'mirror'
  if (n <= 4) return 'raidz1'
  if (n <= 6) return ssd || !free ? 'raidz1' : 'raidz2'
  if (width !== undefined) return width <= 2 ? 'mirror' : width <= RAIDZ.raidz1.wide ? 'raidz1' : width <= RAIDZ.raidz2.wide ? 'raidz2' : 'raidz3'
  if (n > 16 || (n > RAIDZ.raidz2.narrow && (first?.size ?? 0) > LARGE)) {
    if (free) return 'raidz2'
    for (let candidate: number = RAIDZ.raidz2.narrow; candidate <= RAIDZ.raidz2.wide; candidate++) if (n % candidate === 0) return 'raidz2'
    return n === 13 ? 'raidz3' : 'raidz1'
  }
  if (n < RAIDZ.raidz2.wide && ssd) return 'raidz2'
  if (n % 2 === 0 || free) return 'mirror'
  return n === 15 ? 'raidz1' : n === 13 ? 'raidz3' : 'raidz2'
}

/**
 * Works out a layout for disks of any number, size and kind; a string says why there is none. Each disk is used once at
 * most. Source: smartos-live src/node_modules/disklayout.js.
 */
export function disklayout(disks: readonly LayoutDisk[], wish: LayoutWish = {}): PoolLayout | string {
  const { storage, slog, cache } = roleOf(disks)
  if (storage.length === 0) return 'no primary storage disks available'
  const { spares } = wish
  if (spares !== undefined) {
    const left = storage.length - spares
    if (spares > 0 && left < 2) return `too many spares (${spares}) for this disk configuration`
    if (PRIMES.includes(left)) return `invalid number of spares (${spares}) for this disk configuration`
  }
  const name = wish.layout || choose(storage, wish)
  if (!(LAYOUTS as readonly string[]).includes(name)) return `unknown layout ${name}`
  const core = name === 'single' ? single(storage, wish) : name === 'mirror' ? mirrors(storage, wish) : raidz(name as keyof typeof RAIDZ, storage, wish)
  if (typeof core === 'string') return core
  return { ...core, logs: slog, cache: wish.noCache ? [] : cache }
}

/** A disk of a server as the layout rule sees it. */
export const layoutDisk = ({
  name,
  vendor,
  product,
  sizeBytes,
  rotating,
  ...rest
}: Disk & { readonly bus?: string; readonly removable?: boolean }): LayoutDisk => ({
  type: rest.bus ?? 'SATA',
  name,
  vid: vendor,
  pid: product,
  size: sizeBytes,
  removable: rest.removable ?? false,
  solid_state: !rotating,
})

/**
 * The layout as the set-up prints it: on one line, for the script lets the shell split what it had laid out on several.
 * Cache devices are not named. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh printdisklayout.
 */
export function layoutLine({ vdevs, spares, logs, capacity }: PoolLayout): string {
  const names = (label: string, disks: readonly LayoutDisk[]): string[] => (disks.length > 0 ? [label, ...disks.map(({ name }) => name)] : [])
  const words = vdevs.flatMap((vdev) => ('disk' in vdev ? [vdev.disk.name] : [vdev.type, ...vdev.devices.map(({ name }) => name)]))
  return ['vdevs:', ...words, ...names('spares:', spares), ...names('logs:', logs), 'total capacity:', (capacity / 1_073_741_824).toFixed(2), 'GB'].join(' ')
}

/** The layout as `disklayout` prints it: JSON with tabs. */
export function layoutJson({ vdevs, spares, logs, cache, capacity }: PoolLayout): string {
  const disk = ({ name, vid, pid, size, solid_state }: LayoutDisk) => ({ name, vid, pid, size: String(size), solid_state })
  const list = (disks: readonly LayoutDisk[]) => (disks.length > 0 ? disks.map(disk) : undefined)
  const text = {
    spares: list(spares),
    vdevs: vdevs.map((vdev) => ('disk' in vdev ? disk(vdev.disk) : { type: vdev.type, devices: vdev.devices.map(disk) })),
    // A size is text, as diskinfo's columns are; what has been calculated is a number.
    capacity: vdevs.some((vdev) => 'disk' in vdev) ? String(capacity) : capacity,
    logs: list(logs),
    cache: list(cache),
  }
  return `${JSON.stringify(text, null, '\t')}\n`
}
