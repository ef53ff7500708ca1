import type { Nic } from '../../hardware/hardware.ts'
import type { ApplyStep } from '../setup.machine.ts'
import type { SetupContext } from './questions.ts'

const HELP: Readonly<Record<string, string>> = {
  Triton: 'A few questions follow; what you answer is shown for review before anything is\nwritten. Nothing on the disks changes until you confirm it.\n\n',
  Networking:
    'SmartOS knows a physical network by a tag. The one that every node needs is\ncalled admin: the node itself is reached on it. You choose its NIC and address.\n\n',
  Storage: 'All disks of this node become one ZFS pool called zones.\n\n',
  'Self-booting': 'A node can boot from its own pool instead of from a stick or the network.\n\n',
  'Pkgsrc Tools': 'Packages for the global zone can be installed below /opt/tools.\n\n',
}

/** Head of a page. */
export const pageScreen = (page: string): string => {
  const url = 'https://docs.smartos.org/install'
  return ` SmartOS Setup\n ${page.padEnd(41)}${url.padStart(79 - 42)}\n${'-'.repeat(80)}\n\n${HELP[page] ?? ''}`
}

/** What is said to an answer that will not do. */
export const COMPLAINTS = {
  network: "A valid network number (n.n.n.n) or 'dhcp' must be provided.",
  value: 'A value must be provided.',
  quotes: 'Single quotes are not allowed.',
  mismatch: 'The entries do not match, please re-enter.',
  manual: 'globalzone: a layout by hand is not simulated here',
} as const

/** The lines of the installation. */
export const LABELS: Readonly<Record<ApplyStep, string>> = {
  pool: 'Creating pool zones...',
  dump: 'Making dump zvol...',
  config: 'Initializing config dataset for zones...',
  usbkey: 'Creating config dataset...',
  cores: 'Creating global cores dataset...',
  opt: 'Creating opt dataset...',
  var: 'Initializing var dataset...',
  swap: 'Creating swap zvol...',
  pkgsrc: 'Downloading pkgsrc bootstrap...',
  selfboot: 'Creating self-bootable zones pool...',
}

const row = (...cells: string[]): string =>
  [6, 9, 18, 7, 10]
    .map((width, i) => (cells[i] ?? '').padEnd(width))
    .join(' ')
    .trimEnd()

/** The table of NICs to choose from. */
export function nicTable(nics: readonly Nic[], chosen: string | undefined): string {
  const rows = nics.map(({ link, mac, cable }, i) => row(String(i + 1), link, mac, cable ? 'up' : 'down', mac === chosen ? "'admin'" : '-'))
  return `\n${[row('Number', 'Link', 'MAC Address', 'State', 'Network'), ...rows].join('\n')}\n\n`
}

/** The answers for review. */
export function summary(a: SetupContext): string {
  const line = (...cells: string[]): string =>
    `${(cells[0] ?? '').padStart(8)} ${(cells[1] ?? '').padStart(17)} ${(cells[2] ?? '').padStart(15)} ${(cells[3] ?? '').padStart(15)}`.trimEnd()
  const boot = (a.bootpool ?? 'none') === 'none' ? '' : `=> Making the ${a.bootpool} pool bootable (using ${a.pisource})\n`
  return `${line('Net', 'MAC', 'IP addr.', 'Netmask')}
${line('Admin', a.admin_nic ?? '', a.admin_ip ?? '', a.admin_ip === 'dhcp' ? '' : (a.admin_netmask ?? ''))}

DNS Servers: (${a.dns_resolver1}, ${a.dns_resolver2}), Search Domain: ${a.dns_search}
Hostname: ${a.hostname ?? ''}
NTP server: ${a.ntp_host}
${boot}`
}
