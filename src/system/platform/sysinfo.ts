import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { leavesOf } from '../zfs/pools.ts'
import { datasetOf, poolOf, usedOf } from '../zfs/zfs.ts'
import { bootedAt, hostnameOf } from './names.ts'

/** What sysinfo knows of the global zone, in the script's order; groups are nested. */
export interface SystemInfo {
  readonly plain: readonly (readonly [key: string, value: string | number | boolean])[]
  readonly disks: readonly { readonly name: string; readonly gb: number }[]
  readonly parameters: Readonly<Record<string, string>>
  readonly nics: readonly { readonly link: string; readonly mac: string; readonly ip: string; readonly status: string; readonly tags: readonly string[] }[]
}
/** What the firmware names as maker of every server. */
export const MANUFACTURER = 'QEMU'
const seconds = (ms: number): number => Math.floor(ms / 1000)

function poolFacts(world: World, server: Id<'server'>): (readonly [string, string | number | boolean])[] {
  const pool = poolOf(world, server, 'zones')
  const root = datasetOf(world, server, 'zones')
  if (!pool || !root) return []
  const profile =
    pool.vdevs
      .map(({ type, parity }) => (type === 'raidz' ? `raidz${parity && parity > 1 ? parity : ''}` : type))
      .find((type) => type === 'mirror' || type.startsWith('raidz')) ?? 'striped'
  return [
    ['Zpool', 'zones'],
    ['Zpool Encrypted', false],
    [
      'Zpool Disks',
      leavesOf(pool.vdevs)
        .map(({ name }) => name)
        .join(','),
    ],
    ['Zpool Profile', profile],
    ['Zpool Creation', seconds(root.creation)],
    // used and available together: what the pool offers after the space that ZFS keeps back.
    ['Zpool Size in GiB', Math.floor(Math.max(usedOf(root), pool.dspace - Math.floor(pool.dspace / 32)) / 1024 ** 3)],
  ]
}

/** The address of the NIC with the tag admin, if it has one. */
function adminAddress(world: World, id: Id<'server'>): (readonly [string, string])[] {
  const link = world.by('nic', 'server', id).find(({ tags }) => tags.includes('admin'))?.link
  const ip = link && world.need(id).system?.addresses?.[link]?.ip
  return ip ? [['Admin IP', ip]] : []
}
/** Gathers what sysinfo prints in the global zone. Source: smartos-live src/sysinfo. */
export function infoOf(world: World, id: Id<'server'>): SystemInfo {
  const server = world.need(id)
  const addresses = server.system?.addresses ?? {}
  return {
    plain: [
      ['Live Image', server.system?.platform ?? ''],
      ['System Type', 'SunOS'],
      ['Boot Time', String(seconds(bootedAt(world, id)))],
      ['Manufacturer', MANUFACTURER],
      ['Product', 'Standard PC (i440FX + PIIX, 1996)'],
      ['Serial Number', 'Not Specified'],
      ['SKU Number', 'Not Specified'],
      ['HW Version', 'pc-i440fx'],
      ['HW Family', 'Not Specified'],
      ['Setup', 'false'],
      ['VM Capable', true],
      ['Bhyve Capable', false],
      ['Bhyve Max Vcpus', 0],
      ['HVM API', false],
      ['CPU Type', 'QEMU Virtual CPU'],
      ['CPU Virtualization', 'none'],
      ['CPU Physical Cores', 1],
      ['Admin NIC Tag', 'admin'],
      ...adminAddress(world, id),
      ['UUID', server.uuid],
      ['Hostname', hostnameOf(world, id)],
      ['CPU Total Cores', server.cpus],
      ['CPU Socket Count', 1],
      ['CPU Core Count', server.cpus],
      ['CPU Online Count', server.cpus],
      ['CPU Count', server.cpus],
      ['MiB of Memory', String(server.ramMiB)],
      ...poolFacts(world, id),
    ],
    disks: world
      .by('disk', 'server', id)
      .filter(({ present }) => present)
      .map(({ name, sizeBytes }) => ({ name, gb: Math.floor(sizeBytes / 1e9) })),
    parameters: server.system?.bootParameters ?? {},
    nics: world
      .by('nic', 'server', id)
      .map(({ link, mac, cable, tags }) => ({ link, mac, tags, ip: addresses[link]?.ip ?? '', status: cable ? 'up' : 'down' })),
  }
}
const list = (lines: readonly string[]): string => lines.map((line, i) => `    ${line}${i < lines.length - 1 ? ',' : ''}\n`).join('')

/** As JSON, line for line as the script writes it. */
export function jsonText({ plain, disks, parameters, nics }: SystemInfo): string {
  const head = plain.map(([key, value]) => `  "${key}": ${typeof value === 'string' ? `"${value}"` : value},\n`).join('')
  const interfaces = nics.map(
    ({ link, mac, ip, status, tags }) =>
      `"${link}": {"MAC Address": "${mac}", "ip4addr": "${ip}", "Link Status": "${status}", "NIC Names": [${tags.map((tag) => `"${tag}"`).join(', ')}]}`,
  )
  return (
    `{\n${head}  "Zpool Recovery": {\n  },\n  "Disks": {\n${list(disks.map(({ name, gb }) => `"${name}": {"Size in GB": ${gb}}`))}  },\n` +
    `  "Boot Parameters": {\n${list(Object.entries(parameters).map(([key, value]) => `"${key.replaceAll('-', '_')}": "${value}"`))}  },\n` +
    `  "Network Interfaces": {\n${list(interfaces)}  },\n  "Virtual Network Interfaces": {\n  },\n  "Link Aggregations": {\n  }\n}\n`
  )
}
/** As lines that a shell can read. */
export function parsableText({ plain, disks, parameters, nics }: SystemInfo): string {
  const lines = plain.map(([key, value]) => `${key.replaceAll(' ', '_')}=${typeof value === 'number' ? value : `'${value}'`}`)
  for (const { name, gb } of disks) lines.push(`Disk_${name}_size_in_GB=${gb}`)
  for (const { link, tags } of nics) for (const tag of tags) lines.push(`NIC_${tag}='${link}'`)
  for (const { link, mac, ip, tags, status } of nics) {
    const start = `Network_Interface_${link}_`
    lines.push(`${start}MAC_Address='${mac}'`, `${start}IPv4_Address='${ip}'`, `${start}NIC_Names='${tags.join(',')}'`, `${start}Link_Status='${status}'`)
  }
  for (const [key, value] of Object.entries(parameters)) lines.push(`Bootparam_${key.replaceAll('-', '_')}='${value}'`)
  return `${lines.join('\n')}\n`
}
/** What sysinfo prints inside a zone. */
export function zoneInfoText(world: World, server: Id<'server'>, zone: Id<'zone'>): string {
  const record = world.need(zone)
  const quota = Number(record.properties.quota ?? 0)
  const memory = Number(record.properties.max_physical_memory ?? world.need(server).ramMiB)
  return `{
  "Live Image": "${world.need(server).system?.platform ?? ''}",
  "System Type": "SunOS",
  "Boot Time": "${seconds(bootedAt(world, server, zone))}",
  "ZFS Quota": "${quota === 0 ? 'none' : `${quota}G`}",
  "UUID": "${record.uuid}",
  "Hostname": "${hostnameOf(world, server, zone)}",
  "CPU Total Cores": ${world.need(server).cpus},
  "MiB of Memory": "${memory}",
  "Virtual Network Interfaces": {
  }
}
`
}
