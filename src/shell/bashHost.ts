import { Bash, type Command as BashCommand, getCommandNames, type TransformPlugin } from 'just-bash'
import { userNamed } from '../system/accounts/database.ts'
import type { Files } from '../system/files/files.ts'
import { dateOf } from '../system/hardware/clock.ts'
import { bashFiles } from './bashFiles.ts'
import { toText } from './bytes.ts'
import { isInterrupt, type Setting } from './context.ts'
import { follow } from './hostless.ts'
import { Captured } from './io.ts'
import { filesOf } from './login.ts'
import type { Frame } from './place.ts'
import { INTERRUPTED, type Interpreter } from './run.ts'
import { isPiped, parseScript, type Statement, VALUE, WORDS } from './script.ts'
import { type Dump, END, HELP, prologueOf, TICK } from './state.ts'
import { commandName } from './words.ts'

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
/** Builtins of bash that the shell language has as commands: they are there whatever lies in `/usr/bin`. */
const BUILTINS = ['alias', 'unalias', 'echo', 'printf', 'pwd', 'test', '[', 'true', 'false']
/** Builtins of bash that it does not have, and commands of it that a page could not run. */
const MISSING = ['trap', 'umask', 'jobs', 'fg', 'bg', 'ulimit', 'disown', 'gzip', 'gunzip', 'zcat']
const BUILT_IN = new Set<string>(getCommandNames())

/** What one execution by the shell language left. */
export interface Executed {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  /** The state after it; absent if it did not come to its end. */
  readonly dump: Dump | undefined
  /** Words that the statement's command was expanded to, if that is what it was run for. */
  readonly words: readonly string[] | undefined
  /** Texts of the files that were read: functions may be defined there. */
  readonly read: readonly string[]
}

/** Has the shell language run one statement in the state of a shell. Rejects with what the files refuse in a redirection. */
export async function execute(interpreter: Interpreter, setting: Setting, statement: Statement, stdin: string): Promise<Executed> {
  const left: { dump?: Dump; words?: readonly string[]; read: string[] } = { read: [] }
  follow(setting.sim)
  const bash = open(interpreter, { ...setting, piped: setting.piped || isPiped(statement) }, left)
  const before = parseScript(prologueOf(setting.frame)).statements
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
  const { stdout, stderr, exitCode } = await bash.exec(':', { signal: setting.task.abort.signal, stdin, stdinKind: 'bytes' })
  return { stdout, stderr, exitCode, dump: left.dump, words: left.words, read: left.read }
}

const plain = (name: string, run: (args: readonly string[]) => string | Promise<string>): BashCommand => ({
  name,
  execute: async (args) => ({ stdout: await run(args), stderr: '', exitCode: 0 }),
})
const refusing = (name: string, text: string): BashCommand => ({ name, execute: async () => ({ stdout: '', stderr: text, exitCode: 1 }) })

/** Calls that the host puts into scripts. */
function ownCalls({ sim, task }: Setting, left: { dump?: Dump; words?: readonly string[] }): BashCommand[] {
  const value = (name: string | undefined): number => Math.floor((name === 'SECONDS' ? sim.now : dateOf(sim.world)) / 1000)
  return [
    plain(TICK, async () => {
      await task.until(() => false, 1)
      follow(sim)
      return ''
    }),
    plain(VALUE, ([name]) => `${value(name)}\n`),
    plain(WORDS, (args) => {
      left.words = args
      return ''
    }),
    {
      name: commandName(END.split(' ')[0] ?? ''),
      execute: async ([status = '0', declared = '', functions = '', set = '', shopt = ''], { cwd, env, exportedEnv = {} }) => {
        left.dump = { status: Number(status), cwd, env: new Map(env), exported: Object.keys(exportedEnv), declared, functions, options: `${set}\n${shopt}` }
        return { stdout: '', stderr: '', exitCode: Number(status) }
      },
    },
  ]
}
/** Where packages put their programs. */
const PACKAGED = ['/opt/local/bin', '/opt/local/sbin', '/opt/tools/bin', '/opt/tools/sbin']
const namesIn = (files: Files, dirs: readonly string[]): string[] => dirs.flatMap((dir) => (files.exists(dir) ? files.readdir(dir) : []))
/** Programs that lie in the place but that nobody has modelled: neither we nor the shell language. */
function unmodelled(files: Files, ours: ReadonlySet<string>): string[] {
  const names = namesIn(files, ['/usr/bin', '/usr/sbin', '/sbin', '/smartdc/bin', ...PACKAGED])
  return [...new Set(names)].filter((name) => !ours.has(name) && !BUILT_IN.has(name) && name !== 'bash' && name !== 'sh')
}
/** A shell over the files of the place, with the commands of ours registered before its own. */
function open(interpreter: Interpreter, setting: Setting, left: { dump?: Dump; words?: readonly string[]; read: string[] }): Bash {
  const { sim, server, frame, task } = setting
  const files = filesOf(sim, server, frame)
  const user = userNamed(files, frame.user)
  const names = new Set(interpreter.registry.names)
  const ours = [...names].map((name): BashCommand => ({ name, execute: (args, context) => run(interpreter, setting, name, args, context as never) }))
  ours.push({ name: HELP, execute: (args, context) => run(interpreter, setting, 'help', args, context as never) })
  const others = [
    ...unmodelled(files, names).map((name) => refusing(name, `globalzone: ${name} is not simulated\n`)),
    ...MISSING.map((name) => refusing(name, `globalzone: ${name} is not simulated\n`)),
  ]
  const calls = ownCalls(setting, left)
  for (const { name } of [...ours, ...others, ...calls]) names.add(name)
  for (const name of BUILTINS) names.add(name)
  // A program of a package that the shell language knows how to run (`tree`, `jq`): it is found once the package is there.
  for (const name of namesIn(files, PACKAGED)) if (BUILT_IN.has(name)) names.add(name)
  const exported = Object.fromEntries(frame.exported.flatMap((name) => (frame.env[name] === undefined ? [] : [[name, frame.env[name]]])))
  return new Bash({
    fs: bashFiles(files, names, (text) => left.read.push(text)),
    cwd: frame.cwd,
    env: exported,
    customCommands: [...others, ...ours, ...calls],
    executionLimits: LIMITS,
    defenseInDepth: false,
    sleep: async (ms) => {
      await task.until(() => false, ms)
      follow(sim)
    },
    processInfo: { pid: 1000, ppid: 999, uid: user?.uid ?? 0, gid: user?.gid ?? 0 },
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
    exitCode = await interpreter.command({ ...setting, frame, streams, last: false }, [name, ...args])
  } catch (error) {
    if (!isInterrupt(error)) throw error
    exitCode = INTERRUPTED
  }
  follow(setting.sim)
  return { stdout: kept.stdout, stderr: toText(kept.stderr), exitCode, stdoutKind: 'bytes' }
}
