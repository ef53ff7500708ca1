import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { disklayout, LAYOUTS, type LayoutDisk, layoutLine, type PoolLayout } from './disklayout.ts'
import { roleOf, roundedSize } from './diskroles.ts'

const disks = (n: number, size: number, solid_state = false, more: Partial<LayoutDisk> = {}): LayoutDisk[] =>
  Array.from({ length: n }, (_, i) => ({
    type: 'SATA',
    name: `c${solid_state ? 2 : 1}t${i}d0`,
    vid: 'ATA',
    pid: 'DISK',
    size,
    removable: false,
    solid_state,
    ...more,
  }))
/** `3×mirror2 +1sp +2log +6cache (3)`: groups, spares, log devices, cache devices, and usable space in disks. */
function short(found: PoolLayout | string, size: number): string {
  if (typeof found === 'string') return found
  const groups = new Map<string, number>()
  for (const vdev of found.vdevs) {
    const name = 'disk' in vdev ? 'single' : `${vdev.type}×${vdev.devices.length}`
    groups.set(name, (groups.get(name) ?? 0) + 1)
  }
  const extra = (label: string, list: readonly unknown[]): string => (list.length > 0 ? ` +${list.length}${label}` : '')
  const text = [...groups].map(([name, n]) => (n > 1 ? `${n} ${name}` : name)).join(' ')
  return `${text}${extra('sp', found.spares)}${extra('log', found.logs)}${extra('cache', found.cache)} (${Math.round(found.capacity / size)})`
}
const SMALL = 1e12
const LARGE = 4e12
const NONE = (n: number): string => `no acceptable raidz2 layout is possible with ${n} disks`

// Each line: number of disks; default for HDDs up to 1.5 TB, for larger ones, for SSDs; `mirror`; `raidz2`.
// Source: smartos-live src/node_modules/disklayout.js, compared with this on random sets of disks.
const TABLE: readonly (readonly [string, string, string, string, string])[] = [
  ['single (1)', 'single (1)', 'single (1)', 'at least 2 disks are required for mirroring', NONE(1)],
  ['mirror×2 (1)', 'mirror×2 (1)', 'mirror×2 (1)', 'mirror×2 (1)', NONE(2)],
  ['raidz×3 (2)', 'raidz×3 (2)', 'raidz×3 (2)', 'mirror×2 +1sp (1)', NONE(3)],
  ['raidz×4 (3)', 'raidz×4 (3)', 'raidz×4 (3)', '2 mirror×2 (2)', NONE(4)],
  ['raidz2×5 (3)', 'raidz2×5 (3)', 'raidz×5 (4)', '2 mirror×2 +1sp (2)', 'raidz2×5 (3)'],
  ['raidz2×6 (4)', 'raidz2×6 (4)', '2 raidz×3 (4)', '2 mirror×2 +2sp (2)', 'raidz2×6 (4)'],
  ['3 mirror×2 +1sp (3)', '3 mirror×2 +1sp (3)', 'raidz2×7 (5)', '3 mirror×2 +1sp (3)', 'raidz2×7 (5)'],
  ['3 mirror×2 +2sp (3)', 'raidz2×8 (6)', 'raidz2×8 (6)', '3 mirror×2 +2sp (3)', 'raidz2×8 (6)'],
  ['4 mirror×2 +1sp (4)', 'raidz2×9 (7)', 'raidz2×9 (7)', '4 mirror×2 +1sp (4)', 'raidz2×9 (7)'],
  ['4 mirror×2 +2sp (4)', 'raidz2×10 (8)', 'raidz2×10 (8)', '4 mirror×2 +2sp (4)', 'raidz2×10 (8)'],
  ['5 mirror×2 +1sp (5)', 'raidz2×11 (9)', 'raidz2×11 (9)', '5 mirror×2 +1sp (5)', 'raidz2×11 (9)'],
  ['5 mirror×2 +2sp (5)', 'raidz2×11 +1sp (9)', '5 mirror×2 +2sp (5)', '5 mirror×2 +2sp (5)', 'raidz2×11 +1sp (9)'],
  ['6 mirror×2 +1sp (6)', 'raidz2×12 +1sp (10)', '6 mirror×2 +1sp (6)', '6 mirror×2 +1sp (6)', 'raidz2×12 +1sp (10)'],
  ['6 mirror×2 +2sp (6)', 'raidz2×12 +2sp (10)', '6 mirror×2 +2sp (6)', '6 mirror×2 +2sp (6)', 'raidz2×12 +2sp (10)'],
  ['7 mirror×2 +1sp (7)', '2 raidz2×7 +1sp (10)', '7 mirror×2 +1sp (7)', '7 mirror×2 +1sp (7)', '2 raidz2×7 +1sp (10)'],
  ['7 mirror×2 +2sp (7)', '2 raidz2×7 +2sp (10)', '7 mirror×2 +2sp (7)', '7 mirror×2 +2sp (7)', '2 raidz2×7 +2sp (10)'],
]
describe('the layout for so many disks', () => {
  test.each(TABLE.map((row, i) => [i + 1, row] as const))('%i', (n, [small, large, ssd, mirror, raidz2]) => {
    const got = [
      short(disklayout(disks(n, SMALL)), SMALL),
      short(disklayout(disks(n, LARGE)), LARGE),
      short(disklayout(disks(n, SMALL, true)), SMALL),
      short(disklayout(disks(n, SMALL), { layout: 'mirror' }), SMALL),
      short(disklayout(disks(n, SMALL), { layout: 'raidz2' }), SMALL),
    ]
    expect(got).toEqual([small, large, ssd, mirror, raidz2])
  })
  test('larger SSDs are treated as larger disks from eight on; more than sixteen are raidz2', () => {
    expect(short(disklayout(disks(12, LARGE, true)), LARGE)).toBe('raidz2×11 +1sp (9)')
    expect(short(disklayout(disks(17, SMALL)), SMALL)).toBe('2 raidz2×8 +1sp (12)')
  })
})
describe('disks of several kinds', () => {
  test('up to four of the smallest SSDs are log devices', () => {
    const found = disklayout([...disks(8, SMALL), ...disks(2, 100e9, true)])
    expect(short(found, SMALL)).toBe('3 mirror×2 +2sp +2log (3)')
    expect(typeof found === 'object' && layoutLine(found)).toBe(
      'vdevs: mirror c1t0d0 c1t1d0 mirror c1t2d0 c1t3d0 mirror c1t4d0 c1t5d0 spares: c1t6d0 c1t7d0 logs: c2t0d0 c2t1d0 total capacity: 2793.97 GB',
    )
    expect(short(disklayout([...disks(1, SMALL), ...disks(1, 120e9, true)]), SMALL)).toBe('single +1log (1)')
  })
  test('more of them are a cache, which the line does not name', () => {
    const found = disklayout([...disks(6, 2e12), ...disks(6, 480e9, true)])
    expect(short(found, 2e12)).toBe('raidz2×6 +6cache (4)')
    expect(typeof found === 'object' && layoutLine(found)).not.toMatch(/c2/)
    expect(short(disklayout([...disks(6, 2e12), ...disks(6, 480e9, true)], { noCache: true }), 2e12)).toBe('raidz2×6 (4)')
  })
  test('of rotating disks the largest kind is for data, the rest a cache', () => {
    const found = disklayout([...disks(2, SMALL), ...disks(2, 2e12, false, { name: '' }).map((disk, i) => ({ ...disk, name: `c3t${i}d0` }))])
    expect(typeof found === 'object' && found.cache.map(({ name }) => name)).toEqual(['c1t0d0', 'c1t1d0'])
    expect(short(found, 2e12)).toBe('mirror×2 +2cache (1)')
  })
  test('sizes within five per cent are one kind; removable and tiny disks are left out', () => {
    const [a] = disks(1, 1e12)
    const [b] = disks(1, 1.03e12, false, { name: 'c1t9d0' })
    const [stick] = disks(1, 16e9, false, { type: 'USB', name: 'c3t0d0', removable: true })
    const [tiny] = disks(1, 4e8, false, { name: 'c4t0d0' })
    const all = [a, b, stick, tiny].filter((disk) => disk !== undefined)
    expect(short(disklayout(all), 1e12)).toBe('mirror×2 (1)')
    expect(disklayout(all.slice(2))).toBe('no primary storage disks available')
  })
})
test('what cannot be had', () => {
  expect(disklayout(disks(2, SMALL), { layout: 'stripe' })).toBe('unknown layout stripe')
  expect(disklayout(disks(1, SMALL), { spares: 1 })).toBe('too many spares (1) for this disk configuration')
  expect(disklayout(disks(18, SMALL), { spares: 1 })).toBe('invalid number of spares (1) for this disk configuration')
  expect(disklayout(disks(8, SMALL), { layout: 'raidz1', width: 9 })).toBe('9 is an invalid width for raidz and 8 disks (min: 3, default max: 6)')
})
test('a size is that of the shop', () => {
  expect([500_107_862_016, 1_000_204_886_016, 120_034_123_776, 4_000_787_030_016, 4e8].map(roundedSize)).toEqual([500, 1000, 120, 4000, 0])
})

