import { type LinkInfo, SMBIOS, type SystemInfo, type ZoneInfo } from './sysinfo.ts'

/** An identifier of a shell, made of any name. */
const identifier = (key: string): string => key.replace(/[^A-Za-z0-9_]+/g, '_')
/** Lines of a JSON object, one a member, as the script writes them. */
const members = (lines: readonly string[]): string => lines.map((line, i) => `    ${line}${i < lines.length - 1 ? ',' : ''}\n`).join('')
const object = (name: string, lines: readonly string[], more: ',' | ''): string => `  "${name}": {\n${members(lines)}  }${more}\n`
const json = (value: string | number | boolean): string => (typeof value === 'string' ? `"${value}"` : String(value))
const pairs = (entries: readonly (readonly [string, string])[]): string[] => entries.map(([key, value]) => `"${identifier(key)}": "${value}"`)
const link = ({ link: name, mac, ip, status }: LinkInfo): string => `"${name}": {"MAC Address": "${mac}", "ip4addr": "${ip}", "Link Status": "${status}"`

/** As JSON, line for line as the script writes it: an empty "Zpool Recovery" is printed whether there is a pool or not. Source: smartos-live src/sysinfo output_json. */
export function jsonText({ facts, pool, disks, parameters, psrinfo, nics }: SystemInfo): string {
  const rows: readonly (readonly [string, string | number | boolean | undefined])[] = [
    ['Live Image', facts['Live Image']],
    ['System Type', 'SunOS'],
    ['Boot Time', facts['Boot Time']],
    ...(facts['Datacenter Name'] ? [['Datacenter Name', facts['Datacenter Name']] as const] : []),
    ['Manufacturer', SMBIOS.manufacturer],
    ['Product', SMBIOS.product],
    ['Serial Number', 'Not Specified'],
    ['SKU Number', 'Not Specified'],
    ['HW Version', SMBIOS.version],
    ['HW Family', 'Not Specified'],
    // Only the parts of Triton say whether they have been set up.
    ['Setup', ''],
    ['VM Capable', true],
    ['Bhyve Capable', false],
    ['Bhyve Max Vcpus', 0],
    ['HVM API', false],
    ['CPU Type', facts.Brand],
    ['CPU Virtualization', 'none'],
    ['CPU Physical Cores', facts.Sockets],
    ['Admin NIC Tag', facts['Admin NIC Tag']],
    ['Admin IP', facts['Admin IP']],
    ['UUID', facts.UUID],
    ['Hostname', facts.Hostname],
    ['CPU Total Cores', facts.Cpus],
    ['CPU Socket Count', facts.Sockets],
    ['CPU Core Count', facts.Cores],
    ['CPU Online Count', facts.Online],
    ['CPU Count', facts.Cpus],
    ['MiB of Memory', facts.Memory],
    ...pool,
  ]
  return [
    '{\n',
    ...rows.map(([key, value]) => `  "${key}": ${json(value ?? '')},\n`),
    '  "Zpool Recovery": {\n  },\n',
    object(
      'Disks',
      disks.map(({ name, gb }) => `"${name}": {"Size in GB": ${gb}}`),
      ',',
    ),
    object('Boot Parameters', pairs(parameters), ','),
    object('Psrinfo', pairs(psrinfo), ','),
    object(
      'Network Interfaces',
      nics.map((nic) => `${link(nic)}, "NIC Names": [${nic.tags.map((tag) => `"${tag}"`).join(', ')}]}`),
      ',',
    ),
    object('Virtual Network Interfaces', [], ','),
    object('Link Aggregations', [], ''),
    '}\n',
  ].join('')
}
const links = (start: string, { link: name, mac, ip, status, tags }: LinkInfo): string[] => {
  const key = `${start}_${name}_`
  return [
    `${key}MAC_Address='${mac}'`,
    `${key}IPv4_Address='${ip}'`,
    ...(start.startsWith('V') ? [] : [`${key}NIC_Names='${tags.join(',')}'`]),
    `${key}Link_Status='${status}'`,
  ]
}

