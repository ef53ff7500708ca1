import type { Frame } from './place.ts'
import { quote } from './words.ts'

/** A call now and then in a loop. */
export const TICK = '__globalzone_tick'
/**
 * Turns of a loop in a simulated millisecond: as many as a page can keep up with. So a loop that never waits takes
 * time like all else: others run meanwhile, the page lives, and Ctrl-C comes at a moment that a replay finds again.
 */
const TURNS = 20
/** What each turn begins with. */
export const TURN = `(( ++__globalzone_turns % ${TURNS} )) || ${TICK}`
/** Our `help`: the shell language has a builtin of that name, which would win. */
export const HELP = '__globalzone_help'
/** The call after a statement that tells the state it left: by its path, so that it is found whatever PATH has become. */
export const END = '/usr/bin/__globalzone_end "$?" "$(declare -p)" "$(declare -F)" "$(set +o)" "$(shopt -p)"'
/** What `set -x` says of that call, at the end of what a statement printed. */
export const END_TRACED = /(?:^[^\n]*shopt -p\n)?^[^\n]*__globalzone_end [^\n]*\n?$/m
/** What a statement left. */
export interface Dump {
  readonly status: number
  readonly cwd: string
  readonly env: ReadonlyMap<string, string>
  readonly exported: readonly string[]
  readonly declared: string
  readonly functions: string
  readonly options: string
}
/** Variables that the shell language keeps for itself. */
const OWN = new Set([
  '__globalzone_turns',
  'IFS',
  'OPTIND',
  'SHELLOPTS',
  'BASHOPTS',
  'BASH_VERSION',
  'BASH',
  'PWD',
  'UID',
  'EUID',
  'PPID',
  'RANDOM',
  'SECONDS',
  'LINENO',
  '_',
  'PIPESTATUS',
  'FUNCNAME',
])
const NAME = /^[A-Za-z_]\w*$/
const TRACE = /^set -o xtrace$/m

/** What brings the state of a shell back, before a statement. */
export function prologueOf(frame: Frame): string {
  const hidden = Object.entries(frame.env).filter(([name]) => !frame.exported.includes(name) && NAME.test(name) && !name.startsWith('BASH_ALIAS_'))
  const aliases = Object.entries(frame.env).filter(([name]) => name.startsWith('BASH_ALIAS_'))
  const { options } = frame
  return [
    '__globalzone_turns=0',
    options.replace(TRACE, ''),
    ...hidden.map(([name, value]) => `${name}=${quote(value)}`),
    ...aliases.map(([name, value]) => `alias ${quote(`${name.slice(11)}=${value}`)}`),
    frame.arrays,
    ...Object.values(frame.functions),
    // Last, so that what brings the state back is not traced.
    TRACE.test(options) ? 'set -o xtrace' : '',
    frame.status === 0 ? '' : `(exit ${frame.status}) 2> /dev/null`,
  ].join('\n')
}
/** Assignments of arrays, out of all that `declare -p` tells: what belongs to the shell itself is left out. */
const arraysIn = (declared: string): string =>
  declared
    .split('\n')
    .flatMap((line) => {
      const [, flags = '', name = '', value = ''] = /^declare -(\w*[aA]\w*) (\w+)(?:=(.*))?$/.exec(line) ?? []
      if (name === '' || /^(?:BASH_\w+|DIRSTACK|PIPESTATUS|GROUPS|FUNCNAME)$/.test(name)) return []
      return [`${flags.includes('A') ? `declare -A ${name}; ` : ''}${name}=${value || '()'}`]
    })
    .join('\n')
/** Options that differ from a fresh shell's. */
const optionsIn = (options: string): string =>
  options
    .split('\n')
    .filter((line) => /^(?:set -o|shopt -s) /.test(line) && !/(?:braceexpand|hashall|interactive-comments|globskipdots)$/.test(line))
    .join('\n')

/** Names of functions, out of what `declare -F` tells. */
export const definedIn = (declared: string): string[] => declared.split('\n').flatMap((line) => /^declare -f\w* (\S+)/.exec(line)?.[1] ?? [])

/** The shell as it is after a statement. */
export function frameAfter(before: Frame, dump: Dump, defined: Readonly<Record<string, string>>): Frame {
  const names = new Set(definedIn(dump.functions))
  const known = { ...before.functions, ...defined }
  return {
    ...before,
    cwd: dump.cwd,
    env: { ...Object.fromEntries([...dump.env].filter(([name]) => (NAME.test(name) || name.startsWith('BASH_ALIAS_')) && !OWN.has(name))), PWD: dump.cwd },
    exported: dump.exported.filter((name) => name === 'PWD' || !OWN.has(name)),
    arrays: arraysIn(dump.declared),
    functions: Object.fromEntries(Object.entries(known).filter(([name]) => names.has(name))),
    options: optionsIn(dump.options),
    status: dump.status,
  }
}
