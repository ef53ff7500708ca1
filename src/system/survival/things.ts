import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { mountsOn } from '../files/mounts.ts'
import type { FileNode } from '../files/tree.ts'
import { textAt } from '../media/lookup.ts'
import { recordsOf } from '../smf/service.ts'
import { imageOf } from '../smf/services.ts'
import { type Dataset, datasetOf } from '../zfs/zfs.ts'
import { hasKernel, zoneStateOf } from '../zones/vmState.ts'
import { callNameOf, zonesOf } from '../zones/zone.ts'
import type { Baseline } from './baseline.ts'
import { type Fate, placeOf } from './places.ts'

/** Something that is no file, and what becomes of it when the system goes down. */
export interface Thing {
  readonly kind: 'processes' | 'swap' | 'hostname' | 'user' | 'service' | 'zone' | 'mount'
  /** What it is called: of a user, service, VM, path. */
  readonly name: string
  readonly fate: Fate
  /** Why: last part of `survives.thing.…`. */
  readonly reason: string
  /** The record it stands for. */
  readonly id?: Id
}
/** How one goes down: in an orderly way, with everything written; or without. */
export type WayDown = 'reboot' | 'cut'
type Source = (world: World, server: Id<'server'>, baseline: Baseline, how: WayDown) => readonly Thing[]

const textIn = (root: FileNode | undefined, path: string): string | undefined => root && textAt(root, path)
/** Root of the RAM disk, then and now. */
function roots(world: World, server: Id<'server'>, baseline: Baseline): readonly [FileNode | undefined, FileNode | undefined] {
  const backing = mountsOn(world, server).find(({ path }) => path === '/')?.backing as Id<'ramfs'> | undefined
  return [backing && baseline.trees[backing], backing && world.get(backing)?.root]
}
const processes: Source = () => [{ kind: 'processes', name: '', fate: 'lost', reason: 'processes' }]
const swap: Source = (world, server) => {
  const volume = datasetOf(world, server, 'zones/swap')
  return volume ? [{ kind: 'swap', name: volume.name, fate: 'made anew', reason: 'swap', id: volume.id }] : []
}
/** A name given by hand is not the one that the boot gave. */
const hostname: Source = (world, server, baseline) => {
  const given = textIn(roots(world, server, baseline)[0], '/etc/nodename')?.trim()
  const now = world.get(server)?.system?.hostname
  return given && now && given !== now ? [{ kind: 'hostname', name: now, fate: 'lost', reason: 'hostname' }] : []
}
/** Accounts that the boot did not bring: they are lines of a file in RAM. */
const users: Source = (world, server, baseline) => {
  const [before, after] = roots(world, server, baseline)
  const names = (root: FileNode | undefined): string[] => (textIn(root, '/etc/passwd') ?? '').split('\n').map((line) => line.split(':')[0] ?? '')
  if (!before || before === after) return []
  const known = new Set(names(before))
  return names(after)
    .filter((name) => name !== '' && !known.has(name))
    .map((name) => ({ kind: 'user', name, fate: 'lost', reason: 'user' }))
}
/** Where a boot looks for manifests, and imports them: `smf/import.ts`. */
const IMPORTED = ['/opt/custom/smf/', '/var/svc/manifest/']
/** Services of the global zone that are not as the image, or the import of the boot, has them: the repository is in RAM. */
const services: Source = (world, server, baseline) =>
  recordsOf(world, { server }).flatMap((record): Thing[] => {
    const { id, fmri, definition, enabled, override, groups } = record
    const of = { kind: 'service', name: fmri, id } as const
    const image = imageOf({ server }).definitions.get(fmri)
    const onPool = IMPORTED.some((directory) => definition?.file?.startsWith(directory))
    // Whether its manifest is on the pool, so that it comes again with the boot.
    const again = image !== undefined || onPool
    if (!again) return [{ ...of, fate: 'lost', reason: 'service.imported by hand' }]
    const own = baseline.services?.[fmri] ?? (onPool ? definition?.enabled : image?.enabled)
    if (enabled !== own || override !== undefined || groups !== undefined) return [{ ...of, fate: 'lost', reason: 'service' }]
    return onPool ? [{ ...of, fate: 'made anew', reason: 'service.imported' }] : []
  })
/** VMs: what they are stays; that they run does not. */
const zones: Source = (world, server, _, how) => {
  const written = how === 'cut' ? syncedIndex(world, server) : undefined
  return zonesOf(world, server).map((zone): Thing => {
    const running = hasKernel(zoneStateOf(zone))
    const of = { kind: 'zone', name: callNameOf(zone), id: zone.id } as const
    if (written !== undefined && !written.includes(zone.uuid)) return { ...of, fate: 'lost', reason: 'zone.unwritten' }
    if (running) return zone.autoboot ? { ...of, fate: 'made anew', reason: 'zone.restarts' } : { ...of, fate: 'lost', reason: 'zone.stays off' }
    return { ...of, fate: 'kept', reason: zone.autoboot ? 'zone.starts' : 'zone.off' }
  })
}
/** What /etc/zones/index says on disk, where the file that is in memory has not been written yet. */
function syncedIndex(world: World, server: Id<'server'>): string | undefined {
  const config = datasetOf(world, server, 'zones/config')
  const synced = config && (world.get(`dirty:${config.pool.slice(5)}`)?.synced[config.id] as Dataset | undefined)
  return synced && textIn(synced.root, '/index')
}
/** What somebody has mounted: the table of mounts is in RAM. A dataset is mounted again by itself. */
const mounts: Source = (world, server, baseline) =>
  mountsOn(world, server)
    .filter(({ dev, zone }) => dev > baseline.lastDev && !zone)
    .map((mount): Thing => {
      const dataset = mount.fstype === 'zfs' ? world.get(mount.backing as Id<'dataset'>) : undefined
      const again = dataset !== undefined && dataset.properties.mountpoint !== 'legacy'
      return {
        kind: 'mount',
        name: mount.path,
        fate: again ? 'made anew' : 'lost',
        reason: again ? 'mount.again' : placeOf(mount) === 'pool' ? 'mount.pool' : 'mount',
        id: mount.id,
      }
    })

/** Where things come from: another subsystem may add what it knows. */
export const thingSources: Source[] = [processes, hostname, users, services, zones, mounts, swap]

/** Everything that is no file, with what becomes of it. */
export const thingsOf = (world: World, server: Id<'server'>, baseline: Baseline, how: WayDown): readonly Thing[] =>
  thingSources.flatMap((source) => source(world, server, baseline, how))
