import type { CommandContext, Misuse } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

/** How `cp` or `mv` was asked to work. */
export interface How {
  readonly cmd: 'cp' | 'mv'
  readonly usage: string
  /** Directories, too. */
  readonly recursive: boolean
  /** Times and permissions stay. */
  readonly preserve: boolean
  /** Links are copied as links. */
  readonly links: boolean
  /** What to do about a file that is there: replace it, ask, or leave it. */
  readonly there: 'replace' | 'ask' | 'leave'
  /** A directory as the target is not gone into. */
  readonly plain: boolean
}
const baseOf = (name: string): string =>
  name
    .replace(/(.)\/+$/, '$1')
    .split('/')
    .at(-1) || '/'

/** What a call of the files refuses: yields the text of its error, undefined if all went well. */
function refusalOf(run: () => void): { readonly code: string; readonly text: string } | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return { code: error.code, text: strerror(error.code) }
  }
}

/** Copies or moves files, as `mv.c` does for both. Messages and status: illumos usr/src/cmd/mv/mv.c. */
export class Transfer {
  constructor(
    private readonly context: CommandContext,
    private readonly how: How,
  ) {}

  /** All operands: sources, and the target last. Yields the exit status. */
  async all(operands: readonly string[]): Promise<number> {
    const { cmd, usage, plain } = this.how
    const { files, err, cwd } = this.context
    const target = operands.at(-1) ?? ''
    if (operands.length < 2) err(`${cmd}: Insufficient arguments (${operands.length})\n${usage}`)
    else if (operands.length > 2 && plain) err(`${cmd}: only a single source and target can be used with -T\n`)
    else if (operands.length > 2 && !files.exists(pathIn(cwd, target))) err(`${cmd}: ${target} not found\n`)
    else if (operands.length > 2 && files.stat(pathIn(cwd, target)).kind !== 'dir') err(`${cmd}: Target ${target} must be a directory\n${usage}`)
    else {
      let failed = false
      for (const source of operands.slice(0, -1)) failed = !(await this.one(source, target)) || failed
      return failed ? 2 : 0
    }
    return 2
  }
  /** One source; false if it failed. */
  private async one(source: string, given: string): Promise<boolean> {
    const { cmd, recursive, links, there, plain } = this.how
    const { files, cwd, tty } = this.context
    const from = pathIn(cwd, source)
    const look = links ? files.lstat.bind(files) : files.stat.bind(files)
    const missing = refusalOf(() => look(from))
    if (missing) return this.say(missing.code === 'ENOTDIR' ? `${source}: ${missing.text}` : `cannot access ${source}`)
    const node = look(from)
    const inside = !plain && files.exists(pathIn(cwd, given)) && files.stat(pathIn(cwd, given)).kind === 'dir'
    const target = inside ? `${given}/${baseOf(source)}` : given
    const to = pathIn(cwd, target)
    if (files.exists(to)) {
      if (files.realpath(to) === files.realpath(from)) return this.say(`${source} and ${target} are identical`)
      if (there === 'leave') return true
      if (there === 'ask' && tty && !/^y/i.test((await this.context.ask(`${cmd}: overwrite ${target} (yes/no)? `)) ?? '')) return true
    }
    if (cmd === 'mv') {
      const refused = refusalOf(() => files.rename(from, to))
      if (!refused) return true
      if (refused.code === 'ENOTDIR' && node.kind === 'dir') return this.say(`${source} is a directory`)
      if (refused.code !== 'EXDEV') return this.say(`cannot rename ${source} to ${target}: ${refused.text}`)
      const copied = node.kind === 'dir' ? await this.directory(source, target) : this.file(source, target)
      const left = copied ? refusalOf(() => files.remove(from, true)) : undefined
      if (!left) return copied
      // A file that cannot go is not doubled either.
      if (node.kind !== 'dir') files.remove(to)
      return this.say(`cannot unlink ${source}: ${left.text}`)
    }
    if (node.kind !== 'dir') return this.file(source, target)
    return recursive ? this.directory(source, target) : this.say(`${source}: is a directory`)
  }
  private async directory(source: string, target: string): Promise<boolean> {
    const { files, cwd } = this.context
    const [from, to] = [pathIn(cwd, source), pathIn(cwd, target)]
    const node = files.stat(from)
    if (`${files.realpath(to.replace(/\/[^/]*\/?$/, '') || '/')}/`.startsWith(`${files.realpath(from)}/`)) return this.say(`cycle detected: ${source}`)
    if (!files.exists(to)) {
      const refused = refusalOf(() => {
        files.mkdir(to)
        files.chmod(to, node.mode)
      })
      if (refused) return this.say(`${target}: ${refused.text}`)
    } else if (files.stat(to).kind !== 'dir') return this.say(`${target}: not a directory.`)
    let good = true
    for (const child of files.readdir(from)) good = (await this.inner(`${source}/${child}`, `${target}/${child}`)) && good
    if (this.how.preserve) files.utimes(to, node.mtime)
    return good
  }
  /** What is in a directory: it goes to the same place in the other one. */
  private async inner(source: string, target: string): Promise<boolean> {
    const { files, cwd } = this.context
    const from = pathIn(cwd, source)
    const node = this.how.links ? files.lstat(from) : files.exists(from) ? files.stat(from) : undefined
    if (!node) return this.say(`cannot access ${source}`)
    return node.kind === 'dir' ? this.directory(source, target) : this.file(source, target)
  }
  private file(source: string, target: string): boolean {
    const { files, cwd } = this.context
    const [from, to] = [pathIn(cwd, source), pathIn(cwd, target)]
    if (this.how.links && files.lstat(from).kind === 'link') {
      const refused = refusalOf(() => files.symlink(files.readlink(from), to))
      return refused ? this.say(`${target}: ${refused.text}`) : true
    }
    const node = files.stat(from)
    let bytes = ''
    const made = node.kind === 'file' && node.content === undefined && !node.device
    const unreadable = made
      ? undefined
      : refusalOf(() => {
          bytes = files.read(from)
        })
    if (unreadable) return this.say(`cannot open ${source}: ${unreadable.text}`)
    const fresh = !files.exists(to)
    const closed = refusalOf(() => files.write(to, ''))
    if (closed) return this.say(`cannot create ${target}: ${closed.text}`)
    if (fresh) files.chmod(to, node.mode)
    const full = refusalOf(() => (made && node.kind === 'file' ? files.fill(to, node.size, node.fill ?? 'zero', node.artifact) : files.write(to, bytes)))
    if (full) return this.say(`${target}: write: ${full.text}`)
    if (this.how.preserve) {
      files.chmod(to, node.mode)
      files.utimes(to, node.mtime)
    }
    return true
  }
  private say(text: string): false {
    this.context.err(`${this.how.cmd}: ${text}\n`)
    return false
  }
}
/** What a wrong option gets: the words of getopt(3C), and the usage. */
export const misuseOf = (cmd: string, usage: string) => (misuse: Misuse) => ({ stderr: `${illegal(cmd, misuse)}${usage}`, status: 2 })
