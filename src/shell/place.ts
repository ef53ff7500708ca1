import type { Id } from '../sim/record.ts'
import type { World } from '../sim/world.ts'
import { MANUAL_PATH, SEARCH_PATH } from '../system/platform/dotfiles.ts'
import { hostnameOf } from '../system/platform/names.ts'

/** What a shell remembers between two lines: plain data, so that it travels in time and in a saved world. */
export interface Frame {
  readonly user: string
  /** The zone it runs in; absent in the global zone. */
  readonly zone?: Id<'zone'>
  readonly cwd: string
  /** Variables, exported or not. */
  readonly env: Readonly<Record<string, string>>
  /** Names of the exported ones. */
  readonly exported: readonly string[]
  /** Arrays, as `declare` commands. */
  readonly arrays: string
  /** Sources of functions by name. */
  readonly functions: Readonly<Record<string, string>>
  /** `set` and `shopt` commands that bring the options back. */
  readonly options: string
  /** Exit status of the last line. */
  readonly status: number
  /** Lines of a command that is not complete yet. */
  readonly partial?: string
  /** It was begun from another shell (`bash`), not by a login. */
  readonly nested?: boolean
  /** What is printed when this shell has ended and the one before it goes on. */
  readonly farewell?: string
  /** Whose script has started it and waits for its end: gets the event `shell ended`. */
  readonly startedBy?: Id
}

/** Search path in the global zone, out of ~/.profile. */
const PATH = SEARCH_PATH
/** The same in a zone of an image with pkgsrc. */
const ZONE_PATH = '/opt/local/bin:/opt/local/sbin:/usr/bin:/usr/sbin'

/** What a login shell takes from /etc/passwd; without it a user's are guessed by its name. */
export interface Account {
  readonly home: string
  readonly shell: string
}
/** The prompt of a fresh login shell: root's is set by its .bashrc, a user's is the shell's own. (bash(1), ksh93(1)) */
const promptFor = (user: string, shell: string): string => (user === 'root' ? '[\\u@\\h \\w]\\$ ' : shell.endsWith('/bash') ? '\\s-\\v\\$ ' : '$ ')

/** A fresh login shell. */
export function login(world: World, server: Id<'server'>, user: string, zone?: Id<'zone'>, account?: Account): Frame {
  const home = account?.home ?? (user === 'root' ? '/root' : `/home/${user}`)
  const shell = account?.shell ?? '/usr/bin/bash'
  const exported: Record<string, string> = {
    HOME: home,
    PATH: zone ? ZONE_PATH : PATH,
    LOGNAME: user,
    USER: user,
    SHELL: shell,
    TERM: 'xterm-256color',
    TZ: 'UTC',
    MAIL: `/var/mail/${user}`,
    PWD: home,
    ...(!zone && { MANPATH: MANUAL_PATH, PAGER: 'less' }),
  }
  const host = hostnameOf(world, server, zone)
  return {
    user,
    ...(zone && { zone }),
    cwd: home,
    env: {
      ...exported,
      ...(!zone && user === 'root' && { BASH_ALIAS_ll: 'ls -lF' }),
      PS1: zone ? '[\\u@\\h \\w]\\$ ' : promptFor(user, shell),
      PS2: '> ',
      HOSTNAME: host,
      OSTYPE: 'solaris2.11',
      MACHTYPE: 'i386-pc-solaris2.11',
      HOSTTYPE: 'i386',
    },
    exported: Object.keys(exported),
    arrays: '',
    functions: {},
    options: 'shopt -s expand_aliases',
    status: 0,
  }
}
/** A shell begun from another one: it inherits what is exported. */
export const nestedIn = ({ user, zone, cwd, env, exported, options }: Frame): Frame => ({
  user,
  ...(zone && { zone }),
  cwd,
  env: {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => exported.includes(name))),
    PS1: '[\\u@\\h \\w]\\$ ',
    PS2: '> ',
    HOSTNAME: env.HOSTNAME ?? '',
    OSTYPE: 'solaris2.11',
  },
  exported,
  arrays: '',
  functions: {},
  options: options.includes('expand_aliases') ? 'shopt -s expand_aliases' : '',
  status: 0,
  nested: true,
  farewell: '',
})
/** The prompt of a shell: `[root@smartos ~]# `. The escapes of bash(1) that make sense here. */
export function promptOf(world: World, server: Id<'server'>, frame: Frame): string {
  if (frame.partial !== undefined) return frame.env.PS2 ?? '> '
  const host = hostnameOf(world, server, frame.zone)
  const home = frame.env.HOME ?? ''
  const short = home !== '' && (frame.cwd === home || frame.cwd.startsWith(`${home}/`)) ? `~${frame.cwd.slice(home.length)}` : frame.cwd
  const values: Record<string, string> = {
    u: frame.user,
    h: host.split('.')[0] ?? '',
    H: host,
    w: short,
    W: short === '/' ? '/' : (short.split('/').at(-1) ?? ''),
    $: frame.user === 'root' ? '#' : '$',
    n: '\n',
    e: '\x1b',
    s: '-bash',
    v: '5.1',
    '[': '',
    ']': '',
    '\\': '\\',
  }
  return (frame.env.PS1 ?? '').replace(/\\(.)/g, (whole, letter: string) => values[letter] ?? whole)
}
