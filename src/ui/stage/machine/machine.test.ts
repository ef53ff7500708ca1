import { describe, expect, it } from 'vitest'
import { Simulation } from '../../../sim/simulation.ts'
import type { Medium, Server } from '../../../system/hardware/hardware.ts'
import { createServer, DEFAULT_SERVER } from '../../../system/hardware/world.ts'
import { effects, inputs, machines } from '../../../system/system.ts'
import { type Box, type Counts, diskBox, type Layout, layoutOf, lineBox, ramBoxes } from './layout.ts'
import { bootOrderOf, laneOf, type Machine, runsOf, statePath } from './model.ts'
import { BLOCKS, blocksOf, pointAt, progressOf } from './motion.ts'
import { ramRows, ramTaken } from './ram.ts'
import { cut, diskText, shortName, sizeText } from './sizes.ts'

describe('blocks on their way', () => {
  const journey = { startedAt: 1000, endsAt: 19_000 }
  it('are none before the start and after the end', () => {
    for (const now of [0, 1000, 19_000, 50_000]) expect(blocksOf(journey, now)).toEqual([])
  })
  it('stay on the way, in order, and move forwards with the time', () => {
    for (let now = 1001; now < 19_000; now += 37) {
      const shares = blocksOf(journey, now)
      expect(shares).toEqual(shares.toSorted((a, b) => b - a))
      for (const share of shares) expect(share >= 0 && share <= 1).toBe(true)
    }
    const [first = 0] = blocksOf(journey, 1500)
    expect((blocksOf(journey, 1600)[0] ?? 0) - first).toBeCloseTo(100 / 1400)
  })
  it('have all arrived at the end', () => {
    expect(blocksOf(journey, 18_999)).toHaveLength(1)
    expect(blocksOf(journey, 18_999)[0]).toBeGreaterThan(0.85)
  })
  it('go faster when there is little time: several, and the last arrives at the end', () => {
    const short = { startedAt: 0, endsAt: 100 }
    expect(blocksOf(short, 25)[0]).toBe(0.5)
    expect(blocksOf(short, 49).length).toBe(BLOCKS)
    expect(blocksOf(short, 99)).toEqual([expect.closeTo(0.98)])
  })
  it('say how much has arrived', () => {
    expect([0, 1000, 10_000, 19_000, 20_000].map((now) => progressOf(journey, now))).toEqual([0, 0, 0.5, 1, 1])
  })
  it('go along the pieces of the way by their lengths', () => {
    const way = [
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 30, y: 10 },
    ]
    expect([0, 0.5, 0.75, 0.875, 1].map((share) => pointAt(way, share))).toEqual([
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 30, y: 0 },
      { x: 30, y: 5 },
      { x: 30, y: 10 },
    ])
  })
})

describe('the layout', () => {
  const counts: Counts = { entries: 3, nics: 2, disks: 8, pools: [14, 3], zones: 3 }
  const inside = (a: Box, b: Box): boolean => a.x >= b.x - 0.01 && a.y >= b.y - 0.01 && a.x + a.w <= b.x + b.w + 0.01 && a.y + a.h <= b.y + b.h + 0.01
  const apart = (a: Box, b: Box): boolean => a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y
  const blocksIn = (layout: Layout): Box[] => [
    layout.slot,
    layout.drive,
    layout.firmware,
    layout.cpu,
    ...layout.nics,
    layout.ram,
    layout.disks,
    ...layout.pools,
    layout.zones,
  ]
  for (const width of [320, 384, 500, 559, 560, 700, 740, 790, 900, 1100, 1900]) {
    it(`keeps everything inside and apart at ${width}`, () => {
      const layout = layoutOf(width, counts)
      const boxes = blocksIn(layout)
      for (const [i, box] of boxes.entries()) {
        expect([box, inside(box, layout.chassis)]).toEqual([box, true])
        for (const other of boxes.slice(i + 1)) expect([box, other, apart(box, other)]).toEqual([box, other, true])
      }
      for (const card of layout.cards) expect(inside(card, layout.zones)).toBe(true)
      for (const [i, pool] of layout.pools.entries()) expect(inside(lineBox(pool, (counts.pools[i] ?? 1) - 1), pool)).toBe(true)
      for (let disk = 0; disk < counts.disks; disk++) expect(inside(diskBox(layout, disk), layout.disks)).toBe(true)
      for (const row of ramBoxes(layout.ram)) expect(inside(row, layout.ram)).toBe(true)
      expect(layout.chassis.x + layout.chassis.w <= width && layout.chassis.y + layout.chassis.h <= layout.height).toBe(true)
    })
  }
  it('gives a new zone a place and leaves the others where they are', () => {
    const before = layoutOf(800, counts)
    const after = layoutOf(800, { ...counts, zones: 4 })
    expect(after.cards.slice(0, 3)).toEqual(before.cards)
  })
})

