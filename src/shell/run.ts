import { FileError } from '../system/files/files.ts'
import { openFiles } from '../system/files/open.ts'
import { strerror } from '../system/files/strerror.ts'
import { toBytes } from './bytes.ts'
import { Failure, type MisuseReply } from './command.ts'
import { contextOf, HandedOver, isInterrupt, type Setting } from './context.ts'
import { helpOf } from './help.ts'
import { parseWords } from './parse.ts'
import type { Frame } from './place.ts'
import { refusalFor } from './privileges.ts'
import type { Registry } from './registry.ts'
import { misused } from './usage.ts'
import { commandName, plainWords, quote } from './words.ts'

/** Status of a line that Ctrl-C ended: 128 and the number of SIGINT. */
export const INTERRUPTED = 130
/** Status of a command that broke by a fault of ours: EX_SOFTWARE of sysexits(3HEAD). */
export const FAULT = 70
/** What running a line left: the shell after it, and whether it asked to end. */
export interface Ran {
  readonly frame: Frame
  readonly status: number
  readonly exited?: boolean
}

/** `exit`, as bash has it. */
function leave({ streams, frame }: Setting, [name, code]: readonly string[]): Ran {
  if (code === undefined) return { frame, status: frame.status, exited: true }
  if (/^[+-]?\d+$/.test(code)) return { frame, status: Number(code) & 255, exited: true }
  streams.err(toBytes(`-bash: ${name}: ${code}: numeric argument required\n`))
  return { frame, status: 2, exited: true }
}

/** Whether a program lies in a directory of PATH. */
function isInstalled({ sim, server, frame }: Setting, name: string): boolean {
  const files = openFiles(sim, { server, zone: frame.zone })
  return (frame.env.PATH ?? '').split(':').some((dir) => files.exists(`${dir}/${name}`))
}

/** Runs lines: plain commands of ours directly, the rest in the shell language, which is loaded when it is first needed. */
export class Interpreter {
  constructor(readonly registry: Registry) {}

  /** Has the shell language and the commands loaded, before they are needed. If that fails, they are loaded when they are needed. */
  warm(): void {
    import('./bash.ts').catch(() => {})
    this.registry.all().catch(() => {})
  }
  /** Whether a line only lacks its end (an open quote, a loop without `done`): a terminal asks for more. */
  async isUnfinished(text: string): Promise<boolean> {
    const words = plainWords(text)
    if (words && this.registry.has(commandName(words[0] ?? ''))) return false
    const { isOpen } = await import('./bash.ts')
    return isOpen(text)
  }
  /** Runs a shell line in the shell of the setting. */
  async line(setting: Setting, text: string): Promise<Ran> {
    const words = plainWords(text)
    const name = commandName(words?.[0] ?? '')
    const { frame } = setting
    if (words && (words[0] === 'exit' || words[0] === 'logout')) return leave(setting, words)
    if (words && this.registry.has(name) && frame.functions[name] === undefined && frame.env[`BASH_ALIAS_${name}`] === undefined) {
      return { frame, status: await this.command(setting, [name, ...words.slice(1)]) }
    }
    const { runScript } = await import('./bash.ts')
    return runScript(this, setting, text)
  }
  /** Runs words without looking at them as a shell would. */
  async argv(setting: Setting, words: readonly string[]): Promise<Ran> {
    const [first = '', ...rest] = words
    const name = commandName(first)
    if (this.registry.has(name)) return { frame: setting.frame, status: await this.command(setting, [name, ...rest]) }
    const { runScript } = await import('./bash.ts')
    return runScript(this, setting, words.map(quote).join(' '))
  }
  /** Runs a command of ours by its words; yields its exit status. Rejects with `Interrupted`. */
  async command(setting: Setting, words: readonly string[]): Promise<number> {
    const { streams, frame } = setting
    const refuse = ({ stdout = '', stderr, status }: MisuseReply): number => {
      streams.out(toBytes(stdout))
      streams.err(toBytes(stderr))
      return status
    }
    const found = await this.registry.find(words)
    const zones = found && ('command' in found ? (found.command.zones ?? found.tool?.zones) : found.tool.zones)
    const absent = found && 'command' in found && found.command.packaged && !isInstalled(setting, found.command.name)
    if (!found || absent || (frame.zone && zones === 'global')) return refuse({ stderr: `-bash: ${words[0] ?? ''}: command not found\n`, status: 127 })
    const help = await helpOf(this.registry, found)
    if (help !== undefined) {
      streams.out(toBytes(help))
      return 0
    }
    const denied = frame.user === 'root' ? undefined : refusalFor(words)
    if (denied) return refuse(denied)
    if (!('command' in found))
      return refuse(found.tool.misuse(found.name === undefined ? { kind: 'no subcommand' } : { kind: 'unknown subcommand', name: found.name }))
    const { command, tool } = found
    const result = parseWords(command, found.words, command.interspersed ?? tool?.interspersed)
    if ('misuse' in result) return refuse(misused(result.misuse, command, tool))
    const context = contextOf(setting, async (inner, { argv, line }) => (await (argv ? this.argv(inner, argv) : this.line(inner, line ?? ''))).status)
    try {
      return (await command.run(context, result.parsed)) ?? 0
    } catch (error) {
      if (error instanceof Failure) return refuse({ stderr: error.message, status: error.status })
      if (isInterrupt(error) || error instanceof HandedOver) throw error
      if (error instanceof FileError) return refuse({ stderr: `${command.name}: ${error.path}: ${strerror(error.code)}\n`, status: 1 })
      // A fault of ours: the shell and the page live on, and the fault is not hidden.
      return refuse({ stderr: `globalzone: fault in ${command.name}: ${error instanceof Error ? error.message : String(error)}\n`, status: FAULT })
    }
  }
}
