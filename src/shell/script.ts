import { Bash } from 'just-bash'
import { HELP, TURN } from './state.ts'
import { commandName } from './words.ts'

/** A parsed script of the shell language. */
export type Script = ReturnType<Bash['transform']>['ast']
/** One statement of it. */
export type Statement = Script['statements'][number]
const parser = new Bash({ defenseInDepth: false })
/** The statements of a script; throws the parser's exception. */
export const parseScript = (text: string): Script => parser.transform(text).ast

/** Sources of functions by name. */
export type FunctionSources = Record<string, string>

const isNode = (value: unknown): value is { type: string; [key: string]: unknown } =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
/** `name`, as a statement. */
const call = (name: string): Statement =>
  ({
    type: 'Statement',
    pipelines: [
      {
        type: 'Pipeline',
        commands: [{ type: 'SimpleCommand', name: { type: 'Word', parts: [{ type: 'Literal', value: name }] }, args: [], assignments: [], redirections: [] }],
        negated: false,
      },
    ],
    operators: [],
    background: false,
  }) as Statement

/** A call that takes note of the words that it gets. */
export const WORDS = '__globalzone_words'
/** A call that prints the value of a variable that changes by itself. */
export const VALUE = '__globalzone_value'
const CHANGING = new Set(['SECONDS', 'EPOCHSECONDS'])
/** `$(call name)`, as a part of a word. */
const substitution = (name: string): unknown => {
  const statement = call(VALUE)
  const command = statement.pipelines[0]?.commands[0]
  if (command?.type === 'SimpleCommand') command.args = [{ type: 'Word', parts: [{ type: 'Literal', value: name }] }]
  return { type: 'CommandSubstitution', body: { type: 'Script', statements: [statement] }, legacy: false }
}

/** A part of a script that is run by itself. */
export interface Piece {
  readonly statement: Statement
  /** It is run only if the one before it succeeded, or failed. */
  readonly when?: '&&' | '||'
  /** It begins with `time`. */
  readonly timed: boolean
}
/** Parts of a statement that can be run one after the other: the pipelines of a list. */
export function piecesOf(statement: Statement, whole: boolean): Piece[] {
  const { pipelines, operators } = statement
  const single = (pipeline: (typeof pipelines)[number]): Statement => ({ ...statement, pipelines: [{ ...pipeline, timed: false }], operators: [] })
  if (whole || operators.includes(';') || pipelines.length === 0) return [{ statement, timed: false }]
  return pipelines.map((pipeline, i) => {
    const when = operators[i - 1]
    return { statement: single(pipeline), timed: pipeline.timed ?? false, ...((when === '&&' || when === '||') && { when }) }
  })
}
/** The name of a statement's command, if it is no more than one command with its words. */
export function soleCommand({ pipelines, background }: Statement): string | undefined {
  const [pipeline, more] = pipelines
  const [command, piped] = pipeline?.commands ?? []
  if (
    background ||
    more ||
    piped ||
    pipeline?.negated ||
    command?.type !== 'SimpleCommand' ||
    command.redirections.length > 0 ||
    command.assignments.length > 0
  )
    return undefined
  return literal(command.name)
}
/** Whether anything in a script is to run in the background: the shell language would run it in the foreground, and say nothing. */
export const runsInBackground = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (('background' in value && value.background === true) || Object.values(value).some(runsInBackground))
/** Whether what a part of a script prints may go somewhere else than to the terminal: it has a pipe, a redirection, or a command within words. */
export const isPiped = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isPiped)
  if (typeof value !== 'object' || value === null) return false
  const { type, commands, redirections } = value as { type?: unknown; commands?: unknown; redirections?: unknown }
  if (type === 'Pipeline' && Array.isArray(commands) && commands.length > 1) return true
  if (type === 'CommandSubstitution' || (Array.isArray(redirections) && redirections.length > 0)) return true
  return Object.values(value).some(isPiped)
}
/** Whether a statement begins another shell that reads the terminal: `bash` or `sh`, and no more. */
export function beginsShell(statement: Statement): boolean {
  const command = statement.pipelines[0]?.commands[0]
  return ['bash', 'sh'].includes(commandName(soleCommand(statement) ?? '')) && command?.type === 'SimpleCommand' && command.args.length === 0
}
/** The same statement, but its words are noted instead of being run. */
export function expansion(statement: Statement): Statement {
  const pipelines = statement.pipelines.map((pipeline) => ({
    ...pipeline,
    commands: pipeline.commands.map((command) =>
      command.type === 'SimpleCommand' ? { ...command, name: { type: 'Word' as const, parts: [{ type: 'Literal' as const, value: WORDS }] } } : command,
    ),
  }))
  return { ...statement, pipelines }
}
/** Sources of the functions that a statement defines. */
export function functionsIn(statement: Statement): FunctionSources {
  const functions: FunctionSources = {}
  prepare(statement, { isOurs: () => false, functions })
  return functions
}