describe('what a booting server shows', () => {
  const id = 'server:node1'
  const sim = new Simulation({ machines, effects, inputs })
  createServer(sim, DEFAULT_SERVER)
  const machine = (): Machine => ({
    server: sim.world.need(id),
    disks: [],
    nics: [],
    stick: undefined,
    disc: undefined,
    desk: [],
    pools: [],
    zones: [],
    mounts: sim.world.by('mount', 'server', id),
    ramfs: sim.world.by('ramfs', 'server', id),
  })
  const kinds = (): (string | undefined)[] => ramRows(machine()).map((row) => row && (row.transfer ? `${row.kind}…` : row.kind))
  it('is empty RAM and an untried boot order while it is off', () => {
    expect([runsOf(machine().server), kinds(), ramTaken(ramRows(machine()))]).toEqual(['nothing', [undefined, undefined, undefined, undefined], 0])
    expect(bootOrderOf(machine().server).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
  })
  it('is the stick being tried, then the archive on its way, then a root in RAM', () => {
    sim.input({ type: 'power.button', subject: id })
    sim.advance(3200)
    expect(bootOrderOf(machine().server)[0]).toEqual({ device: 'usb', state: 'trying' })
    sim.advance(20_000)
    expect(kinds()).toEqual(['loader', 'unix', 'boot_archive…', undefined])
    expect(statePath(machine().server)).toBe('on.loader.load.boot_archive')
    expect(bootOrderOf(machine().server)[0]).toEqual({ device: 'usb', state: 'chosen' })
    sim.advance(80_000)
    expect(kinds()).toEqual(['tmpfs', 'kernel', 'root', 'usr'])
    expect(statePath(machine().server)).toBe('on.system.milestones.online')
    expect(ramTaken(ramRows(machine()))).toBeGreaterThan(340 * 2 ** 20)
    sim.input({ type: 'power.cut', subject: id })
    expect(ramTaken(ramRows(machine()))).toBe(0)
  })
})

describe('a boot menu', () => {
  it('puts the chosen device before the others, for this start', () => {
    const id = 'server:node1'
    const sim = new Simulation({ machines, effects, inputs })
    createServer(sim, DEFAULT_SERVER)
    sim.input({ type: 'power.button', subject: id })
    for (const key of ['F12', 'ArrowDown', 'ArrowDown', 'Enter']) sim.input({ type: 'tty.key', subject: 'tty:node1/console', key })
    expect(bootOrderOf(sim.world.need(id))[0]).toEqual({ device: 'disk', state: 'trying' })
    sim.advance(sim.now + 20_000)
    expect(bootOrderOf(sim.world.need(id)).slice(0, 2)).toEqual([
      { device: 'disk', state: 'failed' },
      { device: 'usb', state: 'chosen' },
    ])
    expect(sim.world.need(id).bootOrder[0]).toBe('usb')
  })
})

describe('the way into RAM', () => {
  it('begins where the bytes come from', () => {
    const disc: Medium = { id: 'medium:dvd', kind: 'iso', label: 'DVD', platform: '20260312T002222Z' }
    const lane = (from: string) => laneOf({ transfer: { from } } as Server, disc)
    expect(['medium:stick', 'medium:dvd', 'pool:node1/zones', 'bootserver:pxe1'].map(lane)).toEqual(['usb', 'iso', 'pool', 'net'])
    expect(laneOf({} as Server, disc)).toBeUndefined()
  })
})

describe('sizes', () => {
  it('are in binary units, as the language writes numbers', () => {
    expect([0, 41, 524_288, 358_400_000, 8 * 2 ** 30].map((bytes) => sizeText(bytes, 'en'))).toEqual(['0 B', '41 B', '512 KiB', '341.8 MiB', '8 GiB'])
    expect(sizeText(358_400_000, 'es')).toBe('341,8 MiB')
    expect([diskText(500_107_862_016, 'en'), diskText(2e12, 'en')]).toEqual(['500 GB', '2 TB'])
  })
  it('names are cut so that one sees it', () => {
    expect([cut('database', 8), cut('database', 5), shortName('2f1dc911-6401-4fa4-8e9d-67ea2e39c271')]).toEqual(['database', 'data…', '2f1dc911…'])
  })
})
