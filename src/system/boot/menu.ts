import type { ServerContext } from './server/chart.ts'

const row = (text: string): string => ` |${`  ${text}`.padEnd(40)}|\n`
const frame = (title: string, rows: readonly string[]): string => {
  const left = Math.floor((40 - title.length) / 2)
  const lines = Array.from({ length: 11 }, (_, i) => row(rows[i - 1] ?? ''))
  return ` +${'='.repeat(left)}${title}${'='.repeat(40 - title.length - left)}+\n${lines.join('')} +${'='.repeat(40)}+\n`
}

/** The loader's main menu on a serial line. Source: illumos usr/src/boot/sys/boot/forth/{joyent.menu.rc,menu.4th}. */
export const menuScreen = frame('Welcome to SmartOS', [
  '1. Boot SmartOS [Enter]',
  '2. [Esc]ape to loader prompt',
  '3. Reboot',
  '',
  'Options:',
  '4. Configure Boot [O]ptions...',
])
const onOff = (value: boolean): string => (value ? 'On' : 'Off')

/** The options menu with its present values. Source: illumos usr/src/boot/sys/boot/forth/menu-commands.4th. */
export const optionsScreen = ({ console, verbose, kmdb, rescue }: ServerContext): string =>
  frame('Welcome to SmartOS', [
    '1. Back to Main Menu [Backspace]',
    '',
    'Boot Options:',
    `2. Os[C]onsole........... ${console}`,
    `3. [V]erbose............. ${onOff(verbose)}`,
    `4. [k]mdb Mode........... ${kmdb}`,
    `5. [R]escue Mode......... ${onOff(rescue)}`,
  ])
