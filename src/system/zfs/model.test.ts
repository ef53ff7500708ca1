import { describe, expect, test } from 'vitest'
import { openFiles } from '../files/open.ts'
import { createDataset, thickReservation } from './datasets.ts'
import { capacityOf, deflateOf, leafSize } from './geometry.ts'
import { checkName, checkPoolName } from './names.ts'
import { nice, niceBytes, niceRatio, parseSize } from './nice.ts'
import { createPool } from './pools.ts'
import { setupZonesPool } from './setup.ts'
import { takeSnapshots } from './snapshots.ts'
import { bareServer, server } from './testing.ts'
import { datasetOf, poolOf, type Vdev } from './zfs.ts'

const MiB = 1024 ** 2
const GiB = 1024 ** 3

test('the set-up makes pool zones; a file is charged record by record', () => {
  const sim = bareServer()
  const files = openFiles(sim, { server })
  expect(setupZonesPool(sim, server, { vdevs: [{ type: 'disk', disks: ['c1t0d0'] }], ramMiB: 8192 })).toEqual({ ok: true, value: undefined })
  expect(createDataset(sim, server, 'zones/a').ok).toBe(true)
  files.fill('/zones/a/f', 100 * MiB, 'text')
  expect(datasetOf(sim.world, server, 'zones/a')?.referenced.a).toBe(100 * MiB + 24 * 1024)
  takeSnapshots(sim, server, ['zones@x'], { recursive: true })
  files.remove('/zones/a/f')
  expect(files.readdir('/zones/a/.zfs/snapshot/x')).toEqual(['f'])
})

// Reference zfs 3.1.
describe('numbers', () => {
  test.each([
    [0, '0B'],
    [512, '512B'],
    [1536, '1.50K'],
    [10234, '9.99K'],
    [10239, '10.0K'],
    [10240, '10K'],
    [102399, '100K'],
    [1023488, '1000K'],
    [1048575, '1024K'],
    [1048576, '1M'],
    [1073741823, '1024M'],
    [1500000000, '1.40G'],
  ])('%d is %s', (n, text) => expect(niceBytes(n)).toBe(text))
  test('plain numbers have no B, ratios two decimals', () => expect([nice(512), niceRatio(133), niceRatio(100)]).toEqual(['512', '1.33x', '1.00x']))
  test.each([
    ['10g', 10 * GiB],
    ['1.5GB', 1.5 * GiB],
    ['512', 512],
    ['2Kb', 2048],
  ])('%s is read', (text, n) => expect(parseSize(text)).toBe(n))
  test.each(['abc', '', '-1', '.', '1Q', '1kk', '99999999999T'])('%s is refused', (text) => expect(typeof parseSize(text)).toBe('object'))
})

// Reference zfs 2.1: what a raidz byte counts for with 512-byte sectors, in 512ths.
describe('raidz', () => {
  const group = (disks: number, parity: number): Vdev => {
    const leaf: Vdev = { type: 'disk', name: 'd', guid: '1', asize: leafSize(500e9), state: 'ONLINE', read: 0, write: 0, cksum: 0 }
    return { ...leaf, type: 'raidz', parity, children: Array.from({ length: disks }, () => leaf) }
  }
  test.each([
    [3, 1, 0.666],
    [4, 1, 0.748],
    [5, 1, 0.7988],
    [4, 2, 0.498],
    [6, 2, 0.666],
    [8, 2, 0.748],
    [7, 3, 0.5703],
    [11, 3, 0.7266],
  ])('%d disks, parity %d: %d', (disks, parity, ratio) => {
    expect(Math.floor((deflateOf(group(disks, parity)) / 512) * 10_000) / 10_000).toBeCloseTo(ratio, 3)
    const { size, dspace } = capacityOf([group(disks, parity)])
    expect(dspace / size).toBeCloseTo(ratio, 3)
  })
  test('a full record counts about its size', () => {
    const sim = bareServer()
    createPool(sim, server, 'tank', [{ type: 'raidz', parity: 1, disks: ['c1t0d0', 'c1t1d0', 'c1t2d0', 'c1t3d0'] }])
    openFiles(sim, { server }).fill('/tank/f', 128 * MiB, 'random')
    const used = datasetOf(sim.world, server, 'tank')?.referenced.a ?? 0
    expect(used / (128 * MiB)).toBeCloseTo(1, 2)
    expect(poolOf(sim.world, server, 'tank')?.allocated).toBe(used)
  })
})

// Reference zfs 1.5.
test('a thick volume reserves its metadata, too', () => {
  expect(niceBytes(thickReservation(GiB, 8192))).toBe('1.03G')
  expect(niceBytes(thickReservation(16 * GiB, 4096))).toBe('17.0G')
})

// Reference zfs 4.
describe('names', () => {
  const kindOf = (name: string, wanted: 'dataset' | 'snapshot' = 'dataset') => {
    const checked = checkName(name, wanted)
    return checked.ok ? 'good' : checked.error.data.kind
  }
  test.each([
    ['tank/a-b_c.d:e f', 'good'],
    ['x'.repeat(256), 'too-long'],
    ['/a', 'leading-slash'],
    ['a//b', 'empty-component'],
    ['a/', 'trailing-slash'],
    ['a/b!', 'invalid-character'],
    ['a@b@c', 'multiple-delimiters'],
    ['a@s', 'unexpected-snapshot'],
    ['a#b', 'unexpected-bookmark'],
    ['a/b%', 'percent'],
    [Array.from({ length: 51 }, () => 'a').join('/'), 'too-deep'],
    [Array.from({ length: 50 }, () => 'a').join('/'), 'good'],
  ])('%s: %s', (name, kind) => expect(kindOf(name)).toBe(kind))
  test('a snapshot needs its delimiter', () =>
    expect([kindOf('a', 'snapshot'), kindOf('a@', 'snapshot'), kindOf('a@s', 'snapshot')]).toEqual(['missing-snapshot', 'empty-component', 'good']))
  test.each(['mirror', 'raidz1', 'sparepool', 'log', 'c0t0d0', '1a', 'a/b', 'a@b'])('no pool is called %s', (name) =>
    expect(checkPoolName(name).ok).toBe(false),
  )
})
