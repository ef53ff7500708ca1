import type { Id, Rec } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { MountRecord } from '../../system/files/mounts.ts'
import type { RamFs } from '../../system/files/ramfs.ts'
import type { Disk, Medium, Nic, Server } from '../../system/hardware/hardware.ts'
import type { Image } from '../../system/images/image.ts'
import type { Dataset, Pool } from '../../system/zfs/zfs.ts'
import type { Zone } from '../../system/zones/zone.ts'
import { localeStore } from '../i18n/index.ts'
import { durationText } from '../stage/chart/labels.ts'

/** One line of the inspector: a text, or another record to go to. */
export interface Field {
  /** Message id. */
  readonly label: string
  readonly value: string | { readonly record: Id } | undefined
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const
/** Bytes with a unit, in the language shown. */
export function bytesText(bytes: number): string {
  let power = 0
  let value = bytes
  while (value >= 1024 && power < UNITS.length - 1) {
    value /= 1024
    power++
  }
  return `${value.toLocaleString(localeStore.get(), { maximumFractionDigits: value < 10 ? 2 : 1 })} ${UNITS[power]}`
}
const dateText = (ms: number): string => new Date(ms).toLocaleString(localeStore.get(), { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
const yes = (value: boolean): string => (value ? '✓' : '–')
const link = (record: Id | undefined): Field['value'] => record && { record }

type Reader<R> = (record: R, world: World) => readonly (readonly [label: string, value: Field['value'] | undefined])[]

const server: Reader<Server> = ({ uuid, ramMiB, cpus, firmware, bootOrder, system, ram, transfer, id }, world) => [
  ['uuid', uuid],
  ['ram', bytesText(ramMiB * 2 ** 20)],
  ['cpus', String(cpus)],
  ['firmware', firmware.toUpperCase()],
  ['bootOrder', bootOrder.join(' → ')],
  ['inRam', ram?.map(({ what, bytes }) => `${what} (${bytesText(bytes)})`).join(', ')],
  ['reading', transfer && `${transfer.path} (${bytesText(transfer.bytes)})`],
  ['platform', system?.platform],
  ['hostname', system?.hostname],
  ['uptime', system && durationText(world.now - system.bootedAt)],
  [
    'addresses',
    system &&
      Object.entries(system.addresses ?? {})
        .map(([name, { ip, prefix, dhcp }]) => `${name} ${ip}/${prefix}${dhcp ? ' (DHCP)' : ''}`)
        .join(', '),
  ],
  ['stick', link(world.by('medium', 'server', id)[0]?.id)],
]
const disk: Reader<Disk> = ({ name, sizeBytes, rotating, vendor, product, present, boot, server: on }) => [
  ['name', name],
  ['size', bytesText(sizeBytes)],
  ['product', `${vendor} ${product}`],
  ['rotating', yes(rotating)],
  ['bootBlocks', boot?.blocks],
  ['efiLoader', boot?.esp ? (boot.efi ?? '–') : undefined],
  ['present', yes(present)],
  ['server', link(on)],
]
const nic: Reader<Nic> = ({ link: name, mac, cable, tags, lease, server: on }) => [
  ['name', name],
  ['mac', mac],
  ['cable', yes(cable)],
  ['tags', tags.join(', ')],
  ['lease', lease],
  ['server', link(on)],
]
const medium: Reader<Medium> = ({ label, platform, server: on }) => [
  ['name', label],
  ['platform', platform],
  ['server', link(on)],
]
const pool: Reader<Pool> = ({ name, size, allocated, dspace, vdevs, txg, created, properties: { bootfs }, server: on }) => [
  ['name', name],
  ['size', bytesText(size)],
  ['allocated', `${bytesText(allocated)} (${dspace ? ((allocated / dspace) * 100).toLocaleString(localeStore.get(), { maximumFractionDigits: 1 }) : 0} %)`],
  ['vdevs', vdevs.map(({ name: device, type, state }) => `${device ?? type} ${state}`).join(', ')],
  ['txg', String(txg)],
  ['bootfs', bootfs],
  ['created', dateText(created)],
  ['server', link(on)],
]
const dataset: Reader<Dataset> = ({ name, type, referenced, unique, creation, createtxg, of, prev, properties, pool: inPool }) => [
  ['name', name],
  ['type', type],
  ['referenced', bytesText(referenced.a)],
  ['unique', bytesText(unique.a)],
  ['created', `${dateText(creation)} (txg ${createtxg})`],
  ['of', link(of)],
  ['previous', link(prev)],
  [
    'properties',
    Object.entries(properties)
      .map(([key, value]) => `${key}=${value}`)
      .join(', '),
  ],
  ['pool', link(inPool)],
]
const zone: Reader<Zone> = ({ uuid, alias, brand, zoneid, autoboot, dataset: name, image, properties, created, booted, failed, server: on }, world) => [
  ['alias', alias],
  ['uuid', uuid],
  ['brand', brand],
  ['zoneid', zoneid === undefined ? undefined : String(zoneid)],
  ['memory', typeof properties.max_physical_memory === 'number' ? bytesText(properties.max_physical_memory * 2 ** 20) : undefined],
  ['quota', typeof properties.quota === 'number' ? bytesText(properties.quota * 2 ** 30) : undefined],
  ['autoboot', yes(autoboot)],
  ['dataset', link(world.by('dataset', 'path', `${on.slice(7)}/${name}`)[0]?.id) ?? name],
  ['image', image && world.get(`image:${on.slice(7)}/${image}`) ? link(`image:${on.slice(7)}/${image}`) : image],
  ['created', dateText(created)],
  ['booted', booted === undefined ? undefined : dateText(booted)],
  ['failed', failed],
  ['server', link(on)],
]
const image: Reader<Image> = ({ uuid, manifest, source, server: on, failure }) => [
  ['name', `${manifest.name} ${manifest.version}`],
  ['uuid', uuid],
  ['what', manifest.description],
  ['download', bytesText(manifest.size)],
  ['unpacked', bytesText(manifest.unpacked)],
  ['source', source],
  ['failed', failure],
  ['server', link(on)],
]
const mount: Reader<MountRecord> = ({ path, source, fstype, readonly, backing, since, server: on }, world) => [
  ['mounted', path],
  ['source', source],
  ['fstype', fstype],
  ['readonly', yes(readonly)],
  ['since', dateText(since)],
  ['holds', world.get(backing as string) && link(backing)],
  ['server', link(on)],
]
const ramfs: Reader<RamFs> = ({ id, base, used, capacity, readonly, server: on }, world) => [
  ['mounted', link(world.by('mount', 'backing', id)[0]?.id)],
  ['size', bytesText(capacity)],
  ['used', bytesText(base + used)],
  ['readonly', yes(readonly)],
  ['server', link(on)],
]
// biome-ignore lint/suspicious/noExplicitAny: each reader knows its own record
const readers: Readonly<Record<string, Reader<any>>> = { server, disk, nic, medium, pool, dataset, zone, image, mount, ramfs }

/** What a learner may want to know of a record, in readable form; empty for a type that has no words yet. */
export function fieldsOf(record: Rec, world: World): Field[] {
  const lines = readers[record.id.slice(0, record.id.indexOf(':'))]?.(record, world) ?? []
  return lines.filter(([, value]) => value !== undefined && value !== '').map(([label, value]) => ({ label: `field.${label}`, value }))
}

/** Commands that show a record, and its man pages. */
const shows: Readonly<Record<string, (key: string) => { readonly commands: readonly string[]; readonly man: readonly string[] }>> = {
  server: () => ({ commands: ['sysinfo', 'uptime', 'svcs'], man: ['sysinfo', 'reboot'] }),
  disk: () => ({ commands: ['diskinfo'], man: ['diskinfo'] }),
  nic: () => ({ commands: ['sysinfo'], man: ['sysinfo'] }),
  pool: (name) => ({ commands: [`zpool list ${name}`, `zpool status ${name}`], man: ['zpool'] }),
  mount: () => ({ commands: ['mount', 'df -h'], man: ['mount'] }),
  ramfs: () => ({ commands: ['df -h'], man: ['df'] }),
  dataset: (name) => ({ commands: [`zfs list ${name}`, `zfs get all ${name}`], man: ['zfs'] }),
  zone: (uuid) => ({ commands: [`vmadm get ${uuid}`, 'vmadm list', 'zoneadm list -cv'], man: ['vmadm', 'zoneadm'] }),
  image: (uuid) => ({ commands: [`imgadm get ${uuid}`, 'imgadm list'], man: ['imgadm'] }),
}
/** What to type to see a record on the terminal. */
export function showsOf(record: Rec & { uuid?: string; name?: string }): { readonly commands: readonly string[]; readonly man: readonly string[] } {
  return shows[record.id.slice(0, record.id.indexOf(':'))]?.(record.uuid ?? record.name ?? '') ?? { commands: [], man: [] }
}
