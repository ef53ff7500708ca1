import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { mountAt, mountAtPath } from '../files/mounts.ts'
import { openFiles } from '../files/open.ts'
import { takeBaseline } from '../survival/baseline.ts'
import { createDataset } from './datasets.ts'
import { destroyDataset } from './destroy.ts'
import { mountDataset, mountedAt, mountTree } from './mounting.ts'
import { importPools } from './pools.ts'
import { datasetOf, type Pool, poolOf } from './zfs.ts'

const GiB = 1024 ** 3
/** Legacy datasets of the system pool and where the boot scripts mount them. (smartos-live overlay/generic/lib/svc/method/fs-joyent) */
const SYSTEM: readonly (readonly [name: string, path: string])[] = [
  ['zones/var', '/var'],
  ['zones/config', '/etc/zones'],
  ['zones/opt', '/opt'],
  ['zones/usbkey', '/usbkey'],
]

/**
 * What filesystem/smartdc does at boot: imports the pools, mounts the system datasets, and puts the kept /etc/shadow
 * and /etc/ssh over those of the image. Yields the pools that were imported.
 */
export function mountPool(sim: Simulation, server: Id<'server'>): Pool[] {
  const pools = importPools(sim, server)
  mountSystem(sim, server)
  return pools
}
/** Mounts everything of the pools that are imported: for a system that has just got its pool, or found it at boot. */
export function mountSystem(sim: Simulation, server: Id<'server'>): void {
  const { world } = sim
  for (const pool of world.by('pool', 'server', server)) if (poolOf(world, server, pool.name) === pool) mountTree(sim, server, pool.root)
  for (const [name, path] of SYSTEM) {
    const dataset = datasetOf(world, server, name)
    if (dataset && !mountedAt(world, dataset)) mountDataset(sim, dataset, path)
  }
  if (datasetOf(world, server, 'zones')) secondBoot(sim, server)
  const files = openFiles(sim, { server })
  for (const [source, path] of [
    ['/usbkey/shadow', '/etc/shadow'],
    ['/usbkey/ssh', '/etc/ssh'],
  ] as const) {
    if (files.exists(source) && !mountAtPath(world, server, path)) mountLofs(sim, server, source, path)
  }
  if (files.exists('/zones/global/cores') && !files.exists('/cores')) files.symlink('/zones/global/cores', '/cores')
  takeBaseline(sim, server)
}
/** Mounts a directory or file of the global zone at another place. */
export function mountLofs(
  sim: Simulation,
  server: Id<'server'>,
  source: string,
  path: string,
  how: { readonly?: boolean; zone?: Id<'zone'>; shown?: string } = {},
): void {
  const files = openFiles(sim, { server })
  const real = files.realpath(source)
  const on = files.mountOf(real)
  const sub = [
    ...on.sub,
    ...real
      .slice(on.path === '/' ? 0 : on.path.length)
      .split('/')
      .filter(Boolean),
  ]
  mountAt(sim, server, {
    path,
    source: how.shown ?? source,
    fstype: 'lofs',
    readonly: how.readonly ?? on.readonly,
    lives: on.lives,
    backing: on.backing,
    sub,
    ...(how.zone && { zone: how.zone }),
  })
}
/** What the first boots after setup make: cores of the global zone apart from those of zones, and the archive. */
function secondBoot(sim: Simulation, server: Id<'server'>): void {
  const cores = datasetOf(sim.world, server, 'zones/cores')
  if (cores && cores.properties.mountpoint === '/zones/global/cores' && datasetOf(sim.world, server, 'zones/config')) {
    destroyDataset(sim, cores, { force: true })
    createDataset(sim, server, 'zones/cores', { properties: { compression: 'gzip', mountpoint: 'none' } })
    createDataset(sim, server, 'zones/cores/global', { properties: { quota: String(10 * GiB), mountpoint: '/zones/global/cores' } })
  }
  if (!datasetOf(sim.world, server, 'zones/archive'))
    createDataset(sim, server, 'zones/archive', { properties: { compression: 'lzjb', mountpoint: '/zones/archive' } })
}
