import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

const USAGE = 'usage: rm [-fiRr] file ...\n'

interface How {
  readonly force: boolean
  readonly recursive: boolean
  readonly ask: boolean
}
/** Removes one file or tree; true if that was refused. */
async function remove(context: CommandContext, name: string, how: How): Promise<boolean> {
  const { files, cwd, err } = context
  const path = pathIn(cwd, name)
  try {
    const { kind } = files.lstat(path)
    const last = name.replace(/\/+$/, '').split('/').at(-1) ?? ''
    if (last === '.' || last === '..' || (kind === 'dir' && files.realpath(path) === '/')) {
      err(`rm of ${last === '' ? '/' : name} is not allowed\n`)
      return true
    }
    if (kind === 'dir' && !how.recursive) {
      err(`rm: ${name} is a directory\n`)
      return true
    }
    if (how.ask && !/^y/i.test((await context.ask(`rm: remove ${name} (yes/no)? `)) ?? '')) return false
    return kind === 'dir' ? removeTree(context, name, path, how) : unlink(context, name, path, how)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (how.force) return false
    err(`${name}: ${strerror(error.code)}\n`)
    return true
  }
}
/** With -f a file that stays is not spoken of: only the status tells. */
function unlink({ files, err }: CommandContext, name: string, path: string, how: How): boolean {
  try {
    files.remove(path)
    return false
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (!how.force || how.ask) err(`rm: ${name} not removed: ${strerror(error.code)}\n`)
    return true
  }
}
/** What is in a directory goes first, so that what cannot go (a mount) stays with the way to it. */
function removeTree(context: CommandContext, name: string, path: string, how: How): boolean {
  const { files, err } = context
  let failed = false
  for (const child of files.readdir(path)) {
    const [inner, innerPath] = [`${name}/${child}`, `${path}/${child}`]
    failed = (files.lstat(innerPath).kind === 'dir' ? removeTree(context, inner, innerPath, how) : unlink(context, inner, innerPath, how)) || failed
  }
  try {
    files.remove(path)
    return failed
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    err(`rm: Unable to remove directory ${name}: ${strerror(error.code)}\n`)
    return true
  }
}

/** Messages and status: illumos usr/src/cmd/rm/rm.c. */
export const command = defineCommand({
  name: 'rm',
  summary: 'remove files and directories',
  synopsis: ['[-fiRr] file ...'],
  options: {
    f: { help: 'say nothing of files that are not there, and ask nothing' },
    i: { help: 'ask before each' },
    r: { help: 'directories too, with all that is in them' },
    R: { help: 'the same as -r' },
  },
  description: ['Removes each file. A directory is removed only with -r. What is removed is gone, unless a snapshot still has it.'],
  examples: [{ line: 'rm -rf /opt/old', text: 'Remove a tree, whether it is there or not.' }],
  source: 'illumos usr/src/cmd/rm/rm.c',
  limits: 'Permissions are not looked at: it does not ask about files without write permission; -i asks once for a whole tree.',
  misuse: (misuse) => ({ stderr: `${illegal('rm', misuse)}${USAGE}`, status: 2 }),
  async run(context, parsed) {
    const how: How = { force: parsed.has('f'), recursive: parsed.has('r') || parsed.has('R'), ask: parsed.has('i') }
    if (parsed.operands.length === 0 && !how.force) throw new Failure(USAGE, 2)
    let failed = false
    for (const name of parsed.operands) failed = (await remove(context, name, how)) || failed
    return failed ? 2 : 0
  },
})
