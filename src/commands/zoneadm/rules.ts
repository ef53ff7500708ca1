import type { ZoneState } from '../../system/zones/vmState.ts'

/** A subcommand of zoneadm that acts on a zone. */
export interface Rule {
  /** The event that it is for the zone's statechart; none: it changes no state. */
  readonly event?: string
  /** States in which zoneadm itself refuses, and with what words. */
  readonly refuses: Readonly<Partial<Record<ZoneState, string>>>
  /** States in which there is nothing to do: printed by zoneadmd, exit status 0. */
  readonly done?: Readonly<Partial<Record<ZoneState, string>>>
  /** Where zoneadm leaves it to zoneadmd to refuse: its words are shorter. */
  readonly zoneadmd: boolean
}
const incomplete = 'zone is incomplete; uninstall required.'
const installed = (name: string) => ({ configured: `must be installed before ${name}.`, incomplete: `must be installed before ${name}.` })
const notRunning = { configured: 'not running', incomplete: 'not running', installed: 'not running' }
const NOT_MOUNTED: readonly ZoneState[] = ['configured', 'incomplete', 'installed', 'ready', 'running', 'shutting_down', 'down']
const already = 'is already installed.'

/** What zoneadm says beyond "operation is invalid for … zones". illumos-joyent usr/src/cmd/zoneadm/zoneadm.c (sanity_check), usr/src/cmd/zoneadmd/zoneadmd.c (server) */
export const RULES: Readonly<Record<string, Rule>> = {
  verify: { refuses: { incomplete }, zoneadmd: false },
  install: { event: 'install', refuses: { incomplete, installed: already }, zoneadmd: false },
  clone: { event: 'install', refuses: { incomplete, installed: already }, zoneadmd: false },
  attach: { event: 'attach', refuses: { incomplete, installed: already }, zoneadmd: false },
  detach: { event: 'detach', refuses: installed('detach'), zoneadmd: false },
  move: { refuses: installed('move'), zoneadmd: false },
  ready: { event: 'ready', refuses: installed('ready'), done: { ready: 'zone is already ready' }, zoneadmd: true },
  boot: {
    event: 'boot',
    refuses: installed('boot'),
    done: { running: 'zone is already booted', shutting_down: 'zone is already booted', down: 'zone is already booted' },
    zoneadmd: true,
  },
  halt: { event: 'halt', refuses: {}, done: { installed: 'zone is already halted' }, zoneadmd: true },
  shutdown: { event: 'shutdown', refuses: notRunning, zoneadmd: true },
  reboot: { event: 'reboot', refuses: notRunning, zoneadmd: true },
  uninstall: { event: 'uninstall', refuses: { configured: "is already in state 'configured'." }, zoneadmd: false },
  mark: { event: 'mark.incomplete', refuses: {}, zoneadmd: false },
  mount: { event: 'mount', refuses: installed('mount'), zoneadmd: true },
  unmount: { event: 'unmount', refuses: Object.fromEntries(NOT_MOUNTED.map((state) => [state, 'must be mounted before unmount.'])), zoneadmd: true },
}
/** Subcommands in the order of the usage: what each takes, and what it does in our own words. illumos-joyent usr/src/cmd/zoneadm/zoneadm.c (cmdtab) */
const SUBCOMMANDS: readonly (readonly [string, string])[] = [
  ['help', 'Prints this text.'],
  ['boot [-- boot_arguments]', 'Takes an installed or ready zone to running.'],
  ['halt', 'Ends a zone at once, without its own shutdown.'],
  ['ready', 'Gives a zone its kernel side, network and file systems, but no process.'],
  ['shutdown [-r [-- boot_arguments]]', 'Has a running zone end its services and halt; with -r it boots again.'],
  ['reboot [-- boot_arguments]', 'Halts a running zone and boots it.'],
  ['list [-cinpv]', 'Lists the running zones; with -i the installed ones, too, with -c all. -v is for people, -p for scripts, -n leaves out the global zone.'],
  ['verify', 'Looks whether the configuration can work on this node.'],
  ['install [brand-specific args]', 'Makes the root of a configured zone, in the way of its brand.'],
  ['uninstall [-F] [brand-specific args]', 'Destroys the root of a zone and leaves it configured. -F does not ask.'],
  ['clone [-m method] [-s <ZFS snapshot>] [brand-specific args] zonename', 'Installs a zone as a copy of another one.'],
  ['move zonepath', 'Takes the root of a zone to another place.'],
  ['detach [-n] [brand-specific args]', 'Leaves a zone configured, with its files as they are.'],
  ['attach [-F] [-n <path>] [brand-specific args]', 'Takes the files that are there as the root of a configured zone.'],
  ['mark incomplete', 'Declares a zone broken: it can only be uninstalled.'],
]
const HEAD = 'usage:\tzoneadm help\n\tzoneadm [-z <zone>] [-u <uuid-match>] list\n\tzoneadm {-z <zone>|-u <uuid-match>} <subcommand>\n\nSubcommands:\n\n'
/** The usage, on standard error for a wrong call. */
export const usage = (): string => `${HEAD}${SUBCOMMANDS.map(([synopsis]) => `${synopsis}\n`).join('')}\n`
/** The usage with what each subcommand does: `zoneadm help`. */
export const help = (): string => `${HEAD}${SUBCOMMANDS.map(([synopsis, text]) => `${synopsis}\n\t${text}\n\n`).join('')}`
/** The usage of one subcommand, on standard error for a wrong option of it. zoneadm.c (sub_usage) */
export function usageOf(name: string): string {
  const [synopsis, text] = SUBCOMMANDS.find(([each]) => each.split(' ')[0] === name) ?? [name, '']
  return `usage:\t${synopsis}\n\t${text}\n`
}
