import type { Id } from '../../src/sim/record.ts'
import type { Simulation } from '../../src/sim/simulation.ts'
import { bootedNode, newSimulator } from '../../src/simulator.ts'
import { openFiles } from '../../src/system/files/open.ts'
import { createDataset } from '../../src/system/zfs/datasets.ts'
import { promote } from '../../src/system/zfs/lineage.ts'
import { createPool } from '../../src/system/zfs/pools.ts'
import { cloneSnapshot, destroySnapshots, rollback, takeSnapshots } from '../../src/system/zfs/snapshots.ts'
import { bareServer, server } from '../../src/system/zfs/testing.ts'
import { type Dataset, datasetOf } from '../../src/system/zfs/zfs.ts'
import { type Bench, median, type Row } from './row.ts'

const MiB = 1024 ** 2
const TiB = 1024 ** 4
const ROUNDS = 200

function pooled(): Simulation {
  const sim = bareServer(8e12)
  const made = createPool(sim, server, 'tank', [{ type: 'disk', disks: ['c1t0d0'] }])
  if (!made.ok) throw new Error(made.error.code)
  createDataset(sim, server, 'tank/a')
  return sim
}
const find = (sim: Simulation, name: string): Dataset => datasetOf(sim.world, server, name) ?? missing(name)
const missing = (name: string): never => {
  throw new Error(`no dataset ${name}`)
}
/** Microseconds that something takes: the middle of many, each prepared anew. */
function time(rounds: number, prepare: (round: number) => void, run: (round: number) => unknown): number {
  const taken: number[] = []
  for (let round = 0; round < rounds; round++) {
    prepare(round)
    const start = performance.now()
    run(round)
    taken.push((performance.now() - start) * 1000)
  }
  return median(taken)
}
/** What the operations cost on a filesystem with what `fill` puts into it. */
function operations(title: string, fill: (sim: Simulation) => void): Record<string, { name: string; value: number; unit: string }> {
  const sim = pooled()
  fill(sim)
  const files = openFiles(sim, { server })
  const nothing = (): void => {}
  const snapshot = time(ROUNDS, nothing, (round) => takeSnapshots(sim, server, [`tank/a@s${round}`]))
  const newest = find(sim, `tank/a@s${ROUNDS - 1}`)
  const back = time(
    ROUNDS,
    () => files.write('/tank/a/changed', 'x'),
    () => rollback(sim, newest),
  )
  const clone = time(ROUNDS, nothing, (round) => cloneSnapshot(sim, server, newest.name, `tank/c${round}`, { unmounted: true }))
  // There and back again: each is the clone of the other in turn.
  const swap = time(21, nothing, (round) => promote(sim, find(sim, round % 2 === 0 ? 'tank/c0' : 'tank/a')))
  const row = (name: string, value: number) => ({ name: `${name}, ${title}`, value, unit: 'µs' })
  return {
    snapshot: row('snapshot', snapshot),
    rollback: row('rollback', back),
    clone: row('clone', clone),
    promote: row(`promote, ${ROUNDS} snapshots`, swap),
  }
}
const bulk =
  (bytes: number) =>
  (sim: Simulation): void =>
    openFiles(sim, { server }).fill('/tank/a/f', bytes, 'random')
function manyFiles(sim: Simulation): void {
  const files = openFiles(sim, { server })
  for (let d = 0; d < 100; d++) {
    files.mkdir(`/tank/a/d${d}`)
    for (let f = 0; f < 100; f++) files.write(`/tank/a/d${d}/f${f}`, 'some text')
  }
}
/** Cost must not depend on how much there is: the same to within what timing wavers by. */
function sizes(): Row[] {
  const small = operations('1 MB', bulk(MiB))
  const rows: Row[] = Object.values(small)
  for (const [title, fill] of [
    ['1 GB', bulk(1024 * MiB)],
    ['1 TB', bulk(TiB)],
    ['10,000 files', manyFiles],
  ] as const) {
    const these = operations(title, fill)
    for (const [key, row] of Object.entries(these)) {
      const ratio = row.value / (small[key]?.value ?? row.value)
      rows.push(title === '1 TB' && key !== 'promote' ? { ...row, budget: '<= 3x of 1 MB', ok: ratio <= 3 } : row)
    }
  }
  return rows
}
/** Destroying one of many snapshots touches it, its neighbours and the pool, not the others. */
function destroying(): Row[] {
  const sim = pooled()
  const files = openFiles(sim, { server })
  for (let i = 0; i < 10_000; i++) {
    if (i % 100 === 0) files.write(`/tank/a/f${i % 7}`, `${i}`)
    takeSnapshots(sim, server, [`tank/a@s${i}`])
  }
  let before = 0
  const took = time(
    51,
    () => {
      before = sim.world.history.length
    },
    (round) => destroySnapshots(sim, [find(sim, `tank/a@s${5000 + 2 * round}`)]),
  )
  const touched = new Set(sim.world.history.slice(before).flatMap(({ changes }) => changes.map(([id]) => id as Id))).size
  return [
    { name: 'destroy one of 10,000 snapshots', value: took, unit: 'µs' },
    { name: 'records it touches', value: touched, unit: 'records', budget: '<= 8', ok: touched <= 8 },
  ]
}
/** The command itself, over many snapshots, with all its output. */
async function listing(): Promise<Row[]> {
  const simulator = newSimulator()
  const node = await bootedNode(simulator)
  for (let d = 0; d < 10; d++) {
    createDataset(simulator.sim, node, `zones/many${d}`)
    for (let i = 0; i < 1000; i++) takeSnapshots(simulator.sim, node, [`zones/many${d}@s${i}`])
  }
  const rows: Row[] = []
  for (const [line, budget] of [
    ['zfs list -t all', 100],
    ['zfs list -o space', undefined],
    ['zfs get -r used zones', undefined],
  ] as const) {
    const taken: number[] = []
    for (let i = 0; i < 9; i++) {
      const start = performance.now()
      const { status } = await simulator.exec({ server: node, line })
      if (status !== 0) throw new Error(`${line}: ${status}`)
      taken.push(performance.now() - start)
    }
    const value = median(taken)
    rows.push({ name: `${line}, 10,000 snapshots`, value, unit: 'ms', ...(budget !== undefined && { budget: `<= ${budget} ms`, ok: value <= budget }) })
  }
  return rows
}

/** What ZFS costs: the operations against the size of the dataset, and lists over many snapshots. */
export const bench: Bench = async () => [...sizes(), ...destroying(), ...(await listing())]
