import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { consoleOf } from '../system/console/tty.ts'
import { openFiles } from '../system/files/open.ts'
import { snapshotsOf } from '../system/zfs/zfs.ts'
import type { About } from './scenario.ts'
import { findDataset, nameOfSnapshot, zoneNamed } from './view.ts'

/** The object of a goal as it is now: there, with the record to point at, or missing. */
export interface Target {
  readonly kind: 'node' | 'stick' | 'disc' | 'bootServer' | 'pool' | 'console' | 'image' | 'zone' | 'dataset' | 'snapshot' | 'file'
  /** What the scenario calls it. */
  readonly name: string
  /** The record to point at; for something that is missing, the one where it would be. */
  readonly record?: Id
  readonly missing: boolean
  /** For a snapshot: the zone that it is of. */
  readonly of?: string
}

/** Finds what a goal is about. */
export function targetOf(sim: Simulation, about: About): Target {
  const { world } = sim
  const first = world.all('server')[0]?.id
  const found = (kind: Target['kind'], name: string, record: Id | undefined, place: Id | undefined = first): Target => ({
    kind,
    name,
    missing: record === undefined,
    ...(((record ?? place) && { record: record ?? place }) as { record?: Id }),
  })
  if ('node' in about) return found('node', about.node, world.all('server').find(({ name }) => name === about.node)?.id)
  if ('stick' in about) {
    const server: Id<'server'> = `server:${about.stick}`
    const stick =
      world.by('medium', 'server', server).find(({ kind }) => kind === 'usb') ??
      world.all('medium').find((medium) => medium.id.startsWith(`medium:${about.stick}-`))
    return found('stick', about.stick, stick?.id)
  }
  if ('disc' in about) return found('disc', about.disc, world.all('medium').find(({ kind, label }) => kind === 'iso' && label === about.disc)?.id)
  if ('bootServer' in about) return found('bootServer', about.bootServer, world.get(`bootserver:${about.bootServer}`)?.id)
  if ('pool' in about) return found('pool', about.pool, world.all('pool').find(({ name }) => name === about.pool)?.id)
  if ('console' in about) return found('console', about.console, world.get(consoleOf(`server:${about.console}`))?.id)
  if ('image' in about)
    return found('image', about.image, world.all('image').find(({ manifest, uuid }) => manifest.name === about.image || uuid === about.image)?.id)
  if ('dataset' in about) return found('dataset', about.dataset, first && findDataset(sim, first, about.dataset)?.id)
  const zone = about.zone === undefined ? undefined : zoneNamed(sim, about.zone)
  if ('snapshot' in about) {
    const dataset = zone && findDataset(sim, zone.server, zone.dataset)
    const snapshot = dataset && snapshotsOf(world, dataset.id).find((each) => nameOfSnapshot(each).replace(/^vmsnap-/, '') === about.snapshot)
    return { ...found('snapshot', about.snapshot, snapshot?.id, zone?.id ?? first), of: about.zone }
  }
  if ('file' in about) return fileTarget(sim, about, zone?.id, first)
  return found('zone', about.zone, zone?.id)
}

/** A file has no record of its own: what is pointed at is the file system that it lies in, or would lie in. */
function fileTarget(
  sim: Simulation,
  about: { file: string; zone?: string | undefined },
  zone: Id<'zone'> | undefined,
  server: Id<'server'> | undefined,
): Target {
  const target = { kind: 'file', name: about.file } as const
  if (!server || (about.zone !== undefined && !zone)) return { ...target, missing: true, ...(server && { record: server }) }
  const files = openFiles(sim, { server, zone })
  const missing = !files.exists(about.file)
  const place = missing ? about.file.replace(/\/[^/]*$/, '') || '/' : about.file
  const record = files.exists(place) ? files.mountOf(place).backing : (zone ?? server)
  return { ...target, missing, record: sim.world.get(record as string) ? record : (zone ?? server) }
}
