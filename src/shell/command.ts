import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import type { World } from '../sim/world.ts'
import type { Files } from '../system/files/files.ts'

/** Where and as whom a command runs, and how it speaks and waits. */
export interface CommandContext {
  readonly sim: Simulation
  readonly world: World
  readonly server: Id<'server'>
  /** The zone it runs in; absent in the global zone. */
  readonly zone?: Id<'zone'>
  /** The terminal, if there is one: `exec` has none. */
  readonly tty?: Id<'tty'>
  /** Whether standard output is that terminal, and not a pipe, a file or a variable: what isatty(1) says. */
  readonly isatty: boolean
  readonly user: string
  readonly cwd: string
  readonly env: ReadonlyMap<string, string>
  /** The files as this place sees them: paths are absolute. */
  readonly files: Files
  /** All of standard input: one char a byte. Empty if there is none. */
  readonly stdin: string
  /** Prints text to standard output or standard error. */
  out(text: string): void
  err(text: string): void
  /** Prints bytes, one char each, to standard output. */
  outBytes(bytes: string): void
  /** Lets simulated milliseconds pass. Rejects with `Interrupted` on Ctrl-C. */
  wait(ms: number): Promise<void>
  /** Waits until a condition on the world holds; false if the time (simulated ms) runs out first. */
  until(condition: () => boolean, timeout?: number): Promise<boolean>
  /** Asks on the terminal; undefined at end of file or without a terminal. */
  ask(prompt: string, echo?: boolean): Promise<string | undefined>
  /** Runs a shell line or argv elsewhere (in a zone), with this command's streams; yields its exit status. */
  run(where: { zone?: Id<'zone'>; user?: string; argv?: readonly string[]; line?: string }): Promise<number>
  /**
   * Hands the terminal to a shell in a zone, or of another user, until it exits (interactive `zlogin`, `su`); then the
   * farewell is printed. With a farewell it may not come back, so that the moment can be saved: the end of that shell
   * goes on with the one before. `plain`: not a login shell; it keeps directory and environment.
   */
  login(where: { zone?: Id<'zone'>; user?: string; farewell?: string; plain?: boolean }): Promise<number>
}
/** Thrown by waits when Ctrl-C is pressed; ends a command with status 130. */
export class Interrupted extends Error {}
/** A refusal that the user reads: `message` goes to standard error as it is, `status` to `$?`. Anything else thrown is a bug of ours. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message)
  }
}

/** One option of a command: parser, usage, `--help`, man page, completion and the generic tests are read from it. */
export interface Option {
  /** What it does, in plain English: for `--help` and the man page. */
  readonly help: string
  /** Name of its value; without it the option is a flag. */
  readonly value?: string
  /** May be given several times: yields a list. */
  readonly repeat?: boolean
  /** Long forms, without dashes. */
  readonly long?: readonly string[]
  readonly complete?: Completion
  /** How true it is to the real tool. Default: real. */
  readonly fidelity?: 'real' | 'simplified' | 'not modelled'
}
/** Proposals for a word, by the state of the world. */
export type Completion = (world: World, server: Id<'server'>) => readonly string[]
/** What was parsed: flags are booleans, options strings, repeated ones lists. */
export interface Parsed {
  has(option: string): boolean
  get(option: string): string | undefined
  all(option: string): readonly string[]
  readonly operands: readonly string[]
}
/** What a wrong invocation prints, and its status. */
export interface MisuseReply {
  readonly stdout?: string
  readonly stderr: string
  readonly status: number
}
/** What is wrong with an invocation, before the command runs. */
export type Misuse =
  | { readonly kind: 'unknown option' | 'missing value'; readonly option: string }
  | { readonly kind: 'unknown subcommand'; readonly name: string }
  | { readonly kind: 'no subcommand' }

/** A command, or a subcommand of a tool: one module exports one as `command`. */
export interface Command {
  /** `uname`, or `zfs list` for a subcommand. */
  readonly name: string
  /** One line for listings and man pages. */
  readonly summary: string
  /** Synopses without the name: `[-rHp] [-o property[,...]] [filesystem|volume|snapshot] ...` */
  readonly synopsis: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  readonly operands?: { readonly complete?: Completion }
  /** Paragraphs of the man page, in plain English, our own words. */
  readonly description: readonly string[]
  readonly examples?: readonly { readonly line: string; readonly text: string }[]
  /** Where the facts are from: `smartos-live src/vm/sbin/vmadm.js`. */
  readonly source: string
  /** Other names of it: `zfs snap`. */
  readonly aliases?: readonly string[]
  /** Where it exists. Default: everywhere. */
  readonly zones?: 'global' | 'any'
  /** It comes with a package: it is there only if its file lies in a directory of PATH. */
  readonly packaged?: boolean
  /** What is simplified, if anything: shown in the man page. */
  readonly limits?: string
  /** Text and status for a wrong invocation; default is the tool's, then plain getopt. */
  misuse?(misuse: Misuse): MisuseReply
  /** Takes all words as they are, without option parsing (`echo`-like tools). */
  readonly raw?: boolean
  /** Options may stand after operands, too. Default: the tool's, then no, as in getopt(3C). */
  readonly interspersed?: boolean
  run(context: CommandContext, parsed: Parsed): Promise<number | undefined> | number | undefined
}
/** A command with subcommands: `<name>/<name>.ts` exports one as `tool`, the other files of the folder are its subcommands. */
export interface Tool {
  readonly name: string
  readonly section: string
  readonly summary: string
  readonly description: readonly string[]
  readonly source: string
  readonly zones?: 'global' | 'any'
  /** Options of its subcommands may stand after operands, too. Default: no, as in getopt(3C). */
  readonly interspersed?: boolean
  /** Text and status for a wrong invocation of the tool or of one of its subcommands. */
  misuse(misuse: Misuse, subcommand?: Command): MisuseReply
}
/** Types a command: no more. */
export const defineCommand = (command: Command): Command => command
/** Types a tool: no more. */
export const defineTool = (tool: Tool): Tool => tool
