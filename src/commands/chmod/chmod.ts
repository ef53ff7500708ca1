import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import { newMode } from './mode.ts'

const USAGE =
  'usage:\tchmod [-fR] <absolute-mode> file ...\n\tchmod [-fR] [-@ attribute] ... S<attribute-operation> file ...\n\tchmod [-fR] <ACL-operation> file ...\n\tchmod [-fR] <symbolic-mode-list> file ...\n\nwhere \t<symbolic-mode-list> is a comma-separated list of\n\t[ugoa]{+|-|=}[rwxXlstugo]\n'

/** How it was called. */
interface Call {
  readonly mode: string
  readonly recursive: boolean
  readonly quiet: boolean
}
/** Changes one file, and with -R what is below it: how many could not be changed. (illumos usr/src/cmd/chmod/chmod.c dochmod, chmodr) */
function change(context: CommandContext, name: string, call: Call): number {
  const { files, cwd, err } = context
  const path = pathIn(cwd, name)
  const warn = (text: string): number => {
    if (!call.quiet) err(`chmod: WARNING: ${text}\n`)
    return 1
  }
  let directory: boolean
  let link: boolean
  try {
    link = files.lstat(path).kind === 'link'
    const node = files.stat(path)
    directory = node.kind === 'dir'
    const mode = newMode(call.mode, node.mode, directory)
    if (mode === undefined) throw new Failure(call.quiet ? '' : 'chmod: ERROR: invalid mode\n', call.quiet ? 0 : 5)
    try {
      files.chmod(path, mode)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      if (!call.recursive || !directory) return warn(`can't change ${name}`)
      warn(`can't change ${name}`)
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return warn(`can't access ${name}`)
  }
  if (!call.recursive || !directory || link) return 0
  try {
    const failed = files.readdir(path).map((entry) => change(context, `${name.replace(/\/$/, '')}/${entry}`, call))
    return failed.some((count) => count > 0) ? 1 : 0
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return warn(strerror(error.code))
  }
}

export const command = defineCommand({
  name: 'chmod',
  summary: 'change the permissions of files',
  synopsis: ['[-fR] mode file ...'],
  options: {},
  description: [
    'A mode is an octal number, or a list such as u+x,go-w: for whom (u, g, o, a), what is done (+, -, =), and permissions (r, w, x, X, s, t). -R: also what is below a directory; -f: without complaints.',
  ],
  source: 'illumos usr/src/cmd/chmod/{chmod,common}.c',
  limits: 'Access control lists (A...) and attributes (S...) are not simulated; the usage leaves their lists out.',
  raw: true,
  run(context, { operands }) {
    let at = 0
    let flags = ''
    for (; /^-[Rf]+$/.test(operands[at] ?? ''); at++) flags += operands[at]
    if (operands[at] === '--') at++
    const [mode, ...names] = operands.slice(at)
    if (mode === undefined || names.length === 0) throw new Failure(USAGE, 2)
    if (/^[AS]/.test(mode)) throw new Failure('chmod: access control lists and attributes are not simulated\n')
    const call: Call = { mode, recursive: flags.includes('R'), quiet: flags.includes('f') }
    const failed = names.reduce((sum, name) => sum + change(context, name, call), 0)
    return call.quiet ? 0 : failed
  },
})
