import type { Point } from './motion.ts'

/** A rectangle of the picture; px at scale 1. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}
/** How many of each thing have to be placed. */
export interface Counts {
  readonly entries: number
  readonly nics: number
  readonly disks: number
  /** Lines of each pool: datasets and images on their way. */
  readonly pools: readonly number[]
  readonly zones: number
}
/** A way into RAM. */
export type Lane = 'usb' | 'iso' | 'net' | 'pool'
/** Where everything is. */
export interface Layout {
  readonly width: number
  readonly height: number
  /** One column: a phone, or a narrow panel. */
  readonly narrow: boolean
  readonly chassis: Box
  readonly slot: Box
  /** The stick in the slot; and on the desk. */
  readonly stick: Box
  readonly away: Box
  readonly firmware: Box
  readonly cpu: Box
  readonly nics: readonly Box[]
  readonly ram: Box
  readonly disks: Box
  readonly diskColumns: number
  readonly diskPitch: number
  readonly pools: readonly Box[]
  readonly zones: Box
  readonly cards: readonly Box[]
  /** The optical drive, and its disc. */
  readonly drive: Box
  /** The ways into RAM by where they begin, up to where they turn into the place that is filled: from the stick, the disc, the network; from a disk it begins at the disk. */
  readonly lanes: Readonly<Record<Lane, readonly Point[]>>
  /** From the network to the pool; from the disks to the pool. */
  readonly intoPool: readonly Point[]
  readonly fromDisks: readonly Point[]
}

/** Heights that the drawing and the layout agree on. */
const FRONT = 46
export const HEAD = 22
export const LINE = 16
const RAM_LINE = 19
const RAM_TALL = 34
const CARD = 68
const GAP = 10
const PAD = 12
const GUTTER = 26
/** Least and most px from one disk to the next. */
const DISK = [47, 60] as const
const DISK_LINE = 40
const SLOT = 46
const DRIVE = 34
const NIC = 58
const RAM_HEIGHT = HEAD + 3 * RAM_LINE + RAM_TALL + 30

const poolHeight = (lines: number): number => HEAD + 24 + lines * LINE + 10
const column = (x: number, y: number, w: number, heights: readonly number[], gap = GAP): Box[] => {
  let at = y
  return heights.map((h) => {
    const box = { x, y: at, w, h }
    at += h + gap
    return box
  })
}
const bottom = (boxes: readonly Box[], least: number): number => boxes.reduce((low, { y, h }) => Math.max(low, y + h), least)

/** Places the parts of a server in a picture of that width (px at scale 1). */
export const layoutOf = (width: number, counts: Counts): Layout => (width < 560 ? oneColumn(width, counts) : wide(width, counts, width < 740))

/**
 * Three columns: what starts the machine; RAM with the zones that run in it; the disks with the pool that holds their
 * files. Left of the chassis is what comes from outside. Stacked, the last two are one column.
 */
function wide(width: number, counts: Counts, stacked: boolean): Layout {
  const outside = width < 900 ? 80 : 100
  const left = outside + PAD
  const board = width < 900 ? 150 : 180
  const main = left + board + 28
  const right = width - 8 - PAD
  const middle = stacked ? right - main : Math.round((right - main - GUTTER) * (width < 900 ? 0.45 : 0.5))
  const store = stacked ? { x: main, w: middle } : { x: main + middle + GUTTER, w: right - main - middle - GUTTER }
  const top = FRONT + 8
  const slot: Box = { x: left, y: top, w: board, h: SLOT }
  const drive: Box = { x: left, y: top + SLOT + 6, w: board, h: DRIVE }
  const under = drive.y + DRIVE + GAP
  const [firmware, cpu, ...nics] = column(left, under, board, [firmwareHeight(counts), 62, ...Array(counts.nics).fill(NIC)]) as [Box, Box, ...Box[]]
  const ram: Box = { x: main, y: top, w: middle, h: RAM_HEIGHT }
  const { diskPitch, diskColumns } = diskGrid(store.w, counts.disks)
  const disks: Box = { ...store, y: stacked ? ram.y + ram.h + GAP : top, h: HEAD + Math.ceil(counts.disks / diskColumns) * DISK_LINE }
  const pools = column(store.x, disks.y + disks.h + 8, store.w, counts.pools.map(poolHeight))
  const below = stacked ? bottom(pools, disks.y + disks.h) + GAP : ram.y + ram.h + 14
  const cards = column(main, below + HEAD, middle, Array(counts.zones).fill(CARD), 8)
  const low = Math.max(bottom(pools, disks.y + disks.h), bottom(cards, below + HEAD + CARD), bottom(nics, cpu.y + cpu.h))
  const zones: Box = { x: main, y: below, w: middle, h: low - below }
  const chassis: Box = { x: outside, y: 4, w: width - 8 - outside, h: low + PAD - 4 }
  const lane = slot.y + 30
  const pool = pools[0] ?? disks
  const wire = (nics[0] ?? cpu).y + 18
  return {
    width,
    height: chassis.y + chassis.h + 6,
    narrow: false,
    chassis,
    slot,
    firmware,
    cpu,
    nics,
    ram,
    disks,
    diskColumns,
    diskPitch,
    pools,
    zones,
    cards,
    stick: { x: outside - 52, y: lane - 13, w: 78, h: 26 },
    away: { x: 2, y: lane - 5, w: 62, h: 24 },
    drive,
    lanes: {
      usb: [
        { x: left + 30, y: lane },
        { x: main - 12, y: lane },
      ],
      iso: [
        { x: left + 24, y: drive.y + 24 },
        { x: main - 12, y: drive.y + 24 },
      ],
      net: [
        { x: 8, y: wire },
        { x: main - 12, y: wire },
      ],
      pool: [{ x: stacked ? main - 12 : store.x - 12, y: disks.y + disks.h - 3 }],
    },
    intoPool: [
      { x: 8, y: wire },
      { x: main - 12, y: wire },
      ...(stacked
        ? []
        : [
            { x: main - 12, y: below - 7 },
            { x: store.x - 12, y: below - 7 },
          ]),
      { x: store.x - 12, y: pool.y + 40 },
      { x: pool.x + 6, y: pool.y + 40 },
    ],
    fromDisks: fall(disks, pool),
  }
}

