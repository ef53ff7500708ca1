import type { World } from '../../sim/world.ts'
import { type BootDevice, type FirmwareDraft, mediumIn, type Server } from '../hardware/hardware.ts'

/**
 * The screens of the firmware, in the look of a text BIOS: they fit 80 columns and 25 rows, and have colours of their own,
 * whatever those of the terminal are. Vendors' screens differ; this one is ours.
 */
const WIDTH = 80
const LEFT = 54
const RIGHT = WIDTH - LEFT - 3
const ROWS = 11
const BLUE = '\u001b[38;5;254;48;5;18m'
const GREY = '\u001b[38;5;16;48;5;250m'
const BRIGHT = '\u001b[38;5;231;48;5;18m'
const PLAIN = '\u001b[0m'

/** Names of the boot devices as the firmware writes them. */
const DEVICE: Readonly<Record<BootDevice, string>> = { usb: 'USB device', iso: 'CD/DVD drive', disk: 'Hard disk', pxe: 'Network (PXE)' }
/** What the firmware sees in the place of a boot device. */
export function inPlace(world: World, server: Server, device: BootDevice): string {
  if (device === 'usb' || device === 'iso') return mediumIn(world, server.id, device)?.label ?? '(empty)'
  if (device === 'disk') {
    const disks = world.by('disk', 'server', server.id).filter(({ present }) => present)
    return disks[0]?.product ?? '(none)'
  }
  return world.by('nic', 'server', server.id)[0]?.mac ?? '(none)'
}
const deviceLine = (world: World, server: Server, device: BootDevice): string => `${DEVICE[device].padEnd(15)}${inPlace(world, server, device)}`

/** The pages of the set-up screen, in order. */
export const PAGES = ['main', 'boot', 'exit'] as const
/** One line of a page: what stands there, and what is said of it. Only lines with an id can be chosen. */
interface Line {
  readonly id?: string
  readonly text: string
  readonly help?: string
}
const FACT = 'What the firmware found. It cannot be changed here.'
const fact = (name: string, value: string): Line => ({ text: `${name.padEnd(16)}${value}`, help: FACT })

function mainPage(world: World, server: Server): Line[] {
  const disks = world.by('disk', 'server', server.id).filter(({ present }) => present)
  return [
    fact('Processors', `${server.cpus}`),
    fact('System memory', `${server.ramMiB} MB`),
    fact('System UUID', server.uuid),
    { text: '' },
    ...world.by('nic', 'server', server.id).map(({ mac }, i) => fact(`Network card ${i + 1}`, mac)),
    ...disks.slice(0, 5).map(({ product, sizeBytes }, i) => fact(`Disk ${i + 1}`, `${product} ${Math.round(sizeBytes / 1e9)} GB`)),
    ...(disks.length > 5 ? [{ text: `and ${disks.length - 5} more disks` }] : []),
  ]
}
function bootPage(world: World, server: Server, draft: FirmwareDraft): Line[] {
  return [
    {
      id: 'firmware',
      text: `${'Boot mode'.padEnd(22)}[${draft.firmware === 'uefi' ? 'UEFI' : 'Legacy BIOS'}]`,
      help: 'BIOS starts the code in a boot sector. UEFI starts a program from the EFI system partition. Enter changes it.',
    },
    { text: '' },
    { text: 'Boot order' },
    ...draft.bootOrder.map(
      (device, i): Line => ({
        id: device,
        text: ` ${i + 1}. ${deviceLine(world, server, device)}`,
        help: 'The firmware starts from the first entry that can be booted. + moves an entry up, - moves it down.',
      }),
    ),
  ]
}
const exitPage = (): Line[] => [
  { id: 'save', text: 'Save changes and exit', help: 'Keeps the settings in the firmware and restarts. They survive a power cut.' },
  { id: 'discard', text: 'Discard changes and exit', help: 'Goes on with the boot as it was set before.' },
  { id: 'defaults', text: 'Load defaults', help: 'Legacy BIOS; USB, CD/DVD, hard disk, network.' },
]
/** The lines of the page that a draft shows. */
export const linesOf = (world: World, server: Server, draft: FirmwareDraft): Line[] =>
  draft.page === 'main' ? mainPage(world, server) : draft.page === 'boot' ? bootPage(world, server, draft) : exitPage()
