import type { Id } from '../../sim/record.ts'
import { ok, type Result } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { anyMounted, mountAtPath } from '../files/mounts.ts'
import { openFiles } from '../files/open.ts'
import { openStore } from '../files/store.ts'
import { type FileEntry, withNodeAt } from '../files/tree.ts'
import { createDataset } from './datasets.ts'
import { createPool, type VdevSpec } from './pools.ts'

const MiB = 1024 * 1024
export interface PoolSetup {
  readonly vdevs: readonly VdevSpec[]
  readonly ramMiB: number
  /** Twice what `dumpadm -e` estimates, in MiB; at least 1024 are taken. */
  readonly dumpMiB?: number
  readonly properties?: Readonly<Record<string, string>>
}
/** One step of making the system pool. (smartos-live src/smartdc/lib/smartos_prompt_config.sh) */
export interface SetupStep {
  /** `pool`, `dump`, `config`…: the wizard prints a line for each. */
  readonly name: 'pool' | 'dump' | 'config' | 'usbkey' | 'cores' | 'opt' | 'var' | 'swap'
  /** Simulated milliseconds that it takes. */
  readonly duration: number
  run(sim: Simulation, server: Id<'server'>, setup: PoolSetup): Result
}
const VOLUME = { volblocksize: '4096', logbias: 'throughput', sync: 'always', primarycache: 'metadata', secondarycache: 'none' } as const
/** Bytes of the dump volume. */
const dumpSize = ({ dumpMiB = 0 }: PoolSetup): number => Math.max(1024, dumpMiB) * MiB

const create =
  (name: string, properties: Readonly<Record<string, string>>) =>
  (sim: Simulation, server: Id<'server'>): Result =>
    done(createDataset(sim, server, name, { properties }))
const done = (result: Result<unknown>): Result => (result.ok ? ok() : result)

/** The steps of making pool `zones`, in order. */
export const SETUP_STEPS: readonly SetupStep[] = [
  {
    name: 'pool',
    duration: 3000,
    run: (sim, server, { vdevs, properties }) =>
      done(createPool(sim, server, 'zones', vdevs, { rootProperties: { atime: 'off' }, force: true, ...(properties && { properties }) })),
  },
  { name: 'dump', duration: 800, run: makeDump },
  { name: 'config', duration: 300, run: (sim, server) => legacy(sim, server, 'zones/config', '/etc/zones') },
  { name: 'usbkey', duration: 300, run: (sim, server) => legacy(sim, server, 'zones/usbkey', undefined) },
  { name: 'cores', duration: 300, run: create('zones/cores', { quota: String(10 * 1024 * MiB), mountpoint: '/zones/global/cores', compression: 'gzip' }) },
  { name: 'opt', duration: 300, run: (sim, server) => legacy(sim, server, 'zones/opt', undefined) },
  { name: 'var', duration: 3000, run: (sim, server) => legacy(sim, server, 'zones/var', '/var') },
  {
    name: 'swap',
    duration: 500,
    run: (sim, server, { ramMiB }) => done(createDataset(sim, server, 'zones/swap', { volsize: ramMiB * MiB, properties: VOLUME })),
  },
]
/** Makes pool `zones` with its datasets, all at once. Refuses as `createPool` and `createDataset` do. */
export function setupZonesPool(sim: Simulation, server: Id<'server'>, setup: PoolSetup): Result {
  for (const step of SETUP_STEPS) {
    const result = step.run(sim, server, setup)
    if (!result.ok) return result
  }
  return ok()
}
/** The dump volume is written in full, so that a panic never has to look for room. */
function makeDump(sim: Simulation, server: Id<'server'>, setup: PoolSetup): Result {
  const made = createDataset(sim, server, 'zones/dump', { volsize: dumpSize(setup), properties: { ...VOLUME, checksum: 'noparity' } })
  if (!made.ok) return made
  writeVolume(sim, made.value.id, 0, dumpSize(setup))
  return ok()
}
/** Writes bytes from..to of a volume, of nothing in particular. */
export function writeVolume(sim: Simulation, id: Id<'dataset'>, from: number, to: number): void {
  const store = openStore(sim, id)
  const before = store.root as FileEntry
  const { file, dead, born } = store.lay(before, { ...before, fill: 'random' }, from, to)
  store.save(file, { dead, born })
}
/** A dataset that boot scripts mount, with what its directory has in RAM copied into it. */
function legacy(sim: Simulation, server: Id<'server'>, name: string, from: string | undefined): Result {
  const made = createDataset(sim, server, name, { properties: { mountpoint: 'legacy' } })
  if (!made.ok) return made
  if (from && anyMounted(sim.world, server)) copyTree(sim, server, from, made.value.id)
  return ok()
}
function copyTree(sim: Simulation, server: Id<'server'>, from: string, to: Id<'dataset'>): void {
  const files = openFiles(sim, { server })
  const store = openStore(sim, to)
  const copy = (path: string, names: string[]): void => {
    for (const name of files.readdir(path)) {
      const node = files.lstat(`${path}/${name}`)
      if (mountAtPath(sim.world, server, `${path}/${name}`) && node.kind === 'dir') {
        store.save(withNodeAt(store.root, [...names, name], { ...node, ino: store.nextIno, entries: [] }, node.mtime), { inos: 1 })
        continue
      }
      if (node.kind === 'dir') {
        store.save(withNodeAt(store.root, [...names, name], { ...node, ino: store.nextIno, entries: [] }, node.mtime), { inos: 1 })
        copy(`${path}/${name}`, [...names, name])
      } else if (node.kind === 'link') store.save(withNodeAt(store.root, [...names, name], { ...node, ino: store.nextIno }, node.mtime), { inos: 1 })
      else {
        const { file, dead, born } = store.lay(undefined, { ...node, ino: store.nextIno }, 0, node.size)
        store.save(withNodeAt(store.root, [...names, name], file, node.mtime), { dead, born, inos: 1 })
      }
    }
  }
  copy(from, [])
}
