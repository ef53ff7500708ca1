import type { Command, Misuse, MisuseReply } from '../../shell/command.ts'
import { PROPERTIES, type Property, valuesOf } from '../../system/zfs/properties.ts'

// Synopses, in the order in which `zfs` prints them; null is an empty line. (illumos cmd/zfs/zfs_main.c command_table, get_usage)
const SYNOPSES: readonly (readonly [name: string, lines: readonly string[]] | null)[] = [
  ['create', ['create [-Pnpv] [-o property=value] ... <filesystem>', 'create [-Pnpsv] [-b blocksize] [-o property=value] ... -V <size> <volume>']],
  [
    'destroy',
    ['destroy [-fnpRrv] <filesystem|volume>', 'destroy [-dnpRrv] <filesystem|volume>@<snap>[%<snap>][,...]', 'destroy <filesystem|volume>#<bookmark>'],
  ],
  null,
  ['snapshot', ['snapshot [-r] [-o property=value] ... <filesystem|volume>@<snap> ...']],
  ['rollback', ['rollback [-rRf] <snapshot>']],
  ['clone', ['clone [-p] [-o property=value] ... <snapshot> <filesystem|volume>']],
  ['promote', ['promote <clone-filesystem>']],
  [
    'rename',
    [
      'rename [-f] <filesystem|volume|snapshot> <filesystem|volume|snapshot>',
      'rename [-f] -p <filesystem|volume> <filesystem|volume>',
      'rename -r <snapshot> <snapshot>',
    ],
  ],
  ['bookmark', ['bookmark <snapshot> <bookmark>']],
  ['program', ['program [-jn] [-t <instruction limit>] [-m <memory limit (b)>] <pool> <program file> [lua args...]']],
  null,
  ['list', ['list [-Hp] [-r|-d max] [-o property[,...]] [-s property]...\n\t    [-S property]... [-t type[,...]] [filesystem|volume|snapshot] ...']],
  null,
  ['set', ['set <property=value> ... <filesystem|volume|snapshot> ...']],
  [
    'get',
    [
      'get [-rHp] [-d max] [-o "all" | field[,...]]\n\t    [-t type[,...]] [-s source[,...]]\n\t    <"all" | property[,...]> [filesystem|volume|snapshot|bookmark] ...',
    ],
  ],
  ['inherit', ['inherit [-rS] <property> <filesystem|volume|snapshot> ...']],
  ['upgrade', ['upgrade [-v]', 'upgrade [-r] [-V version] <-a | filesystem ...>']],
  null,
  ['userspace', ['userspace [-Hinp] [-o field[,...]] [-s field] ...\n\t    [-S field] ... [-t type[,...]] <filesystem|snapshot>']],
  ['groupspace', ['groupspace [-Hinp] [-o field[,...]] [-s field] ...\n\t    [-S field] ... [-t type[,...]] <filesystem|snapshot>']],
  ['projectspace', ['projectspace [-Hp] [-o field[,...]] [-s field] ... \n\t    [-S field] ... <filesystem|snapshot>']],
  null,
  [
    'project',
    [
      'project [-d|-r] <directory|file ...>',
      'project -c [-0] [-d|-r] [-p id] <directory|file ...>',
      'project -C [-k] [-r] <directory ...>',
      'project [-p id] [-r] [-s] <directory ...>',
    ],
  ],
  null,
  ['mount', ['mount', 'mount [-lvO] [-o opts] <-a | filesystem>']],
  ['unmount', ['unmount [-f] <-a | filesystem|mountpoint>']],
  ['share', ['share [-l] <-a | filesystem>']],
  ['unshare', ['unshare <-a | filesystem|mountpoint>']],
  null,
  [
    'send',
    [
      'send [-DnPpRvLecwhb] [-[iI] snapshot] <snapshot>',
      'send [-nvPLecw] [-i snapshot|bookmark] <filesystem|volume|snapshot>',
      'send [-nvPe] -t <receive_resume_token>',
    ],
  ],
  [
    'receive',
    [
      'receive [-vnsFhu] [-o <property>=<value>] ... [-x <property>] ...\n\t    <filesystem|volume|snapshot>',
      'receive [-vnsFhu] [-o <property>=<value>] ... [-x <property>] ... \n\t    [-d | -e] <filesystem>',
      'receive -A <filesystem|volume>',
    ],
  ],
  null,
  [
    'allow',
    [
      'allow <filesystem|volume>',
      'allow [-ldug] <"everyone"|user|group>[,...] <perm|@setname>[,...]\n\t    <filesystem|volume>',
      'allow [-ld] -e <perm|@setname>[,...] <filesystem|volume>',
      'allow -c <perm|@setname>[,...] <filesystem|volume>',
      'allow -s @setname <perm|@setname>[,...] <filesystem|volume>',
    ],
  ],
  null,
  [
    'unallow',
    [
      'unallow [-rldug] <"everyone"|user|group>[,...]\n\t    [<perm|@setname>[,...]] <filesystem|volume>',
      'unallow [-rld] -e [<perm|@setname>[,...]] <filesystem|volume>',
      'unallow [-r] -c [<perm|@setname>[,...]] <filesystem|volume>',
      'unallow [-r] -s @setname [<perm|@setname>[,...]] <filesystem|volume>',
    ],
  ],
  null,
  ['hold', ['hold [-r] <tag> <snapshot> ...']],
  ['holds', ['holds [-r] <snapshot> ...']],
  ['release', ['release [-r] <tag> <snapshot> ...']],
  ['diff', ['diff [-FHt] <snapshot> [snapshot|filesystem]']],
  ['remap', ['remap <filesystem | volume>']],
  ['load-key', ['load-key [-rn] [-L <keylocation>] <-a | filesystem|volume>']],
  ['unload-key', ['unload-key [-r] <-a | filesystem|volume>']],
  [
    'change-key',
    [
      'change-key [-l] [-o keyformat=<value>]\n\t    [-o keylocation=<value>] [-o pbkfd2iters=<value>]\n\t    <filesystem|volume>',
      'change-key -i [-l] <filesystem|volume>',
    ],
  ],
]
/** Short names of subcommands that zfs takes, too. */
const ALIASES: Readonly<Record<string, string>> = { recv: 'receive', snap: 'snapshot', umount: 'unmount' }
/** Synopses of one subcommand. */
export const synopsesOf = (name: string): readonly string[] => SYNOPSES.find((entry) => entry?.[0] === name)?.[1] ?? []
const lines = (synopses: readonly string[]): string => synopses.map((line) => `\t${line}\n`).join('')