/**
 * Makes a statement ready to run: each turn of a loop begins with a call that lets time pass, commands of ours
 * that are named by their path by their name, and the sources of functions are collected, so that they can be kept.
 */
export function prepare(statement: Statement, { isOurs, functions }: { isOurs: (word: string) => boolean; functions: FunctionSources }): void {
  const visit = (value: unknown, source: string): void => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) {
        if (isNode(item) && item.type === 'ParameterExpansion' && !item.operation && CHANGING.has(String(item.parameter)))
          value[i] = substitution(String(item.parameter))
        else visit(item, source)
      }
      return
    }
    if (typeof value !== 'object' || value === null) return
    const node = value as { type?: string; [key: string]: unknown }
    const inner = typeof node.sourceText === 'string' ? node.sourceText : source
    if (node.type === 'FunctionDef') functions[String(node.name)] ??= inner
    for (const [key, child] of Object.entries(node)) if (key !== 'sourceText') visit(child, inner)
    if (isNode(node) && ['While', 'Until', 'For', 'CStyleFor'].includes(node.type)) (node.body as Statement[]).unshift(...parseScript(TURN).statements)
    // Real time must not be seen: what is timed within a statement is not told.
    if (node.type === 'Pipeline') node.timed = false
    if (node.type === 'SimpleCommand') shorten(node.name, isOurs)
  }
  visit(statement, statement.sourceText ?? '')
}
/** Commands that read standard input if they are given no file, by how many operands they take besides. */
const FILTERS: Readonly<Record<string, number>> = {
  cat: 0,
  tee: 9,
  wc: 0,
  sort: 0,
  uniq: 0,
  head: 0,
  tail: 0,
  tr: 2,
  grep: 1,
  egrep: 1,
  fgrep: 1,
  sed: 1,
  awk: 1,
  nawk: 1,
  cut: 0,
  od: 0,
  nl: 0,
  json: 9,
  bash: 0,
  sh: 0,
  xargs: 9,
  gzip: 0,
  rev: 0,
  more: 0,
  less: 0,
}
/** Whether a statement reads the terminal when nothing else is its standard input: all of it, or one line (`read`). */
export function readsTerminal(statement: Statement): 'all' | 'line' | undefined {
  const command = statement.pipelines[0]?.commands[0]
  if (command?.type !== 'SimpleCommand' || command.redirections.some(({ operator, fd }) => operator.startsWith('<') && (fd === null || fd === 0)))
    return undefined
  const name = literal(command.name)
  if (name === 'read') return 'line'
  const operands = command.args.filter((word) => !literal(word)?.startsWith('-') || literal(word) === '-')
  const allowed = name === undefined ? undefined : FILTERS[commandName(name)]
  return allowed !== undefined && operands.filter((word) => literal(word) !== '-').length <= allowed ? 'all' : undefined
}
/** The text of a word that is only text. */
function literal(word: unknown): string | undefined {
  if (!isNode(word)) return undefined
  const parts = word.parts as { type: string; value?: string }[]
  return parts.every(({ type }) => type === 'Literal') ? parts.map(({ value }) => value ?? '').join('') : undefined
}
/** `/usr/sbin/zfs` runs what `zfs` runs. */
function shorten(word: unknown, isOurs: (word: string) => boolean): void {
  if (!isNode(word)) return
  const [part, ...more] = word.parts as { type: string; value?: string }[]
  if (part?.type === 'Literal' && more.length === 0 && part.value === 'help') part.value = HELP
  else if (part?.type === 'Literal' && more.length === 0 && part.value && isOurs(part.value)) part.value = part.value.slice(part.value.lastIndexOf('/') + 1)
}
