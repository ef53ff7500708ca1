import { Bash, type Command as BashCommand, getCommandNames, type TransformPlugin } from 'just-bash'
import type { Files } from '../system/files/files.ts'
import { openFiles } from '../system/files/open.ts'
import { BashFileError, bashFiles, STRERROR } from './bashFiles.ts'
import { toBytes, toText } from './bytes.ts'
import { HandedOver, isInterrupt, readLine, type Setting } from './context.ts'
import { Captured } from './io.ts'
import type { Frame } from './place.ts'
import { INTERRUPTED, type Interpreter, type Ran } from './run.ts'
import { type FunctionSources, prepare, readsTerminal, type Script, type Statement } from './script.ts'
import { type Dump, END, frameAfter, HELP, prologueOf, TICK } from './state.ts'
import { complain, isUnfinished } from './syntax.ts'
import { commandName } from './words.ts'

/** How often a loop may turn before it lets the host breathe. */
const TURNS = 200
/** Bounds of the shell language: generous, but a forgotten loop ends some day. */
const LIMITS = {
  maxCommandCount: 3_000_000,
  maxLoopIterations: 1_000_000,
  maxWorkUnits: 100_000_000,
  maxAwkIterations: 10_000_000,
  maxSedIterations: 10_000_000,
  maxJqIterations: 10_000_000,
  maxExecutionTimeMs: 2 ** 31 - 1,
  maxOutputSize: 64 * 1024 * 1024,
}

/** The statements of a script; throws the parser's exception. */
const parser = new Bash({ defenseInDepth: false })
export const parseScript = (text: string): Script => parser.transform(text).ast

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

/** Runs a script statement by statement; what each prints appears when it ends. */
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
  let { frame } = setting
  let status = frame.status
  for (const [i, statement] of script.statements.entries()) {
    const ran = await runStatement(interpreter, { ...setting, frame, last: false }, statement)
    frame = ran.frame
    status = ran.status
    if (ran.exited) return ran
    if (task.dead) return { frame, status }
    if (task.interrupted) return { frame, status: INTERRUPTED }
    if (i < script.statements.length - 1) frame = { ...frame, status }
  }
  return { frame, status }
}