function oneColumn(width: number, counts: Counts): Layout {
  const chassis = { x: 3, y: 4, w: width - 6 }
  const left = chassis.x + 9
  const inner = chassis.w - 18
  const half = (inner - GAP) / 2
  const top = FRONT + 34
  const slot: Box = { x: left, y: top, w: inner, h: SLOT }
  const drive: Box = { x: left, y: top + SLOT + 6, w: inner, h: DRIVE }
  const row = drive.y + DRIVE + GAP
  const ram: Box = { x: left, y: row, w: inner, h: RAM_HEIGHT }
  const under = ram.y + ram.h + GAP
  const firmware: Box = { x: left, y: under, w: half, h: firmwareHeight(counts) }
  const cpu: Box = { x: left + half + GAP, y: under, w: half, h: firmware.h }
  const nics = column(left, firmware.y + firmware.h + GAP, inner, Array(counts.nics).fill(NIC))
  const storage = bottom(nics, firmware.y + firmware.h) + GAP
  const { diskPitch, diskColumns } = diskGrid(inner, counts.disks)
  const disks: Box = { x: left, y: storage, w: inner, h: HEAD + Math.ceil(counts.disks / diskColumns) * DISK_LINE }
  const pools = column(left, disks.y + disks.h + GAP, inner, counts.pools.map(poolHeight))
  const below = bottom(pools, disks.y + disks.h) + GAP
  const cards = column(left, below + HEAD, inner, Array(counts.zones).fill(CARD), 8)
  const low = bottom(cards, below + HEAD + 40)
  const zones: Box = { x: left, y: below, w: inner, h: low - below }
  const pool = pools[0] ?? disks
  const nic = nics[0] ?? firmware
  const lane = slot.y + 30
  return {
    width,
    height: low + 18,
    narrow: true,
    chassis: { ...chassis, h: low + 8 },
    slot,
    firmware,
    cpu,
    nics,
    ram,
    disks,
    diskColumns,
    diskPitch,
    pools,
    zones,
    cards,
    stick: { x: left + 8, y: lane - 13, w: 78, h: 26 },
    away: { x: left + 60, y: lane - 11, w: 62, h: 22 },
    drive,
    lanes: {
      usb: [
        { x: left + 88, y: lane },
        { x: left + inner - 24, y: lane },
        { x: left + inner - 24, y: ram.y + 6 },
      ],
      iso: [
        { x: left + 24, y: drive.y + 24 },
        { x: left + inner - 24, y: drive.y + 24 },
        { x: left + inner - 24, y: ram.y + 6 },
      ],
      net: [
        { x: left + inner - 12, y: nic.y + 18 },
        { x: left + inner - 12, y: ram.y + ram.h - 4 },
      ],
      pool: [
        { x: left + inner - 12, y: disks.y + disks.h - 3 },
        { x: left + inner - 12, y: ram.y + ram.h - 4 },
      ],
    },
    intoPool: [
      { x: left + inner - 12, y: nic.y + 18 },
      { x: left + inner - 12, y: pool.y + 12 },
    ],
    fromDisks: fall(disks, pool),
  }
}
/** From between disks and pool down to the datasets, where no text is. */
const fall = (disks: Box, pool: Box): Point[] => [
  { x: pool.x + 116, y: disks.y + disks.h + 2 },
  { x: pool.x + 116, y: pool.y + HEAD + 60 },
]
/** Disks in rows: in one where they fit. */
function diskGrid(width: number, disks: number): { diskPitch: number; diskColumns: number } {
  const [least, most] = DISK
  const diskPitch = Math.min(most, Math.max(least, Math.floor((width + 5) / Math.max(1, disks))))
  return { diskPitch, diskColumns: Math.max(1, Math.floor((width + 5) / diskPitch)) }
}
const firmwareHeight = ({ entries }: Counts): number => HEAD + entries * LINE + 8

/** Where the n-th disk is. */
export const diskBox = ({ disks, diskColumns, diskPitch }: Layout, n: number): Box => ({
  x: disks.x + (n % diskColumns) * diskPitch,
  y: disks.y + HEAD + Math.floor(n / diskColumns) * DISK_LINE,
  w: diskPitch - 5,
  h: DISK_LINE - 6,
})
/** Where the n-th line of a pool is. */
export const lineBox = (pool: Box, n: number): Box => ({ x: pool.x + 8, y: pool.y + HEAD + 24 + n * LINE, w: pool.w - 16, h: LINE })
/** Where the slots of RAM are, bottom up; the second last is tall. */
export function ramBoxes(ram: Box): Box[] {
  let low = ram.y + ram.h - 28
  return [RAM_LINE, RAM_LINE, RAM_TALL, RAM_LINE].map((h) => {
    low -= h
    return { x: ram.x + 10, y: low, w: ram.w - 20, h: h - 3 }
  })
}