const LIMITED = new Set(['quota', 'refquota', 'reservation', 'refreservation'])
/** What may stand as a property's value. */
function valueHelp(property: Property): string {
  if (LIMITED.has(property.name)) return property.name === 'refreservation' ? 'auto | <size> | none' : '<size> | none'
  if (property.name === 'mountpoint') return '<path> | legacy | none'
  if (property.name === 'recordsize') return '512 to 1M, power of 2'
  if (property.name === 'volblocksize') return '512 to 128k, power of 2'
  if (property.name === 'sharenfs' || property.name === 'sharesmb') return 'on | off | options'
  return (
    valuesOf(property) ??
    (property.kind === 'ratio'
      ? '<1.00x or higher if compressed>'
      : property.kind === 'time'
        ? '<date>'
        : property.kind === 'bytes' || property.kind === 'number'
          ? '<size>'
          : '-')
  )
}
const propertyTable = (): string =>
  `\nThe following properties are supported:\n\n\t${'PROPERTY'.padEnd(14)} EDIT  INHERIT   VALUES\n\n${[...PROPERTIES]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      (property) =>
        `\t${property.name.padEnd(15)} ${property.readonly ? ' NO    ' : 'YES    '}${property.inherit ? '  YES   ' : '   NO   '}${valueHelp(property)}\n`,
    )
    .join('')}\n` +
  'Sizes are specified in bytes with standard units such as K, M, G, etc.\n\nUser-defined properties can be specified by using a name containing a colon (:).\n'
const POINTERS = '\nFor the property list, run: zfs set|get\n\nFor the delegated permission list, run: zfs allow|unallow\n'

/** Usage of a subcommand, or of the whole tool. */
export function usageOf(name?: string): string {
  if (name) return `usage:\n${lines(synopsesOf(name))}${['set', 'get', 'inherit', 'list'].includes(name) ? propertyTable() : POINTERS}`
  const all = SYNOPSES.map((entry) => (entry ? lines(entry[1]) : '\n')).join('')
  return `usage: zfs command args ...\nwhere 'command' is one of the following:\n\n${all}\nEach dataset is of the form: pool/[dataset/]*dataset[@name]\n${POINTERS}`
}
/** Text and status for a wrong invocation. */
export function misuse(wrong: Misuse, subcommand?: Command): MisuseReply {
  const name = subcommand?.name.replace(/^zfs /, '')
  switch (wrong.kind) {
    case 'unknown option':
      return { stderr: `invalid option '${wrong.option.replace(/^-+/, '')[0] ?? '-'}'\n${usageOf(name)}`, status: 2 }
    case 'missing value': {
      const option = wrong.option.replace(/^-+/, '')
      return { stderr: `${name === 'create' ? 'missing size argument' : `missing argument for '${option}' option`}\n${usageOf(name)}`, status: 2 }
    }
    case 'unknown subcommand':
      if (wrong.name === '-?') return { stdout: usageOf(), stderr: '', status: 0 }
      // What zfs has and we have not is said to be so.
      if (synopsesOf(ALIASES[wrong.name] ?? wrong.name).length > 0) return { stderr: `zfs ${wrong.name}: not simulated\n`, status: 1 }
      return { stderr: `unrecognized command '${wrong.name}'\n${usageOf()}`, status: 2 }
    default:
      return { stderr: `missing command\n${usageOf()}`, status: 2 }
  }
}