/** The lines of that page that can be chosen. */
export const choosable = (world: World, server: Server, draft: FirmwareDraft): string[] =>
  linesOf(world, server, draft).flatMap(({ id }) => (id === undefined ? [] : [id]))

/** Breaks a text into rows of that many columns. */
function wrapped(text: string, columns: number): string[] {
  const rows = ['']
  for (const word of text.split(' ')) {
    const row = rows.at(-1) ?? ''
    if (row === '') rows[rows.length - 1] = word
    else if (row.length + 1 + word.length <= columns) rows[rows.length - 1] = `${row} ${word}`
    else rows.push(word)
  }
  return rows
}
const cell = (text: string, columns: number): string => text.slice(0, columns).padEnd(columns)
const centred = (text: string): string => cell(`${' '.repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2)))}${text}`, WIDTH)

/** The whole set-up screen as the firmware draws it. */
export function setupScreen(world: World, server: Server, draft: FirmwareDraft): string {
  const lines = linesOf(world, server, draft)
  const chosen = choosable(world, server, draft)[draft.cursor]
  const help = wrapped(lines.find(({ id }) => id === chosen)?.help ?? FACT, RIGHT - 2)
  const tabs = PAGES.map((page) => {
    const name = ` ${page[0]?.toUpperCase()}${page.slice(1)} `
    return page === draft.page ? `${GREY}${name}${BLUE}` : name
  }).join('  ')
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const line = lines[i]
    const here = line?.id !== undefined && line.id === chosen
    const text = cell(`${here ? '>' : ' '}${line?.text ?? ''}`, LEFT)
    const marked = here ? `${GREY}${text}${BLUE}` : line?.id === undefined ? text : `${BRIGHT}${text}${BLUE}`
    return `${BLUE}│${marked}│${cell(` ${help[i] ?? ''}`, RIGHT)}│${PLAIN}`
  })
  const edge = (left: string, middle: string, right: string): string => `${BLUE}${left}${'─'.repeat(LEFT)}${middle}${'─'.repeat(RIGHT)}${right}${PLAIN}`
  return [
    `${GREY}${centred('BIOS SETUP UTILITY')}${PLAIN}`,
    `${BLUE} ${tabs}${' '.repeat(WIDTH - 1 - PAGES.reduce((sum, page) => sum + page.length + 2, 0) - 2 * (PAGES.length - 1))}${PLAIN}`,
    edge('┌', '┬', '┐'),
    ...rows,
    edge('└', '┴', '┘'),
    `${GREY}${cell(' ←→ Page  ↑↓ Line  +/- Move entry  Enter Change  F10 Save and exit  Esc Discard', WIDTH)}${PLAIN}`,
    `${GREY}${cell(` ${server.name}   firmware ${server.firmware === 'uefi' ? 'UEFI' : 'BIOS'}`, WIDTH)}${PLAIN}`,
    '',
  ].join('\n')
}

/** The list of the one-time boot menu. */
export function bootMenuScreen(world: World, server: Server, cursor: number): string {
  const width = 50
  const bar = '─'.repeat(width)
  const row = (text: string, marked = false): string => `${BLUE}│${marked ? GREY : ''}${cell(`${marked ? '>' : ' '}${text}`, width)}${BLUE}│${PLAIN}`
  return [
    `${BLUE}┌${bar}┐${PLAIN}`,
    row('Please select boot device:'),
    `${BLUE}├${bar}┤${PLAIN}`,
    ...server.bootOrder.map((device, i) => row(deviceLine(world, server, device), i === cursor)),
    `${BLUE}├${bar}┤${PLAIN}`,
    row('↑ and ↓ to move selection'),
    row('ENTER to select boot device'),
    row('ESC to boot using defaults'),
    `${BLUE}└${bar}┘${PLAIN}`,
    '',
  ].join('\n')
}

/** What the firmware says while it tests the machine. */
export const postScreen = (server: Server): string =>
  [
    `${server.firmware === 'uefi' ? 'UEFI firmware' : 'System BIOS'}`,
    `Processors: ${server.cpus}   Memory test: ${server.ramMiB * 1024}K OK`,
    '',
    'Press DEL or S to enter setup, F12 or B for the boot menu',
    '',
  ].join('\n')
