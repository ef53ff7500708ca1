import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { FileError } from '../system/files/files.ts'
import { openFiles } from '../system/files/open.ts'
import { normal } from './bashFiles.ts'
import type { Command, Completion } from './command.ts'
import type { Frame } from './place.ts'
import type { Registry } from './registry.ts'

/** Proposals for the word before the cursor, and where that word begins. */
export interface Proposals {
  readonly start: number
  readonly candidates: readonly string[]
}
/** Where a word is completed: in which shell, on which server. */
interface Place {
  readonly sim: Simulation
  readonly registry: Registry
  readonly server: Id<'server'>
  readonly frame: Frame
}
/** Builtins of the shell that one completes. */
const BUILTINS = [
  'alias',
  'cd',
  'echo',
  'exit',
  'export',
  'for',
  'if',
  'logout',
  'printf',
  'pwd',
  'read',
  'set',
  'source',
  'test',
  'time',
  'type',
  'unalias',
  'unset',
  'while',
]
const PATH_WORDS = new Set(['cd', '.', 'source'])

/** The words of the command that the cursor is in, the one before the cursor last. */
function wordsBefore(text: string): { words: string[]; start: number } {
  const words: string[] = []
  let word = ''
  let start = text.length
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (quote !== '') {
      if (char === quote) quote = ''
      else word += char
    } else if (char === "'" || char === '"') {
      if (word === '') start = at + 1
      quote = char
    } else if (/[;|&(`\n]/.test(char)) {
      words.length = 0
      word = ''
    } else if (/[\s<>]/.test(char)) {
      if (word !== '') words.push(word)
      word = ''
    } else {
      if (word === '') start = at
      word += char
    }
  }
  return { words: [...words, word], start: word === '' ? text.length : start }
}
const beginning = (names: Iterable<string>, word: string): string[] => [...new Set(names)].filter((name) => name.startsWith(word)).sort()

/** Names of commands: ours, the shell's own, and what lies in the directories of PATH. */
function commandNames({ sim, registry, server, frame }: Place, word: string): string[] {
  const files = openFiles(sim, { server, zone: frame.zone })
  const dirs = (frame.env.PATH ?? '').split(':').filter((dir) => files.exists(dir))
  const ours = registry.names.filter((name) => !frame.zone || (registry.peek(name)?.tool ?? registry.peek(name)?.command)?.zones !== 'global')
  const hidden = new Set(frame.zone ? registry.names.filter((name) => !ours.includes(name)) : [])
  const names = [...ours, ...BUILTINS, ...Object.keys(frame.functions), ...dirs.flatMap((dir) => files.readdir(dir))]
  return beginning(
    names.filter((name) => !hidden.has(name)),
    word,
  )
}
/** Files that begin with what was typed. */
function paths({ sim, server, frame }: Place, word: string): string[] {
  const slash = word.lastIndexOf('/') + 1
  const typed = word.slice(0, slash)
  const files = openFiles(sim, { server, zone: frame.zone })
  const dir = normal(frame.cwd, typed.replace(/^~(?=\/|$)/, frame.env.HOME ?? '~') || '.')
  try {
    return files
      .readdir(dir)
      .filter((name) => name.startsWith(word.slice(slash)) && (!name.startsWith('.') || word[slash] === '.'))
      .map((name) => `${typed}${name}${isDirectory(() => files.stat(normal(dir, name)).kind) ? '/' : ''}`)
  } catch (error) {
    if (error instanceof FileError) return []
    throw error
  }
}
function isDirectory(kind: () => string): boolean {
  try {
    return kind() === 'dir'
  } catch (error) {
    // A link that leads nowhere.
    if (error instanceof FileError) return false
    throw error
  }
}
/** Options of a command that begin with what was typed. */
const optionNames = ({ options }: Command, word: string): string[] =>
  beginning(
    Object.entries(options)
      .flatMap(([key, { long = [] }]) => [key.length === 1 ? `-${key}` : `--${key}`, ...long.map((name) => `--${name}`)])
      .concat('--help'),
    word,
  )
/** The option whose value is being typed, if it is one. */
function valuedOption(command: Command, words: readonly string[]): { complete?: Completion | undefined } | undefined {
  const before = words.at(-2) ?? ''
  const key = /^-\w*?(\w)$/.exec(before)?.[1] ?? /^--(.+)$/.exec(before)?.[1]
  const option = key === undefined ? undefined : (command.options[key] ?? Object.values(command.options).find(({ long }) => long?.includes(key)))
  return option?.value === undefined ? undefined : option
}
/** The last part of a list with commas, and where it begins. */
function listed(place: Place, complete: Completion | undefined, word: string, start: number): Proposals {
  if (!complete) return { start, candidates: paths(place, word) }
  const from = word.lastIndexOf(',') + 1
  return { start: start + from, candidates: beginning(complete(place.sim.world, place.server), word.slice(from)) }
}
/** Operands of a command: what it proposes, and files where that is nothing. */
function operands(place: Place, command: Command | undefined, word: string, start: number): Proposals {
  const own = command?.operands?.complete ? beginning(command.operands.complete(place.sim.world, place.server), word) : []
  return { start, candidates: own.length > 0 ? own : paths(place, word) }
}

/** Proposes what may be typed at the cursor: commands, subcommands, options, what they are about, files. What is not loaded yet is fetched meanwhile. */
export function complete(sim: Simulation, registry: Registry, server: Id<'server'>, frame: Frame, text: string, cursor: number): Proposals {
  const place: Place = { sim, registry, server, frame }
  const { words, start } = wordsBefore(text.slice(0, cursor))
  const word = words.at(-1) ?? ''
  if (word.startsWith('$') && !word.includes('/')) return { start, candidates: beginning(Object.keys(frame.env), word.slice(1)).map((name) => `$${name}`) }
  const [name = '', second = ''] = words
  if (words.length === 1) return { start, candidates: word.includes('/') ? paths(place, word) : commandNames(place, word) }
  if (PATH_WORDS.has(name)) return { start, candidates: paths(place, word).filter((path) => name !== 'cd' || path.endsWith('/')) }
  if ((name === 'man' || name === 'help') && words.length === 3) return { start, candidates: beginning(subcommands(registry, second), word) }
  const { command, tool } = registry.peek(name) ?? {}
  if (tool && words.length === 2) return { start, candidates: beginning(subcommands(registry, name), word) }
  const meant = command ?? registry.peekAll(name).find((one) => one.name === `${name} ${second}` || one.aliases?.includes(`${name} ${second}`))
  const option = meant && valuedOption(meant, words)
  if (option) return listed(place, option.complete, word, start)
  if (meant && word.startsWith('-')) return { start, candidates: optionNames(meant, word) }
  return operands(place, meant, word, start)
}
/** Subcommands of a tool, without its name. */
const subcommands = (registry: Registry, tool: string): string[] =>
  registry.peekAll(tool).flatMap(({ name }) => (name.startsWith(`${tool} `) ? [name.slice(tool.length + 1)] : []))
