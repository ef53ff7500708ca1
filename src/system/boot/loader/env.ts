import type { FileNode } from '../../files/tree.ts'
import type { Server } from '../../hardware/hardware.ts'
import { textAt } from '../../media/lookup.ts'
import { splitProperties } from '../bootArgs.ts'
import { parseConf } from '../conf.ts'

/** Variables of the loader, as `show` has them. */
export type Env = Readonly<Record<string, string>>
/** The files that the loader reads its variables from, in order; what comes later counts. Source: illumos usr/src/boot/forth/loader.conf. */
const CONF = ['/boot/defaults/loader.conf', '/boot/loader.conf', '/boot/loader.conf.local'] as const
/** The variables that the files on a boot source set. */
export const readConf = (root: FileNode | undefined): Env => Object.assign({}, ...CONF.map((path) => parseConf((root && textAt(root, path)) ?? '')))

const CONSOLES = ['text', 'ttya', 'ttyb', 'ttyc', 'ttyd'] as const
/** Modes of the kernel debugger in the options menu, in their order. */
const KMDB = ['Off', 'Loaded', 'On NMI', 'On Boot', 'On Boot/NMI'] as const
const after = <T>(list: readonly T[], now: T): T => list[(list.indexOf(now) + 1) % list.length] as T
const isYes = (value: string | undefined): boolean => value?.toUpperCase() === 'YES'

/** The options menu's present values follow from the variables. Source: illumos usr/src/boot/forth/menu-commands.4th. */
export function optionsOf(env: Env): { console: string; verbose: boolean; kmdb: (typeof KMDB)[number]; rescue: boolean } {
  const wanted = (env.os_console ?? env.console ?? 'text').slice(0, 4)
  const nmi = env.nmi === 'kmdb'
  const kmdb = !isYes(env.boot_kmdb) ? 'Off' : isYes(env.boot_drop_into_kmdb) ? (nmi ? 'On Boot/NMI' : 'On Boot') : nmi ? 'On NMI' : 'Loaded'
  return { console: CONSOLES.find((one) => one === wanted) ?? 'text', verbose: isYes(env.boot_verbose), kmdb, rescue: env.noimport === 'true' }
}
/** An option of the menu. */
export type Option = 'console' | 'verbose' | 'kmdb' | 'rescue'
/** The variables after an option of the menu went to its next value. */
export function toggled(env: Env, option: Option): Env {
  const { console, verbose, kmdb, rescue } = optionsOf(env)
  switch (option) {
    case 'console':
      return { ...env, os_console: after<string>(CONSOLES, console) }
    case 'verbose':
      return verbose ? without(env, 'boot_verbose') : { ...env, boot_verbose: 'YES' }
    case 'kmdb': {
      const next = after(KMDB, kmdb)
      const rest = without(env, 'boot_kmdb', 'boot_drop_into_kmdb', 'nmi')
      if (next === 'Off') return rest
      return { ...rest, boot_kmdb: 'YES', ...(next.includes('Boot') && { boot_drop_into_kmdb: 'YES' }), ...(next.includes('NMI') && { nmi: 'kmdb' }) }
    }
    case 'rescue':
      return rescue ? { ...without(env, 'noimport', 'standalone'), smartos: 'true' } : { ...env, noimport: 'true', standalone: 'true', smartos: 'false' }
  }
}
/** Variables without some of them. */
export const without = (env: Env, ...names: string[]): Env => Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))

const PLATFORM = '/platform/i86pc'
/** The variables that make the loader take its platform image from below another directory: `/previous`, `/os/<stamp>`. */
export const withPlatform = (env: Env, prefix: string): Env => ({
  ...env,
  bootfile: `${prefix}${PLATFORM}/kernel/amd64/unix`,
  boot_archive_name: `${prefix}${PLATFORM}/amd64/boot_archive`,
  'boot_archive.hash_name': `${prefix}${PLATFORM}/amd64/boot_archive.hash`,
})

/** The switches that the variables stand for, as the loader puts them together before it boots. Source: illumos usr/src/boot/forth/loader.4th (set-boot-args). */
export function composedArgs(env: Env): string {
  const letters = [
    ['s', 'boot_single'],
    ['v', 'boot_verbose'],
    ['k', 'boot_kmdb'],
    ['d', 'boot_drop_into_kmdb'],
    ['r', 'boot_reconfigure'],
    ['a', 'boot_ask'],
  ].flatMap(([letter, name]) => (isYes(env[name as string]) ? [letter] : []))
  return [letters.length > 0 ? `-${letters.join('')}` : '', env['boot-args'] ?? ''].filter(Boolean).join(' ')
}

/** What the loader keeps for itself: the kernel is not told. */
const OWN =
  /^(loader_|autoboot_delay$|bootfile$|boot_archive|interpret$|prompt$|module_path$|boot_(verbose|kmdb|drop_into_kmdb|single|reconfigure|ask)$|boot-args$|kernelname$|nmi_initial$|bootpi$)|_(load|type|name|flags)$/
/** Boot parameters that a kernel gets: variables, `-B` properties, and its switches as `boot-args`. */
export function kernelParameters({ loader }: Server): Record<string, string> {
  const env = loader?.env ?? {}
  const { switches, properties } = splitProperties(loader?.args ?? composedArgs(env))
  const given = { ...Object.fromEntries(Object.entries(env).filter(([name]) => !OWN.test(name))), ...properties }
  const { console } = optionsOf(given)
  // The kernel has one console: that of os_console stands on its command line and comes before the loader's list. (illumos usr/src/boot/common/multiboot2.c)
  const own = 'os_console' in given || console !== 'text' ? { console, os_console: console } : {}
  return { ...given, ...own, ...(switches !== '' && { 'boot-args': switches }) }
}