const SIZES = [4e8, 16e9, 100e9, 120e9, 480e9, 1e12, 1.5e12, 2e12, 4e12, 18e12]
const anyDisks = fc
  .array(
    fc.record({
      kind: fc.nat(SIZES.length - 1),
      off: fc.integer({ min: -40, max: 40 }),
      ssd: fc.boolean(),
      removable: fc.boolean(),
      n: fc.integer({ min: 1, max: 24 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((groups) =>
    groups.flatMap(({ kind, off, ssd, removable, n }, g) =>
      disks(n, Math.round((SIZES[kind] ?? 1e12) * (1 + off / 1000)), ssd, { removable: removable && g === 3 }).map((disk, i) => ({
        ...disk,
        name: `c${g}t${i}d0`,
      })),
    ),
  )
test('whatever the disks: each is used once at most, groups are as wide as the rule allows, spares are the largest', () => {
  fc.assert(
    fc.property(anyDisks, fc.constantFrom(undefined, ...LAYOUTS), (all, layout) => {
      const found = disklayout(all, { layout })
      const { storage } = roleOf(all)
      if (typeof found === 'string') return storage.length === 0 || layout !== undefined
      const data = found.vdevs.flatMap((vdev) => ('disk' in vdev ? [vdev.disk] : vdev.devices))
      const used = [...data, ...found.spares, ...found.logs, ...found.cache].map(({ name }) => name)
      expect(new Set(used).size).toBe(used.length)
      expect(used.some((name) => all.find((disk) => disk.name === name)?.removable)).toBe(false)
      // Every disk for data is in a group or a spare; a single disk leaves the others free.
      if (layout !== 'single') expect(data.length + found.spares.length).toBe(storage.length)
      const least = Math.min(...found.spares.map(({ size }) => size))
      expect(data.every(({ size }) => size <= least)).toBe(true)
      const widths = new Set(found.vdevs.map((vdev) => ('disk' in vdev ? 1 : vdev.devices.length)))
      expect(widths.size).toBe(1)
      if (layout === undefined) expect(found.vdevs.some((vdev) => 'type' in vdev && vdev.type === 'raidz3')).toBe(false)
      expect(found.logs.length).toBeLessThan(5)
      expect(found.capacity).toBeGreaterThan(0)
      return true
    }),
    { numRuns: 300 },
  )
})
