import type { Nic } from '../../hardware/hardware.ts'
import type { ApplyStep } from './chart.ts'
import type { SetupContext } from './questions.ts'

/** What stands below the head of a page before its first question. The explanations are our own words. */
const HELP: Readonly<Record<string, string>> = {
  Triton:
    '\nA few questions follow; what you answer is shown for review before anything is\nwritten. Nothing on the disks changes until you confirm it.\n\nWith ^C you get a shell at any question; when you leave it, the set-up goes on\nwhere it was.\n\n',
  Networking:
    '\nSmartOS knows a physical network by a tag. The one that every node needs is\ncalled admin: the node itself is reached on it. You choose its NIC and address;\nmore tags can be made later with nictagadm(8).\n\n',
  'Networking - Admin':
    '\nThe admin NIC is how you reach the global zone. If it belongs to a VLAN, the port\nof the switch has to deliver that VLAN untagged.\n\n',
  'Networking - Continued': "\nThe gateway is the router that leads out of the admin network. Without one, answer\n'none'.\n\n",
  Storage: '\nThe disks of this node become one ZFS pool called zones. A layout is proposed; you\nmay choose another one, or make the pool yourself.\n',
  'Self-booting':
    '\nA node can boot from one of its own pools instead of from a stick, a disc or the\nnetwork. Name the pool that should be made bootable, or answer "none".\n',
  'Pkgsrc Tools': '\nPackages for the global zone can be installed below /opt/tools. They are no part of\nSmartOS, and are fetched from the Internet.\n\n',
  'System Configuration': '\nLast, the password of root in the global zone, and a name for the node.\n\n',
  'Verify Configuration': '\nPlease check your answers. From here on the pool is made, and what was on the disks\nis erased.\n\n',
}
/** What is said before a question in the middle of a page. */
export const BEFORE: Readonly<Record<string, string>> = {
  dns1: '\nThese servers answer when the global zone looks a name up. Virtual machines have\ntheir own.\n\n',
  ntp: '\nThe clock of the node follows this time server.\n',
}

const URL = 'https://docs.smartos.org/install'
/** Eighty dashes. */
export const RULER = `${'-'.repeat(80)}\n`

/** Head of a page and what stands below it; `quiet` leaves the explanation out, `simple` the head. */
export function pageScreen(page: string, { quiet = false, simple = false }: { quiet?: boolean; simple?: boolean } = {}): string {
  const head = simple ? `> ${page}\n` : ` ${'SmartOS Setup'.padEnd(40)}\n ${page.padEnd(40)}${URL.padStart(38)}\n${RULER}`
  // The script explains the packages even when it is to leave explanations out.
  return `${head}${quiet && page !== 'Pkgsrc Tools' ? '' : (HELP[page] ?? '')}`
}

/** What is said to an answer that will not do. */
export const COMPLAINTS = {
  network: "A valid network number (n.n.n.n) or 'dhcp' must be provided.",
  value: 'A value must be provided.',
  quotes: 'Single quotes are not allowed.',
  mismatch: 'The entries do not match, please re-enter.',
} as const

/** What is said before a shell. */
export const SHELLS = {
  break: '\n\nBringing up a shell.  When you are done in the shell hit ^D to\nreturn to the system configuration tool.\n\n',
  manual:
    'Launching a shell.\nPlease manually create/import a zpool named "zones".\nIf you no longer want to do that, just leave the shell.\n\nAnother pool may be created, too, if you wish to boot from disks that are not\npart of "zones".\n',
  'no disks':
    '\nWARNING: failed to determine possible disk layout. Perhaps there are no disks at\nall: in the shell that follows look for them, and for their sizes, with\ndiskinfo(8).\n\nIf you create or import a zpool named "zones" then installation will continue.\nIf you cannot, you should shutdown your system.\n\n',
  fatal:
    '\nSystem configuration failed, launching a shell.\nYou must reboot to re-run system configuration.\nA log of setup may be found in /var/log/prompt-config.log\n\n',
} as const
/** What is said after it. */
export const RESUMING = '\nResuming the system configuration tool.\n\n'

/** The lines of the installation; steps without one say nothing. */
export const LABELS: Readonly<Partial<Record<ApplyStep, string>>> = {
  pool: 'Creating pool zones... ',
  dump: 'Making dump zvol... ',
  config: 'Initializing config dataset for zones... ',
  usbkey: 'Creating config dataset... ',
  cores: 'Creating global cores dataset... ',
  opt: 'Creating opt dataset... ',
  var: 'Initializing var dataset... ',
  swap: 'Creating swap zvol... ',
}

const row = (...cells: string[]): string => [6, 9, 18, 7, 10].map((width, i) => (cells[i] ?? '').padEnd(width)).join(' ')

/** The table of NICs to choose from. */
export function nicTable(nics: readonly Nic[], assigned: string | undefined): string {
  const rows = nics.map(({ link, mac, cable }, i) => row(String(i + 1), link, mac, cable ? 'up' : 'down', mac === assigned ? "'admin'" : '-'))
  return `${[row('Number', 'Link', 'MAC Address', 'State', 'Network'), ...rows].join('\n')}\n`
}

/** The answers for review. */
export function summary(a: SetupContext): string {
  const line = (...cells: string[]): string =>
    `${(cells[0] ?? '').padStart(8)} ${(cells[1] ?? '').padStart(17)} ${(cells[2] ?? '').padStart(15)} ${(cells[3] ?? '').padStart(15)}`
  const boot = (a.bootpool ?? 'none') === 'none' ? '' : `=> Making the ${a.bootpool} pool bootable (using ${a.pisource})`
  return `${line('Net', 'MAC', 'IP addr.', 'Netmask')}
${line('Admin', a.admin_nic ?? '', a.admin_ip ?? '', a.admin_ip === 'dhcp' ? 'N/A' : (a.admin_netmask ?? ''))}

DNS Servers: (${a.dns_resolver1}, ${a.dns_resolver2}), Search Domain: ${a.dns_search}
Hostname: ${a.hostname ?? ''}
NTP server: ${a.ntp_host}
${boot}
`
}
