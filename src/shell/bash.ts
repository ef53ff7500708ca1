import type { Errno } from '../system/files/files.ts'
import { strerror } from '../system/files/strerror.ts'
import { BashFileError } from './bashFiles.ts'
import { execute } from './bashHost.ts'
import { toBytes } from './bytes.ts'
import { handOver, isInterrupt, readLine, type Setting } from './context.ts'
import { type Frame, nestedIn } from './place.ts'
import { INTERRUPTED, type Interpreter, type Ran } from './run.ts'
import {
  beginsShell,
  expansion,
  type FunctionSources,
  functionsIn,
  type Piece,
  parseScript,
  piecesOf,
  prepare,
  readsTerminal,
  runsInBackground,
  type Script,
  type Statement,
  soleCommand,
  WORDS,
} from './script.ts'
import { definedIn, END_TRACED, frameAfter } from './state.ts'
import { complain, isUnfinished } from './syntax.ts'
import { commandName } from './words.ts'

/** Whether a script only lacks its end. */
export function isOpen(text: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return true
  try {
    return hasOpenHereDoc(parseScript(text))
  } catch (error) {
    return isUnfinished(error)
  }
}
/** Whether a here-document still waits for its delimiter. */
const hasOpenHereDoc = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(hasOpenHereDoc)
    : typeof value === 'object' && value !== null && (('terminated' in value && value.terminated === false) || Object.values(value).some(hasOpenHereDoc))

/**
 * Runs a script piece by piece: what each prints appears when it ends. A piece that is one command of ours is run by
 * ourselves once its words are expanded, so that its output appears as it is printed.
 */
export async function runScript(interpreter: Interpreter, setting: Setting, text: string): Promise<Ran> {
  const { streams, task } = setting
  let script: Script
  try {
    script = parseScript(text)
  } catch (error) {
    streams.err(toBytes(complain(error)))
    return { frame: setting.frame, status: 2 }
  }
  const deferred = script.statements.find(({ deferredError }) => deferredError)?.deferredError
  if (deferred) {
    streams.err(toBytes(`-bash: ${deferred.message}\n`))
    return { frame: setting.frame, status: 2 }
  }
  if (runsInBackground(script)) {
    streams.err('globalzone: running in the background (&) is not simulated\n')
    return { frame: setting.frame, status: 1 }
  }
  let { frame } = setting
  let { status } = frame
  const pieces = script.statements.flatMap((statement) => piecesOf(statement, frame.options.includes('set -o errexit')))
  for (const [i, piece] of pieces.entries()) {
    if ((piece.when === '&&' && status !== 0) || (piece.when === '||' && status === 0)) continue
    const last = (setting.last ?? false) && i === pieces.length - 1
    const ran = await timed({ ...setting, frame: { ...frame, status }, last }, piece, (one) => runPiece(interpreter, one, piece.statement))
    frame = ran.frame
    status = ran.status
    if (ran.exited) return ran
    if (task.interrupted) return { frame, status: INTERRUPTED }
    if (task.dead) break
  }
  return { frame, status }
}
/** Runs a piece, and says how much simulated time that took if it begins with `time`. */
async function timed(setting: Setting, { timed: asked }: Piece, run: (setting: Setting) => Promise<Ran>): Promise<Ran> {
  const since = setting.sim.now
  const ran = await run(setting)
  if (!asked) return ran
  const seconds = (setting.sim.now - since) / 1000
  setting.streams.err(`\nreal\t${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s\nuser\t0m0.000s\nsys\t0m0.000s\n`)
  return ran
}
async function runPiece(interpreter: Interpreter, setting: Setting, statement: Statement): Promise<Ran> {
  const { task, streams, frame } = setting
  const functions: FunctionSources = {}
  const ours = (word: string) => interpreter.registry.has(commandName(word))
  prepare(statement, { isOurs: (word) => ours(word) && commandName(word) !== word, functions })
  const sole = soleCommand(statement)
  const direct = sole !== undefined && ours(sole) && frame.functions[sole] === undefined && frame.env[`BASH_ALIAS_${sole}`] === undefined
  if (setting.tty && setting.last && beginsShell(statement)) handOver(setting, nestedIn(frame))
  let after = frame
  try {
    const stdin = streams.stdin === '' ? await typedInput(setting, statement) : streams.stdin
    const { stdout, stderr, exitCode, dump, words, read } = await execute(interpreter, setting, direct ? expansion(statement) : statement, stdin)
    if (task.dead) return { frame, status: INTERRUPTED }
    if (dump) after = frameAfter(frame, dump, { ...fromFiles(dump.functions, functions, read), ...functions })
    streams.out(toBytes(stdout))
    if (!task.interrupted) streams.err(toBytes(spoken(direct ? stderr.replaceAll(WORDS, sole) : stderr)))
    if (task.interrupted) return { frame: after, status: INTERRUPTED }
    if (direct && words) return { frame: after, status: await interpreter.command({ ...setting, frame: after }, [commandName(sole), ...words]) }
    if (dump) return { frame: after, status: dump.status }
    return { frame: { ...frame, status: exitCode }, status: exitCode, exited: leaves(statement, frame) }
  } catch (error) {
    if (isInterrupt(error) || task.interrupted) return { frame: after, status: INTERRUPTED }
    if (!(error instanceof BashFileError)) throw error
    streams.err(toBytes(`-bash: ${error.path}: ${strerror(error.code)}\n`))
    return { frame, status: 1 }
  }
}
/** Sources of functions that came out of files which the statement read (`. FILE`). */
function fromFiles(names: string, known: FunctionSources, read: readonly string[]): FunctionSources {
  if (definedIn(names).every((name) => name in known)) return {}
  const found: FunctionSources = {}
  for (const text of read) {
    try {
      for (const statement of parseScript(text).statements) Object.assign(found, functionsIn(statement))
    } catch {
      // It was read, but it is no script.
    }
  }
  return found
}
/** What is typed for a statement that reads the terminal: up to Ctrl-D, or one line. */
async function typedInput(setting: Setting, statement: Statement): Promise<string> {
  const wanted = setting.tty && readsTerminal(statement)
  let input = ''
  while (wanted) {
    const line = await readLine(setting, '', true)
    if (line !== undefined) input += toBytes(`${line}\n`)
    if (line === undefined || wanted === 'line') break
  }
  return input
}
/** The shell's own messages begin with its name: a login shell's with `-bash`. */
const spoken = (stderr: string): string =>
  stderr
    .replace(END_TRACED, '')
    .replace(/^bash: (?:line \d+: )?/gm, '-bash: ')
    // What the files refuse and the shell language has no words for.
    .replace(/\b(E[A-Z]+): [^,\n]+, \w+ '[^'\n]*'/g, (text, code: string) => strerror(code as Errno) ?? text)
/** Whether a statement that did not come to its end has ended the shell. */
const leaves = (statement: Statement, frame: Frame): boolean =>
  /\b(?:exit|logout|exec)\b/.test(statement.sourceText ?? '') ||
  Object.values(frame.functions).some((source) => /\bexit\b/.test(source)) ||
  frame.options.includes('set -o errexit')
