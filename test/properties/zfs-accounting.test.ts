import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Id } from '../../src/sim/record.ts'
import type { Simulation } from '../../src/sim/simulation.ts'
import { openFiles } from '../../src/system/files/open.ts'
import { extentsOf } from '../../src/system/files/tree.ts'
import { createDataset } from '../../src/system/zfs/datasets.ts'
import { destroyDataset } from '../../src/system/zfs/destroy.ts'
import { promote, renameDataset } from '../../src/system/zfs/lineage.ts'
import { createPool } from '../../src/system/zfs/pools.ts'
import { readProperty } from '../../src/system/zfs/read.ts'
import { setProperties } from '../../src/system/zfs/set.ts'
import { cloneSnapshot, destroySnapshots, rollback, takeSnapshots } from '../../src/system/zfs/snapshots.ts'
import { bareServer, server } from '../../src/system/zfs/testing.ts'
import { childrenOf, type Dataset, METADATA, snapshotsOf } from '../../src/system/zfs/zfs.ts'

/** A block by its address: what the sets of the oracle hold. */
type Blocks = Map<string, { birth: number; a: number; l: number }>
type Sum = { a: number; l: number }

// The oracle of reference zfs 1.3: sets of blocks, recounted from the trees each time. It knows nothing of deadlists.
class Oracle {
  private readonly cache = new Map<string, Blocks>()
  constructor(private readonly sim: Simulation) {}
  refs(dataset: Dataset): Blocks {
    const known = this.cache.get(dataset.id)
    if (known) return known
    const blocks: Blocks = new Map()
    const meta = this.maker(dataset)
    blocks.set(`meta ${meta.objset}`, { birth: meta.createtxg, a: METADATA.filesystem, l: METADATA.filesystem })
    for (const extent of extentsOf(dataset.root)) {
      for (let i = 0; i < extent.count; i++) {
        const key = String(extent.dva + i * extent.lsize)
        if (blocks.has(key)) throw new Error(`block ${key} twice in ${dataset.name}`)
        blocks.set(key, { birth: extent.birth, a: extent.asize, l: extent.lsize })
      }
    }
    this.cache.set(dataset.id, blocks)
    return blocks
  }
  // The dataset in whose life the metadata block was born: kept by marks, since promotion turns lineages round.
  private maker(dataset: Dataset): { objset: number; createtxg: number } {
    const [objset, createtxg] = (dataset.properties['x:maker'] ?? '').split('/').map(Number)
    return { objset: objset as number, createtxg: createtxg as number }
  }
  chain = (head: Dataset): Dataset[] => [...snapshotsOf(this.sim.world, head.id), head]
  before(dataset: Dataset, head: Dataset): Blocks {
    const chain = this.chain(head)
    const previous = chain[chain.findIndex(({ id }) => id === dataset.id) - 1] ?? (head.origin ? this.sim.world.get(head.origin) : undefined)
    return previous ? this.refs(previous) : new Map()
  }
  total = (blocks: Blocks, keep: (key: string, birth: number) => boolean = () => true): Sum => {
    const sum = { a: 0, l: 0 }
    for (const [key, { birth, a, l }] of blocks) {
      if (!keep(key, birth)) continue
      sum.a += a
      sum.l += l
    }
    return sum
  }
  dead(dataset: Dataset, head: Dataset): Blocks {
    const now = this.refs(dataset)
    return new Map([...this.before(dataset, head)].filter(([key]) => !now.has(key)))
  }
  usedby(head: Dataset): { dataset: number; snapshots: number; used: number } {
    const dataset = this.total(this.refs(head), (_, birth) => birth > head.originTxg).a
    const snapshots = this.chain(head).reduce((sum, each) => sum + this.total(this.dead(each, head), (_, birth) => birth > head.originTxg).a, 0)
    const children = childrenOf(this.sim.world, head.id).reduce((sum, child) => sum + this.usedby(child).used, 0)
    return { dataset, snapshots, used: dataset + snapshots + children }
  }
  unique(snapshot: Dataset, head: Dataset): number {
    const chain = this.chain(head)
    const next = this.refs(chain[chain.findIndex(({ id }) => id === snapshot.id) + 1] as Dataset)
    return this.total(this.refs(snapshot), (key, birth) => !next.has(key) && birth > snapshot.prevTxg).a
  }
  written(dataset: Dataset, head: Dataset): number {
    const previous = this.before(dataset, head)
    return this.total(this.refs(dataset), (key) => !previous.has(key)).a
  }
}

