import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Id } from '../../src/sim/record.ts'
import type { Simulation } from '../../src/sim/simulation.ts'
import { FileError } from '../../src/system/files/files.ts'
import { openFiles } from '../../src/system/files/open.ts'
import { createDataset } from '../../src/system/zfs/datasets.ts'
import { destroyDataset, reclaimedBy } from '../../src/system/zfs/destroy.ts'
import { promote, renameDataset } from '../../src/system/zfs/lineage.ts'
import { createPool, type VdevSpec } from '../../src/system/zfs/pools.ts'
import { readProperty } from '../../src/system/zfs/read.ts'
import { setProperties } from '../../src/system/zfs/set.ts'
import { writeVolume } from '../../src/system/zfs/setup.ts'
import { cloneSnapshot, destroySnapshots, rollback, takeSnapshots } from '../../src/system/zfs/snapshots.ts'
import { bareServer, server } from '../../src/system/zfs/testing.ts'
import { type Dataset, snapshotsOf } from '../../src/system/zfs/zfs.ts'
import { type Blocks, makerOf, Oracle } from './zfsOracle.ts'

const K = 1024
const NAMES = ['a', 'b', 'a/x'] as const
const FILES = ['f', 'd/h'] as const
// Half of the steps are about one filesystem, so that its history gets long.
const dataset = fc.constantFrom('a' as const, 'a' as const, ...NAMES)
const file = fc.constantFrom(...FILES)
const bytes = fc.oneof(fc.integer({ min: 0, max: 3 * K }), fc.constantFrom(128 * K, 256 * K, 384 * K, 512 * K, 512, 0))
const fill = fc.constantFrom('zero' as const, 'text' as const, 'random' as const)
const snap = fc.constantFrom('s1', 's2', 's3')
const limits = fc.constantFrom(
  'quota=none',
  'quota=1M',
  'quota=3M',
  'refquota=none',
  'refquota=700K',
  'reservation=none',
  'reservation=2M',
  'reservation=80M',
  'refreservation=none',
  'refreservation=1M',
  'refreservation=80M',
)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: fc.constant('create' as const), dataset }) },
  { weight: 6, arbitrary: fc.record({ op: fc.constant('fill' as const), dataset, file, size: bytes, fill }) },
  { weight: 6, arbitrary: fc.record({ op: fc.constant('writeAt' as const), dataset, file, at: bytes, size: bytes, fill }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('content' as const), dataset, file, size: fc.integer({ min: 0, max: 2000 }) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('truncate' as const), dataset, file, size: bytes }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('remove' as const), dataset, file }) },
  { weight: 5, arbitrary: fc.record({ op: fc.constant('snapshot' as const), dataset, snap, recursive: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('destroySnapshot' as const), dataset, snap }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('clone' as const), dataset, snap, to: dataset }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('rollback' as const), dataset, snap }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('destroy' as const), dataset, recursive: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('promote' as const), dataset }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('rename' as const), dataset, to: dataset }) },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('set' as const),
      dataset,
      property: fc.constantFrom('compression=on', 'compression=off', 'recordsize=4K', 'recordsize=128K', 'copies=2', 'copies=1'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('limit' as const), dataset: fc.oneof(dataset, fc.constant('v' as const)), property: limits }) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant('volume' as const),
      dataset: fc.constant('v' as const),
      at: fc.integer({ min: 0, max: 60 }),
      blocks: fc.integer({ min: 1, max: 60 }),
      sparse: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constantFrom('snapshot' as const), dataset: fc.constant('v' as const), snap, recursive: fc.constant(false) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('destroySnapshot' as const), dataset: fc.constant('v' as const), snap }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('rollback' as const), dataset: fc.constant('v' as const), snap }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('wait' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Does a step; what quotas or the pool forbid fails as it does for a program. */
function perform(sim: Simulation, it: Step): void {
  try {
    attempt(sim, it)
  } catch (error) {
    if (!(error instanceof FileError) || (error.code !== 'EDQUOT' && error.code !== 'ENOSPC')) throw error
  }
}
function attempt(sim: Simulation, it: Step): void {
  const files = openFiles(sim, { server })
  const find = (name: string): Dataset | undefined => sim.world.by('dataset', 'path', `node1/${name}`)[0]
  if (it.op === 'wait') {
    sim.advance(sim.now + 6000)
    return
  }
  const name = `tank/${it.dataset}`
  const target = find(name)
  const path = 'file' in it ? `/${name}/${it.file}` : ''
  if (path && (!target || !files.exists(`/${name}`) || files.mountOf(`/${name}`).backing !== target.id)) return
  switch (it.op) {
    case 'create': {
      const made = createDataset(sim, server, name)
      if (made.ok) setProperties(sim, made.value, { 'x:maker': makerOf(made.value) })
      break
    }
    case 'fill':
      files.mkdir(`/${name}/d`, true)
      files.fill(path, it.size, it.fill)
      break
    case 'content':
      files.mkdir(`/${name}/d`, true)
      files.write(path, 'abcdefg '.repeat(Math.ceil(it.size / 8)).slice(0, it.size))
      break
    case 'writeAt':
      if (files.exists(path)) files.writeAt(path, it.at, { size: it.size, fill: it.fill })
      break
    case 'truncate':
      if (files.exists(path)) files.truncate(path, it.size)
      break
    case 'remove':
      if (files.exists(path)) files.remove(path)
      break
    case 'snapshot': {
      const taken = takeSnapshots(sim, server, [`${name}@${it.snap}`], { recursive: it.recursive })
      if (taken.ok)
        for (const snapshot of taken.value)
          setProperties(sim, snapshot, { 'x:maker': sim.world.need(snapshot.of as Id<'dataset'>).properties['x:maker'] as string })
      break
    }
    case 'destroySnapshot': {
      const snapshot = find(`${name}@${it.snap}`)
      if (snapshot) destroySnapshots(sim, [snapshot])
      break
    }
    case 'clone': {
      const from = find(`${name}@${it.snap}`)
      if (from) cloneSnapshot(sim, server, from.name, `tank/${it.to}`, { properties: { 'x:maker': from.properties['x:maker'] as string } })
      break
    }
    case 'rollback': {
      const snapshot = find(`${name}@${it.snap}`)
      if (snapshot) rollback(sim, snapshot, { destroyNewer: true })
      break
    }
    case 'destroy':
      if (target) destroyDataset(sim, target, { recursive: it.recursive, force: true })
      break
    case 'promote':
      if (target) promote(sim, target)
      break
    case 'rename':
      if (target) renameDataset(sim, target, `tank/${it.to}`, true)
      break
    case 'volume': {
      const made = target ?? createDataset(sim, server, name, { volsize: 1024 * K, sparse: it.sparse })
      if ('ok' in made && made.ok) setProperties(sim, made.value, { 'x:maker': makerOf(made.value) })
      const volume = find(name)
      if (volume?.type === 'volume') writeVolume(sim, volume.id, it.at * 8 * K, Math.min(1024 * K, (it.at + it.blocks) * 8 * K))
      break
    }
    case 'limit':
    case 'set': {
      const [property, value] = it.property.split('=') as [string, string]
      if (target) setProperties(sim, target, { [property]: value })
    }
  }
}
function check(sim: Simulation): void {
  const oracle = new Oracle(sim)
  const { world } = sim
  const number = (each: Dataset, property: string): number => Number(readProperty(world, each, property)?.value)
  const root = world.all('dataset').find(({ parent, type }) => type !== 'snapshot' && !parent) as Dataset
  for (const head of world.all('dataset').filter(({ type }) => type !== 'snapshot')) {
    const split = oracle.split(head)
    const total = oracle.total(oracle.refs(head))
    const names = [
      'used',
      'usedbydataset',
      'usedbysnapshots',
      'usedbyrefreservation',
      'usedbychildren',
      'available',
      'referenced',
      'logicalreferenced',
      'written',
    ]
    expect([head.name, ...names.map((name) => number(head, name)), head.unique.a]).toEqual([
      head.name,
      split.used,
      split.dataset,
      split.snapshots,
      split.refreservation,
      split.children,
      oracle.available(head),
      total.a,
      total.l,
      oracle.written(head, head),
      oracle.own(head),
    ])
    for (const snapshot of snapshotsOf(world, head.id)) {
      expect([snapshot.name, number(snapshot, 'used'), number(snapshot, 'referenced'), number(snapshot, 'written')]).toEqual([
        snapshot.name,
        oracle.unique(snapshot, head),
        oracle.total(oracle.refs(snapshot)).a,
        oracle.written(snapshot, head),
      ])
    }
    // What `zfs destroy -nv` foretells is what no other dataset has.
    const doomed = snapshotsOf(world, head.id).filter(({ id }) => world.by('dataset', 'origin', id).length === 0)
    expect([head.name, reclaimedBy(sim, doomed)]).toEqual([head.name, oracle.reclaim(doomed)])
  }
  const all: Blocks = new Map(world.all('dataset').flatMap((each) => [...oracle.refs(each)]))
  const { allocated } = world.need(root.pool)
  const charged = oracle.split(root).used
  expect(allocated).toBe(oracle.total(all).a)
  expect(charged).toBeGreaterThanOrEqual(allocated)
}

const layout = fc.constantFrom<VdevSpec>({ type: 'disk', disks: ['c1t0d0'] }, { type: 'raidz', parity: 1, disks: ['c1t0d0', 'c1t1d0', 'c1t2d0', 'c1t3d0'] })

test('what the incremental rules say is what the sets of blocks say', () => {
  fc.assert(
    fc.property(layout, fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (vdevs, steps) => {
      const sim = bareServer(300e6)
      const pool = createPool(sim, server, 'tank', [vdevs])
      if (!pool.ok) throw new Error(pool.error.code)
      const root = sim.world.need(pool.value.root)
      setProperties(sim, root, { 'x:maker': makerOf(root) })
      for (const name of ['a', 'b'] as const) perform(sim, { op: 'create', dataset: name })
      for (const it of steps) {
        perform(sim, it)
        check(sim)
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 200), seed: Number(process.env.SEED ?? 7) },
  )
}, 180_000)
