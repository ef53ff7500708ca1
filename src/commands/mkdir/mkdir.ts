import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

const USAGE = 'usage: mkdir [-m mode] [-p] dirname ...\n'

/** Makes one directory; true if that was refused. */
function make({ files, cwd, err }: CommandContext, name: string, parents: boolean, mode: number | undefined): boolean {
  const path = pathIn(cwd, name)
  if (parents && files.exists(path)) {
    if (files.stat(path).kind === 'dir') return false
    err(`mkdir: "${name}": Exists but is not a directory\n`)
    return true
  }
  try {
    files.mkdir(path, parents)
    if (mode !== undefined) files.chmod(path, mode)
    return false
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    err(parents ? `mkdir: "${name}": ${strerror(error.code)}\n` : `mkdir: Failed to make directory "${name}"; ${strerror(error.code)}\n`)
    return true
  }
}

/** Messages and status: illumos usr/src/cmd/mkdir/mkdir.c. */
export const command = defineCommand({
  name: 'mkdir',
  summary: 'make directories',
  synopsis: ['[-m mode] [-p] dirname ...'],
  options: {
    m: { help: 'permissions, in octal', value: 'mode', fidelity: 'simplified' },
    p: { help: 'the directories above it, too; one that is there already is no error' },
  },
  description: ['Makes each directory.'],
  examples: [{ line: 'mkdir -p /opt/site/log', text: 'Make a directory with those above it.' }],
  source: 'illumos usr/src/cmd/mkdir/mkdir.c',
  limits: 'Modes in letters (u+x) are refused.',
  misuse: (misuse) => ({ stderr: `${illegal('mkdir', misuse)}mkdir: ${USAGE}`, status: 2 }),
  run(context, parsed) {
    if (parsed.operands.length === 0) throw new Failure(`mkdir: ${USAGE}`, 2)
    const mode = parsed.get('m')
    if (mode !== undefined && !/^[0-7]{1,4}$/.test(mode)) throw new Failure('globalzone: mkdir -m takes an octal mode here\n', 2)
    const failed = parsed.operands.map((name) => make(context, name, parsed.has('p'), mode === undefined ? undefined : Number.parseInt(mode, 8)))
    return failed.includes(true) ? 2 : 0
  },
})