async function runStatement(interpreter: Interpreter, setting: Setting, statement: Statement): Promise<Ran> {
  const { task, streams, frame } = setting
  const functions: FunctionSources = {}
  prepare(statement, { isOurs: (word) => interpreter.registry.has(commandName(word)) && commandName(word) !== word, functions })
  let dump: Dump | undefined
  const bash = open(interpreter, setting, (state) => {
    dump = state
  })
  const before = parseScript(prologueOf(frame)).statements
  const after = parseScript(END).statements
  let fresh = true
  bash.registerTransformPlugin({
    name: 'statement',
    transform: ({ ast }) => {
      // Only the statement itself gets the state before and after: what it runs in turn (`bash -c`, `xargs`) does not.
      const own = fresh
      fresh = false
      return { ast: own ? ({ ...ast, statements: [...before, statement, ...after] } as typeof ast) : ast }
    },
  } satisfies TransformPlugin)
  try {
    const stdin = streams.stdin === '' ? await typedInput(setting, statement) : streams.stdin
    const result = await bash.exec(':', { signal: task.abort.signal, stdin, stdinKind: 'bytes' })
    if (task.dead) return { frame, status: INTERRUPTED }
    streams.out(toBytes(result.stdout))
    if (!task.interrupted) streams.err(toBytes(spoken(result.stderr)))
    if (task.interrupted) return { frame: dump ? frameAfter(frame, dump, functions) : frame, status: INTERRUPTED }
    if (dump) return { frame: frameAfter(frame, dump, functions), status: dump.status }
    return { frame: { ...frame, status: result.exitCode }, status: result.exitCode, exited: leaves(statement, frame) }
  } catch (error) {
    if (isInterrupt(error) || task.interrupted) return { frame, status: INTERRUPTED }
    if (!(error instanceof BashFileError)) throw error
    streams.err(toBytes(`-bash: ${error.path}: ${STRERROR[error.code]}\n`))
    return { frame, status: 1 }
  }
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
const spoken = (stderr: string): string => stderr.replace(/^bash: (?:line \d+: )?/gm, '-bash: ')
/** Whether a statement that did not come to its end has ended the shell. */
const leaves = (statement: Statement, frame: Frame): boolean =>
  /\b(?:exit|logout|exec)\b/.test(statement.sourceText ?? '') ||
  Object.values(frame.functions).some((source) => /\bexit\b/.test(source)) ||
  frame.options.includes('set -o errexit')

/** Builtins of bash that the shell language has as commands: they are there whatever lies in `/usr/bin`. */
const BUILTINS = ['alias', 'unalias', 'echo', 'printf', 'pwd', 'test', '[', 'true', 'false', 'time']
const BUILT_IN = new Set<string>(getCommandNames())
/** Programs that lie in the place but that nobody has modelled: neither we nor the shell language. */
function unmodelled(files: Files, ours: ReadonlySet<string>): string[] {
  const names = ['/usr/bin', '/usr/sbin', '/opt/local/bin', '/smartdc/bin'].flatMap((dir) => (files.exists(dir) ? files.readdir(dir) : []))
  return [...new Set(names)].filter((name) => !ours.has(name) && !BUILT_IN.has(name) && name !== 'bash' && name !== 'sh')
}

/** A shell over the files of the place, with the commands of ours registered before its own. */
function open(interpreter: Interpreter, setting: Setting, ended: (dump: Dump) => void): Bash {
  const { sim, server, frame, task } = setting
  let turns = 0
  const ours = interpreter.registry.names.map(
    (name): BashCommand => ({ name, execute: (args, context) => run(interpreter, setting, name, args, context as never) }),
  )
  ours.push({ name: HELP, execute: (args, context) => run(interpreter, setting, 'help', args, context as never) })
  const tick: BashCommand = {
    name: TICK,
    execute: async () => {
      if (++turns % TURNS === 0) await interpreter.breathe()
      return { stdout: '', stderr: '', exitCode: 0 }
    },
  }
  const end: BashCommand = {
    name: END.split(' ')[0] as string,
    execute: async ([status = '0', declared = '', functions = '', set = '', shopt = ''], context) => {
      ended({
        status: Number(status),
        cwd: context.cwd,
        env: new Map(context.env),
        exported: Object.keys(context.exportedEnv ?? {}),
        declared,
        functions,
        options: `${set}\n${shopt}`,
      })
      return { stdout: '', stderr: '', exitCode: Number(status) }
    },
  }
  const names = new Set(interpreter.registry.names)
  const files = openFiles(sim, { server, zone: frame.zone })
  const others = unmodelled(files, names).map((name): BashCommand => {
    names.add(name)
    return { name, execute: async () => ({ stdout: '', stderr: `globalzone: ${name} is not simulated\n`, exitCode: 1 }) }
  })
  for (const name of [HELP, TICK, END.split(' ')[0] as string, ...BUILTINS]) names.add(name)
  const exported = Object.fromEntries(frame.exported.flatMap((name) => (frame.env[name] === undefined ? [] : [[name, frame.env[name]]])))
  return new Bash({
    fs: bashFiles(files, names),
    cwd: frame.cwd,
    env: exported,
    customCommands: [...others, ...ours, tick, end],
    executionLimits: LIMITS,
    defenseInDepth: false,
    sleep: async (ms) => void (await task.until(() => false, ms)),
    processInfo: { pid: 1000, ppid: 999, uid: 0, gid: 0 },
  })
}
/** Runs a command of ours for the shell language: its output is kept and handed back. */
async function run(
  interpreter: Interpreter,
  setting: Setting,
  name: string,
  args: readonly string[],
  context: { cwd: string; env: Map<string, string>; stdin: string },
): Promise<{ stdout: string; stderr: string; exitCode: number; stdoutKind: 'bytes' }> {
  const kept = new Captured()
  const frame: Frame = { ...setting.frame, cwd: context.cwd, env: Object.fromEntries(context.env) }
  const streams = { stdin: context.stdin, out: (bytes: string) => kept.out(bytes), err: (bytes: string) => kept.err(bytes) }
  let exitCode: number
  try {
    exitCode = await interpreter.command({ ...setting, frame, streams }, [name, ...args])
  } catch (error) {
    if (!isInterrupt(error) && !(error instanceof HandedOver)) throw error
    exitCode = INTERRUPTED
  }
  return { stdout: kept.stdout, stderr: toText(kept.stderr), exitCode, stdoutKind: 'bytes' }
}
