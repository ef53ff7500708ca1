import type { Command, Misuse, MisuseReply } from '../../shell/command.ts'
import { POOL_PROPERTIES } from './properties.ts'

// Synopses, in the order in which `zpool` prints them; null is an empty line. (illumos cmd/zpool/zpool_main.c get_usage)
const SYNOPSES: readonly (readonly [name: string, lines: readonly string[]] | null)[] = [
  [
    'create',
    ['create [-fnd] [-B] [-o property=value] ... \n\t    [-O file-system-property=value] ...\n\t    [-m mountpoint] [-R root] [-t tempname] <pool> <vdev> ...'],
  ],
  ['destroy', ['destroy [-f] <pool>']],
  null,
  ['add', ['add [-fgLnP] [-o property=value] <pool> <vdev> ...']],
  ['remove', ['remove [-npsw] <pool> <device> ...']],
  null,
  ['labelclear', ['labelclear [-f] <vdev>']],
  null,
  ['checkpoint', ['checkpoint [-d [-w]] <pool> ...']],
  null,
  ['list', ['list [-gHLpPv] [-o property[,...]] [-T d|u] [pool] ... [interval [count]]']],
  ['iostat', ['iostat [[-lq]|[-rw]] [-T d | u] [-ghHLpPvy]\n\t    [[pool] ...]|[pool vdev ...]|[vdev ...]] [[-n] interval [count]]']],
  ['status', ['status [-igLpPsvxD] [-T d|u] [pool] ... [interval [count]]']],
  null,
  ['online', ['online [-e] <pool> <device> ...']],
  ['offline', ['offline [-t] <pool> <device> ...']],
  ['clear', ['clear [-nF] <pool> [device]']],
  ['reopen', ['reopen <pool>']],
  null,
  ['attach', ['attach [-fw] [-o property=value] <pool> <device> <new-device>']],
  ['detach', ['detach <pool> <device>']],
  ['replace', ['replace [-fw] <pool> <device> [new-device]']],
  ['split', ['split [-gLlnP] [-R altroot] [-o mntopts]\n\t    [-o property=value] <pool> <newpool> [<device> ...]']],
  null,
  ['initialize', ['initialize [-c | -s] [-w] <pool> [<device> ...]']],
  ['resilver', ['resilver <pool> ...']],
  ['scrub', ['scrub [-s | -p] [-w]<pool> ...']],
  ['trim', ['trim [-d] [-r <rate>] [-c | -s] <pool> [<device> ...]']],
  null,
  [
    'import',
    [
      'import [-d dir] [-D]',
      'import [-d dir | -c cachefile] [-F [-n]] [-l] <pool | id>',
      'import [-o mntopts] [-o property=value] ... \n\t    [-d dir | -c cachefile] [-D] [-l] [-f] [-m] [-N] [-R root] [-F [-n]] -a',
      'import [-o mntopts] [-o property=value] ... \n\t    [-d dir | -c cachefile] [-D] [-l] [-f] [-m] [-N] [-R root] [-F [-n]] [-t]\n\t    [--rewind-to-checkpoint] <pool | id> [newpool]',
    ],
  ],
  ['export', ['export [-f] <pool> ...']],
  ['upgrade', ['upgrade', 'upgrade -v', 'upgrade [-V version] <-a | pool ...>']],
  ['reguid', ['reguid <pool>']],
  null,
  ['history', ['history [-il] [<pool>] ...']],
  ['get', ['get [-Hp] [-o "all" | field[,...]] <"all" | property[,...]> <pool> ...']],
  ['set', ['set <property=value> <pool> ']],
  ['sync', ['sync [pool] ...']],
]
/** Synopses of one subcommand, without its name. */
export const synopsesOf = (name: string): string[] => linesOf(name).map((line) => line.slice(name.length).trim())
const linesOf = (name: string): readonly string[] => SYNOPSES.find((entry) => entry?.[0] === name)?.[1] ?? []
const shown = (synopses: readonly string[]): string => synopses.map((line) => `\t${line}\n`).join('')

const propertyTable = (): string =>
  `\nthe following properties are supported:\n\n\t${'PROPERTY'.padEnd(19)}  EDIT   VALUES\n\n${[...POOL_PROPERTIES]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, readonly, values }) => `\t${name.padEnd(19)}  ${readonly ? '  NO   ' : ' YES   '}${values}\n`)
    .join(
      '',
    )}\t${'feature@...'.padEnd(19)}   YES   disabled | enabled | active\n\nThe feature@ properties must be appended with a feature name.\nSee zpool-features(7).\n`

/** Usage of a subcommand, or of the whole tool. */
export function usageOf(name?: string): string {
  if (name) return `usage:\n${shown(linesOf(name))}${['set', 'get', 'list'].includes(name) ? propertyTable() : ''}`
  return `usage: zpool command args ...\nwhere 'command' is one of the following:\n\n${SYNOPSES.map((entry) => (entry ? shown(entry[1]) : '\n')).join('')}`
}
/** Text and status for a wrong invocation. What zpool has and we have not is said to be so. */
export function misuse(wrong: Misuse, subcommand?: Command): MisuseReply {
  const name = subcommand?.name.replace(/^zpool /, '')
  switch (wrong.kind) {
    case 'unknown option':
      return { stderr: `invalid option '${wrong.option.replace(/^-+/, '')[0] ?? '-'}'\n${usageOf(name)}`, status: 2 }
    case 'missing value':
      return { stderr: `missing argument for '${wrong.option.replace(/^-+/, '')}' option\n${usageOf(name)}`, status: 2 }
    case 'unknown subcommand':
      if (wrong.name === '-?') return { stdout: usageOf(), stderr: '', status: 0 }
      if (linesOf(wrong.name).length > 0) return { stderr: `zpool ${wrong.name}: not simulated\n`, status: 1 }
      return { stderr: `unrecognized command '${wrong.name}'\n${usageOf()}`, status: 2 }
    default:
      return { stderr: `missing command\n${usageOf()}`, status: 2 }
  }
}
