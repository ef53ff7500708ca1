import type { Received } from '../netboot.ts'

/** A file that iPXE has in memory. */
export interface Image {
  readonly name: string
  readonly uri: string
  readonly args: string
  readonly file: Received
  readonly selected?: true
}
/** One line of a menu; a gap has no name. */
export interface MenuItem {
  readonly name?: string
  readonly text: string
}
/** A menu, and, while it is on the screen, where one stands in it. */
export interface Menu {
  readonly title: string
  readonly items: readonly MenuItem[]
}
/** What runs: the boot that iPXE does by itself, a script, a shell; outermost first. */
export type Frame =
  | { readonly kind: 'auto'; readonly step: 'open' | 'configure' | 'image' }
  /** `next` is the line after the one that runs; `line` and `at` say which of its commands that is. */
  | { readonly kind: 'script'; readonly lines: readonly string[]; readonly next: number; readonly line: string; readonly at: number }
  | { readonly kind: 'shell'; readonly line: string; readonly at: number }
/** What iPXE waits for, and what it does with it. */
export type Wait =
  | { readonly for: 'link'; readonly next?: 'dhcp' }
  | { readonly for: 'dhcp' }
  | { readonly for: 'file'; readonly uri: string; readonly as: 'kernel' | 'module' | 'chain' | 'image'; readonly name: string; readonly args: string }
  | { readonly for: 'choice'; readonly setting: string; readonly row: number; readonly seconds: number; readonly counts: boolean }
  | { readonly for: 'key'; readonly text: string }
  | { readonly for: 'time'; readonly seconds: number }
/** What iPXE knows while it runs. */
export interface IpxeState {
  readonly settings: Readonly<Record<string, string>>
  readonly images: readonly Image[]
  readonly menu?: Menu
  readonly frames: readonly Frame[]
  readonly wait?: Wait
  /** Characters of the progress that stands on the screen. */
  readonly shown: number
  /** Messages sent and received before iPXE started: `ifstat` counts from there. */
  readonly before: number
}
/** How a command ended: nothing wrong, or an error as iPXE says it. */
export type Status = '' | string

/**
 * iPXE's errors, with the numbers that its BIOS build gives: in them are the place in the source and PXE's own code.
 * Sources: https://ipxe.org/err and what users of undionly.kpxe report; those of `cancelled` and `memory` are not verified.
 */
export const ERRORS = {
  'not found': 'Not found (https://ipxe.org/2d0c613b)',
  'tftp not found': 'Not found (https://ipxe.org/2d12603b)',
  'timed out': 'Connection timed out (https://ipxe.org/4c0a6035)',
  'tftp timed out': 'Connection timed out (https://ipxe.org/4c126035)',
  reset: 'Connection reset (https://ipxe.org/0f0a6039)',
  down: 'Down (https://ipxe.org/38086193)',
  'no dhcp': 'No configuration methods succeeded (https://ipxe.org/040ee119)',
  'nothing to boot': 'No such file or directory (https://ipxe.org/2d03e13b)',
  'exec format': 'Exec format error (https://ipxe.org/2e008001)',
  'not a command': 'Exec format error (https://ipxe.org/2e022001)',
  'no entry': 'No such file or directory (https://ipxe.org/2d05c001)',
  invalid: 'Invalid argument (https://ipxe.org/1c056002)',
  cancelled: 'Operation canceled (https://ipxe.org/0b072095)',
  unequal: 'Error (https://ipxe.org/ff)',
  memory: 'Not enough space (https://ipxe.org/31006001)',
  protocol: 'Operation not supported (https://ipxe.org/3c092003)',
} as const
