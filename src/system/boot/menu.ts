import type { FileNode } from '../files/tree.ts'
import { type Env, optionsOf } from './loader/env.ts'
import { defaultStamp, hasImages, otherStamps, PER_PAGE, pagesOf } from './loader/images.ts'

/** The rows above the frame: there the loader draws its brand, whose art is not simulated. */
const ABOVE = 8
const WIDTH = 40
/** A key between brackets is set off. */
const bold = (caption: string): string => caption.replace(/\[(\w+)\]/, '[\u001b[1m$1\u001b[0m]')
const row = (text: string): string => ` |${bold(`  ${text}`.padEnd(WIDTH))}|\n`

/** The frame of the menus, 42 by 13, in column 2 and row 9. Source: illumos usr/src/boot/forth/{menu.4th,frames.4th}. */
function frame(rows: readonly string[]): string {
  const title = 'Welcome to SmartOS'
  const left = Math.floor((WIDTH - title.length) / 2)
  const lines = Array.from({ length: 11 }, (_, i) => row(rows[i - 1] ?? ''))
  const top = ` +${'='.repeat(left)}${title}${'='.repeat(WIDTH - title.length - left)}+\n`
  return `${'\n'.repeat(ABOVE)}${top}${lines.join('')} +${'='.repeat(WIDTH)}+\n\n`
}

/** The loader's main menu; its last line is there only if there are several platform images. Source: illumos usr/src/boot/forth/triton.menu.rc. */
export const menuScreen = (root: FileNode | undefined): string =>
  frame([
    '1. Boot SmartOS [Enter]',
    '2. [Esc]ape to loader prompt',
    '3. Reboot',
    '',
    'Options:',
    '4. Configure Boot [O]ptions...',
    ...(hasImages(root) ? ['5. Alternate [P]latform Images...'] : []),
  ])
const onOff = (value: boolean): string => (value ? 'On' : 'Off')

/** The options menu with its present values. */
export function optionsScreen(env: Env): string {
  const { console, verbose, kmdb, rescue } = optionsOf(env)
  return frame([
    '1. Back to Main Menu [Backspace]',
    '',
    'Boot Options:',
    `2. Os[C]onsole........... ${console}`,
    `3. [V]erbose............. ${onOff(verbose)}`,
    `4. [k]mdb Mode........... ${kmdb}`,
    `5. [R]escue Mode......... ${onOff(rescue)}`,
  ])
}
/** A page of the menu of platform images, from 1, and which image is taken. Source: illumos-joyent OS-8231, smartos-live src/piadm.sh. */
export function imagesScreen(root: FileNode | undefined, page: number, chosen: string): string {
  const stamps = root ? otherStamps(root) : []
  return frame([
    '1. Back to Main Menu [Backspace]',
    `2. [P]age: ${page} of ${pagesOf(stamps)}`,
    '',
    `Platform Image: ${chosen}`,
    `3. [D]efault (${root ? defaultStamp(root) : ''})`,
    ...stamps.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((stamp, i) => `${i + 4}. ${stamp}`),
  ])
}
