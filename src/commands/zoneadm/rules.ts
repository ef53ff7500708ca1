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
/** Synopses of the subcommands, in the order of the usage. illumos-joyent usr/src/cmd/zoneadm/zoneadm.c */
const SYNOPSES: readonly string[] = [
  'boot [-- boot_arguments]',
  'halt',
  'ready',
  'shutdown [-r [-- boot_arguments]]',
  'reboot [-- boot_arguments]',
  'list [-cinpv]',
  'verify',
  'install [brand-specific args]',
  'uninstall [-F] [brand-specific args]',
  'clone [-m method] [-s <ZFS snapshot>] [brand-specific args] zonename',
  'move zonepath',
  'detach [-n] [brand-specific args]',
  'attach [-F] [-n <path>] [brand-specific args]',
  'mark incomplete',
]
/** The usage, on standard error for a wrong call. */
export const usage = (): string =>
  `usage:\tzoneadm help\n\tzoneadm [-z <zone>] [-u <uuid-match>] list\n\tzoneadm {-z <zone>|-u <uuid-match>} <${SYNOPSES.map((text) => text.split(' ')[0])
    .filter((name) => name !== 'list')
    .join('|')}>\n`
/** The usage with a line for each subcommand: `zoneadm help`. */
export const help = (): string => `${usage()}${SYNOPSES.map((text) => `\t${text}\n`).join('')}`
