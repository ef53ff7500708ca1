import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { adminTag, nicTags } from '../network/tags.ts'
import { leavesOf } from '../zfs/pools.ts'
import { datasetOf, poolOf, usedOf } from '../zfs/zfs.ts'
import type { VmNic } from '../zones/nics.ts'
import { cpusOf } from './cpus.ts'
import { bootedAt, hostnameOf } from './names.ts'
import { nodeConfig } from './nodeConfig.ts'

type Value = string | number | boolean
/** A network card, or a VNIC, as sysinfo shows it. */
export interface LinkInfo {
  readonly link: string
  readonly mac: string
  readonly ip: string
  /** `up`, `down`, `unknown`. */
  readonly status: string
  readonly tags: readonly string[]
}
/** What sysinfo knows of the global zone; groups are nested. Both forms of its output are made of this. */
export interface SystemInfo {
  readonly facts: Readonly<Record<string, Value>>
  /** Keys of the pool; none without one. */
  readonly pool: readonly (readonly [key: string, value: Value])[]
  readonly disks: readonly { readonly name: string; readonly gb: number }[]
  readonly parameters: readonly (readonly [key: string, value: string])[]
  readonly psrinfo: readonly (readonly [key: string, value: string])[]
  readonly tags: readonly string[]
  readonly nics: readonly LinkInfo[]
}
/** What the firmware says of every server: the machine that QEMU builds. */
export const SMBIOS = {
  manufacturer: 'QEMU',
  product: 'Standard PC (i440FX + PIIX, 1996)',
  version: 'pc-i440fx-8.2',
} as const
const seconds = (ms: number): number => Math.floor(ms / 1000)

function poolFacts(world: World, server: Id<'server'>): (readonly [string, Value])[] {
  const pool = poolOf(world, server, 'zones')
  const root = datasetOf(world, server, 'zones')
  if (!pool || !root) return []
  // The script looks for these words in what `zpool status` prints, in this order.
  const kinds = pool.vdevs.map(({ type, parity }) => (type === 'raidz' ? `raidz${parity && parity > 1 ? parity : ''}` : type))
  const profile = (['mirror', 'raidz3', 'raidz2', 'raidz'] as const).find((kind) => kinds.includes(kind)) ?? 'striped'
  const disks = leavesOf(pool.vdevs).map(({ name }) => name)
  return [
    ['Zpool', 'zones'],
    ['Zpool Encrypted', false],
    ['Zpool Disks', disks.join(',')],
    ['Zpool Profile', profile],
    ['Zpool Creation', seconds(root.creation)],
    // used and available together: what the pool offers after the space that ZFS keeps back.
    ['Zpool Size in GiB', Math.floor(Math.max(usedOf(root), pool.dspace - Math.floor(pool.dspace / 32)) / 1024 ** 3)],
  ]
}
/** Boot parameters that the script leaves out: they describe the hardware. */
const LEFT_OUT = /^(tty|atapi|ata-dma|keyboard-|bios-boot-device|lba-access-|boot-ncpus|boot-file|whoami|mfg-name|impl-arch-name)|-max-ncpus$/

/** Gathers what sysinfo prints in the global zone. Source: smartos-live src/sysinfo. */
export function infoOf(sim: Simulation, id: Id<'server'>): SystemInfo {
  const { world } = sim
  const server = world.need(id)
  const parameters = server.system?.bootParameters ?? {}
  const addresses = server.system?.addresses ?? {}
  const tags = nicTags(sim, id)
  const admin = adminTag(sim, id)
  const cpus = cpusOf(world, server)
  const nics = world.by('nic', 'server', id).map(
    ({ link, mac, cable }): LinkInfo => ({
      link,
      mac,
      ip: addresses[link]?.ip ?? '',
      status: cable ? 'up' : 'down',
      tags: tags.filter((one) => one.mac === mac).map(({ tag }) => tag),
    }),
  )
  const wanted = parameters[`${admin}_ip`] ?? nodeConfig(sim, id)[`${admin}_ip`]
  return {
    facts: {
      'Live Image': server.system?.platform ?? '',
      'Boot Time': String(seconds(bootedAt(world, id))),
      // A stand-alone node has no data centre; what is empty is left out.
      'Datacenter Name': nodeConfig(sim, id).datacenter_name ?? '',
      'Admin NIC Tag': admin,
      'Admin IP': wanted !== undefined && wanted !== 'dhcp' ? wanted : (nics.find((nic) => nic.tags.includes(admin))?.ip ?? ''),
      UUID: parameters.override_uuid ?? server.uuid,
      Hostname: hostnameOf(world, id),
      Sockets: cpus.sockets,
      Cores: cpus.cores,
      Online: cpus.online,
      Cpus: cpus.count,
      Brand: cpus.brand,
      Memory: String(server.ramMiB),
    },
    pool: poolFacts(world, id),
    disks: world
      .by('disk', 'server', id)
      .filter(({ present }) => present)
      .map(({ name, sizeBytes }) => ({ name, gb: Math.floor(sizeBytes / 1e9) })),
    parameters: Object.entries(parameters).filter(([key]) => !LEFT_OUT.test(key)),
    psrinfo: [['smt_enabled', String(cpus.smt)]],
    tags: tags.map(({ tag }) => tag),
    nics,
  }
}
/** What sysinfo knows inside a zone. */
export interface ZoneInfo {
  readonly image: string
  readonly booted: number
  /** GiB; 0 for none. */
  readonly quota: number
  readonly uuid: string
  readonly hostname: string
  readonly cpus: ReturnType<typeof cpusOf>
  readonly memory: number
  readonly nics: readonly (LinkInfo & { readonly vlan: number })[]
}
/** Gathers what sysinfo prints inside a zone. */
export function zoneInfoOf(world: World, server: Id<'server'>, zone: Id<'zone'>): ZoneInfo {
  const { uuid, properties } = world.need(zone)
  const node = world.need(server)
  return {
    image: node.system?.platform ?? '',
    booted: seconds(bootedAt(world, server, zone)),
    quota: Number(properties.quota ?? 0),
    uuid,
    hostname: hostnameOf(world, server, zone),
    cpus: cpusOf(world, node),
    memory: Number(properties.max_physical_memory ?? node.ramMiB),
    nics: ((properties.nics ?? []) as readonly VmNic[]).map((nic, i) => ({
      link: String(nic.interface ?? `net${i}`),
      mac: String(nic.mac ?? ''),
      ip: nic.ip === 'dhcp' ? '' : String(nic.ip ?? ''),
      status: 'up',
      tags: [],
      vlan: Number(nic.vlan_id ?? 0),
    })),
  }
}