/** As lines that a shell can read: another order than JSON's, and no word of the pool. Source: smartos-live src/sysinfo output_parsable. */
export function parsableText({ facts, disks, parameters, psrinfo, tags, nics }: SystemInfo): string {
  const lines = [
    `Live_Image='${facts['Live Image']}'`,
    "System_Type='SunOS'",
    `Boot_Time='${facts['Boot Time']}'`,
    ...(facts['Datacenter Name'] ? [`Datacenter_Name='${facts['Datacenter Name']}'`] : []),
    `Manufacturer='${SMBIOS.manufacturer}'`,
    `Product='${SMBIOS.product}'`,
    "Serial_Number='Not Specified'",
    "SKU_Number='Not Specified'",
    `HW_Version='${SMBIOS.version}'`,
    "HW_Family='Not Specified'",
    "VM_Capable='true'",
    `CPU_Type='${facts.Brand}'`,
    "CPU_Virtualization='none'",
    `CPU_Physical_Cores=${facts.Sockets}`,
    "Bhyve_Capable='false'",
    'Bhyve_Max_Vcpus=0',
    "HVM_API='false'",
    `Nic_Tags=${tags.join(',')}`,
    `Admin_NIC_Tag=${facts['Admin NIC Tag']}`,
    `Admin_IP=${facts['Admin IP']}`,
    "Setup=''",
    `UUID='${facts.UUID}'`,
    `Hostname='${facts.Hostname}'`,
    `CPU_Total_Cores=${facts.Cpus}`,
    `CPU_Socket_Count=${facts.Sockets}`,
    `CPU_Core_Count=${facts.Cores}`,
    `CPU_Online_Count=${facts.Online}`,
    `CPU_Count=${facts.Cpus}`,
    `MiB_of_Memory=${facts.Memory}`,
    ...disks.map(({ name, gb }) => `Disk_${name}_size_in_GB=${gb}`),
    ...nics.flatMap((nic) => nic.tags.map((tag) => `NIC_${tag}='${nic.link}'`)),
    ...nics.flatMap((nic) => links('Network_Interface', nic)),
    ...parameters.map(([key, value]) => `Bootparam_${identifier(key)}='${value}'`),
    ...psrinfo.map(([key, value]) => `Psrinfo_${identifier(key)}='${value}'`),
  ]
  return `${lines.join('\n')}\n`
}
const quotaOf = ({ quota }: ZoneInfo): string => (quota === 0 ? 'none' : `${quota}G`)

/** The JSON of a zone. */
export const zoneJsonText = (info: ZoneInfo): string =>
  [
    '{\n',
    ...(
      [
        ['Live Image', info.image],
        ['System Type', 'SunOS'],
        ['Boot Time', String(info.booted)],
        ['ZFS Quota', quotaOf(info)],
        ['UUID', info.uuid],
        ['Hostname', info.hostname],
        ['CPU Total Cores', info.cpus.count],
        ['CPU Socket Count', info.cpus.sockets],
        ['CPU Core Count', info.cpus.cores],
        ['CPU Online Count', info.cpus.online],
        ['CPU Count', info.cpus.count],
        ['MiB of Memory', String(info.memory)],
      ] as const
    ).map(([key, value]) => `  "${key}": ${json(value)},\n`),
    object(
      'Virtual Network Interfaces',
      info.nics.map((nic) => `${link(nic)}, "VLAN": "${nic.vlan}"}`),
      '',
    ),
    '}\n',
  ].join('')

/** A zone's lines for a shell. */
export function zoneParsableText(info: ZoneInfo): string {
  const { cpus } = info
  const lines = [
    `Live_Image='${info.image}'`,
    "System_Type='SunOS'",
    `Boot_Time='${info.booted}'`,
    `Zfs_Quota='${quotaOf(info)}'`,
    `UUID='${info.uuid}'`,
    `Hostname='${info.hostname}'`,
    `CPU_Total_Cores=${cpus.count}`,
    `CPU_Socket_Count=${cpus.sockets}`,
    `CPU_Core_Count=${cpus.cores}`,
    `CPU_Online_Count=${cpus.online}`,
    `CPU_Count=${cpus.count}`,
    `MiB_of_Memory=${info.memory}`,
    ...info.nics.flatMap((nic) => [...links('Virtual_Network_Interface', nic), `Virtual_Network_Interface_${nic.link}_VLAN='${nic.vlan}'`]),
  ]
  return `${lines.join('\n')}\n`
}