const K = 1024
const NAMES = ['a', 'b', 'a/x'] as const
const FILES = ['f', 'd/h'] as const
// Half of the steps are about one filesystem, so that its history gets long.
const dataset = fc.constantFrom('a' as const, 'a' as const, ...NAMES)
const file = fc.constantFrom(...FILES)
const bytes = fc.oneof(fc.integer({ min: 0, max: 3 * K }), fc.constantFrom(128 * K, 256 * K, 384 * K, 512 * K, 512, 0))
const fill = fc.constantFrom('zero' as const, 'text' as const, 'random' as const)
const snap = fc.constantFrom('s1', 's2', 's3')
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
  { weight: 1, arbitrary: fc.record({ op: fc.constant('set' as const), dataset, property: fc.constantFrom('compression=on', 'compression=off', 'recordsize=4K', 'recordsize=128K', 'copies=2', 'copies=1') }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('wait' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function perform(sim: Simulation, it: Step): void {
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
      if (made.ok) setProperties(sim, made.value, { 'x:maker': `${made.value.objset}/${made.value.createtxg}` })
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
      if (taken.ok) for (const snapshot of taken.value) setProperties(sim, snapshot, { 'x:maker': sim.world.need(snapshot.of as Id<'dataset'>).properties['x:maker'] as string })
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
    const own = oracle.usedby(head)
    const total = oracle.total(oracle.refs(head))
    expect({
      name: head.name, used: number(head, 'used'), dataset: number(head, 'usedbydataset'), snapshots: number(head, 'usedbysnapshots'), referenced: number(head, 'referenced'), lreferenced: number(head, 'logicalreferenced'), written: number(head, 'written'),
      unique: head.unique.a,
    }).toEqual({
      name: head.name, used: own.used, dataset: own.dataset, snapshots: own.snapshots, referenced: total.a, lreferenced: total.l, written: oracle.written(head, head),
      unique: oracle.total(oracle.refs(head), (_, birth) => birth > head.prevTxg).a,
    })
    for (const snapshot of snapshotsOf(world, head.id)) {
      expect({ name: snapshot.name, used: number(snapshot, 'used'), referenced: number(snapshot, 'referenced'), written: number(snapshot, 'written') }).toEqual({
        name: snapshot.name, used: oracle.unique(snapshot, head), referenced: oracle.total(oracle.refs(snapshot)).a, written: oracle.written(snapshot, head),
      })
    }
  }
  const all: Blocks = new Map(world.all('dataset').flatMap((each) => [...oracle.refs(each)]))
  const { allocated } = world.need(root.pool)
  expect({ allocated, used: number(root, 'used') }).toEqual({ allocated: oracle.total(all).a, used: allocated })
}

test('what the incremental rules say is what the sets of blocks say', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
      const sim = bareServer()
      const pool = createPool(sim, server, 'tank', [{ type: 'disk', disks: ['c1t0d0'] }])
      if (!pool.ok) throw new Error(pool.error.code)
      const root = sim.world.need(pool.value.root)
      setProperties(sim, root, { 'x:maker': `${root.objset}/${root.createtxg}` })
      for (const name of ['a', 'b'] as const) perform(sim, { op: 'create', dataset: name })
      for (const it of steps) {
        perform(sim, it)
        check(sim)
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 500), seed: 7 },
  )
}, 60_000)
