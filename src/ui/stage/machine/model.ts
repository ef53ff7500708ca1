import { useMemo } from 'react'
import type { Id, Living, Rec, StateValue } from '../../../sim/record.ts'
import { bootOrderNow, isIn } from '../../../system/boot/at.ts'
import { delays } from '../../../system/boot/durations.ts'
import type { Mount } from '../../../system/files/files.ts'
import type { RamFs } from '../../../system/files/ramfs.ts'
import type { Disk, Medium, Nic, Server } from '../../../system/hardware/hardware.ts'
import { downloadTime, type Image, installTime } from '../../../system/images/image.ts'
import { fileAt } from '../../../system/media/lookup.ts'
import { stampOfFile } from '../../../system/media/releases.ts'
import { type Dataset, isImported, type Pool, type Vdev } from '../../../system/zfs/zfs.ts'
import type { Zone } from '../../../system/zones/zone.ts'
import { useRecord, useTable } from '../../simulation/context.tsx'
import type { Lane } from './layout.ts'
import type { Journey } from './motion.ts'

/** A filesystem or volume in the tree of its pool. */
export interface Row {
  readonly dataset: Dataset
  readonly depth: number
  /** Oldest first. */
  readonly snapshots: readonly Dataset[]
  /** The snapshot it is a clone of. */
  readonly origin?: Dataset
  /** What it is to people: the alias of its zone, the name of its image. */
  readonly alias?: string
}
/** A pool with its datasets; `imported`: they can be used now. */
export interface PoolPicture {
  readonly pool: Pool
  readonly imported: boolean
  readonly rows: readonly Row[]
  /** Images on their way into it. */
  readonly arriving: readonly Image[]
}
/** One server and everything that is drawn with it, as records. */
export interface Machine {
  readonly server: Server
  readonly disks: readonly Disk[]
  readonly nics: readonly Nic[]
  /** The stick in its slot, and the disc in its drive. */
  readonly stick: Medium | undefined
  readonly disc: Medium | undefined
  /** Media that are in no machine. */
  readonly desk: readonly Medium[]
  readonly pools: readonly PoolPicture[]
  readonly zones: readonly Zone[]
  readonly mounts: readonly Mount[]
  readonly ramfs: readonly RamFs[]
}

/** The server that a record belongs to, if it belongs to one. */
export const serverOfRecord = (record: Rec | undefined): Id<'server'> | undefined =>
  record === undefined ? undefined : record.id.startsWith('server:') ? (record.id as Id<'server'>) : (record as { server?: Id<'server'> }).server

/** The records of the picture, in the instant that is looked at. */
export function useMachine(id: Id<'server'> | undefined): Machine | undefined {
  const server = useRecord(id)
  const disks = useOwn('disk', id)
  const nics = useOwn('nic', id)
  const media = useTable('medium')
  const pools = useOwn('pool', id)
  const datasets = useOwn('dataset', id)
  const zones = useOwn('zone', id)
  const images = useOwn('image', id)
  const ramfs = useOwn('ramfs', id)
  const mounts = useOwn('mount', id)
  const trees = useMemo(() => pools.map((pool) => pictureOf(pool, datasets, zones, images)), [pools, datasets, zones, images])
  return useMemo(() => {
    const inside = (kind: Medium['kind']): Medium | undefined => media.find((medium) => medium.server === id && medium.kind === kind)
    const desk = media.filter((medium) => !medium.server)
    return server && { server, disks, nics, stick: inside('usb'), disc: inside('iso'), desk, pools: trees, zones, mounts, ramfs }
  }, [server, disks, nics, media, id, trees, zones, mounts, ramfs])
}
/** The records of a type that belong to a server. */
function useOwn<T extends 'disk' | 'nic' | 'pool' | 'dataset' | 'zone' | 'image' | 'ramfs' | 'mount'>(type: T, server: Id<'server'> | undefined) {
  const all = useTable(type)
  return useMemo(() => all.filter((record) => record.server === server), [all, server])
}

function pictureOf(pool: Pool, datasets: readonly Dataset[], zones: readonly Zone[], images: readonly Image[]): PoolPicture {
  const own = datasets.filter((dataset) => dataset.pool === pool.id)
  const byId = new Map(own.map((dataset) => [dataset.id, dataset]))
  const snapshots = new Map<string, Dataset[]>()
  for (const dataset of own) if (dataset.of) snapshots.set(dataset.of, [...(snapshots.get(dataset.of) ?? []), dataset])
  const names = new Map([
    ...images.map((image) => [`zones/${image.uuid}`, image.manifest.name] as const),
    ...zones.map((zone) => [zone.dataset, zone.alias] as const),
  ])
  const rows = own
    .filter((dataset) => dataset.type !== 'snapshot')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((dataset): Row => {
      const origin = dataset.origin && byId.get(dataset.origin)
      const alias = names.get(dataset.name)
      return {
        dataset,
        depth: dataset.name.split('/').length - 1,
        snapshots: (snapshots.get(dataset.id) ?? []).toSorted((a, b) => a.createtxg - b.createtxg),
        ...(origin && { origin }),
        ...(alias && { alias }),
      }
    })
  const arriving = pool.name === 'zones' ? images.filter(({ machine }) => machine.value === 'downloading' || machine.value === 'installing') : []
  return { pool, imported: isImported(pool), rows, arriving }
}

/** Names of the disks of a pool. */
export const disksOf = (pool: Pool): ReadonlySet<string> => new Set(pool.vdevs.flatMap(leaves))
const leaves = (vdev: Vdev): string[] => (vdev.children ? vdev.children.flatMap(leaves) : vdev.name ? [vdev.name] : [])

/** The release that a medium holds: what was written on it, or what its files have become since; undefined if nothing boots from them. */
export const releaseOn = ({ platform, root }: Medium): string | undefined =>
  root ? stampOfFile(fileAt(root, '/platform/i86pc/amd64/boot_archive'), 'boot_archive') : platform
/** The way into RAM that what is being read takes. */
export function laneOf({ transfer }: Server, discs: Medium | undefined): Lane | undefined {
  if (!transfer) return undefined
  if (transfer.from.startsWith('pool:')) return 'pool'
  return transfer.from.startsWith('medium:') ? (transfer.from === discs?.id ? 'iso' : 'usb') : 'net'
}

/** Whether power is on. */
export const isOn = (server: Server): boolean => server.machine.value !== 'off'

/** The dotted path of the innermost state: of the services where the console runs beside them. */
export function statePath({ machine }: Living): string {
  const parts: string[] = []
  for (let at: StateValue | undefined = machine.value; at !== undefined; ) {
    if (typeof at === 'string') {
      parts.push(at)
      break
    }
    const key: string = 'milestones' in at ? 'milestones' : (Object.keys(at)[0] ?? '')
    parts.push(key)
    at = at[key]
  }
  return parts.join('.')
}

/** How far the firmware has come with an entry of its boot order. */
export type Try = 'waiting' | 'trying' | 'failed' | 'chosen'
/** The boot order with what has become of each entry. */
export function bootOrderOf(server: Server): { device: string; state: Try }[] {
  const entry = Number(server.machine.context?.entry ?? 0)
  // A device chosen in the firmware's boot menu goes first, this once.
  const order = bootOrderNow(server)
  const device = order[entry] ?? ''
  const region = device === 'disk' ? 'pool' : device
  const trying = isIn(server, 'on', 'firmware', 'probing', device) || (region !== '' && isIn(server, 'on', region))
  const beyond = isOn(server) && !isIn(server, 'on', 'firmware') && !trying
  const nothing = isIn(server, 'on', 'firmware', 'nothing')
  return order.map((each, i) => {
    if (nothing || ((trying || beyond) && i < entry)) return { device: each, state: 'failed' }
    if (i === entry && trying) return { device: each, state: 'trying' }
    return { device: each, state: i === entry && beyond ? 'chosen' : 'waiting' }
  })
}

/** What the processor works on. */
type Runs = 'nothing' | 'firmware' | 'usb' | 'iso' | 'pxe' | 'pool' | 'loader' | 'kernel' | 'system' | 'down' | 'halted' | 'panic'
export function runsOf(server: Server): Runs {
  const { value } = server.machine
  if (typeof value === 'string') return 'nothing'
  const inner = value.on
  return (typeof inner === 'string' ? inner : Object.keys(inner ?? {})[0]) as Runs
}

/** The import of the pools while the kernel is at it: it has no record of its own, but its times are known. */
export function importOf(server: Server): Journey | undefined {
  if (!isIn(server, 'on', 'system') || !statePath(server).endsWith('filesystem/smartdc')) return undefined
  const startedAt = server.system?.reached['device/local']
  return startedAt === undefined ? undefined : { startedAt, endsAt: startedAt + delays.pools }
}
/** When an image is fetched, and when it is unpacked into the pool. */
export function journeyOf(image: Image): Journey {
  const arrived = image.since + downloadTime(image.manifest)
  return image.machine.value === 'downloading'
    ? { startedAt: image.since, endsAt: arrived }
    : { startedAt: arrived, endsAt: arrived + installTime(image.manifest) }
}
