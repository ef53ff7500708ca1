import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

const USAGE = 'Usage: rmdir [-ps] dirname ...\n'
/** Reasons in the words of rmdir; others are those of strerror(3C). illumos usr/src/cmd/rmdir/rmdir.c */
const REASONS: Readonly<Record<string, string>> = {
  ENOTEMPTY: 'Directory not empty',
  EEXIST: 'Directory not empty',
  ENOTDIR: 'Path component not a directory',
  ENOENT: 'Directory does not exist',
  EACCES: 'Search or write permission needed',
  EBUSY: 'Directory is a mount point or in use',
  EROFS: 'Read-only file system',
  EINVAL: "Can't remove current directory or ..",
}
/** Removes one directory: why not, if it cannot be. */
function refusal({ files, cwd }: CommandContext, name: string): string | undefined {
  const path = pathIn(cwd, name)
  try {
    if (files.lstat(path).kind !== 'dir') return REASONS.ENOTDIR
    const real = files.realpath(path)
    if (files.mounts().some((mount) => mount.path === real)) return REASONS.EBUSY
    if (real === cwd) return REASONS.EINVAL
    files.remove(path)
    return undefined
  } catch (error) {
    if (error instanceof FileError) return REASONS[error.code] ?? strerror(error.code)
    throw error
  }
}

/** Messages and status: illumos usr/src/cmd/rmdir/rmdir.c. */
export const command = defineCommand({
  name: 'rmdir',
  summary: 'remove empty directories',
  synopsis: ['[-ps] dirname ...'],
  options: {
    p: { help: 'those above it, too, as long as they are empty' },
    s: { help: 'with -p: do not say what stays' },
  },
  description: ['Removes directories that have nothing in them.'],
  source: 'illumos usr/src/cmd/rmdir/rmdir.c',
  misuse: (misuse) => ({ stderr: `${illegal('rmdir', misuse)}${USAGE}`, status: 2 }),
  run(context, parsed) {
    if (parsed.operands.length === 0) throw new Failure(USAGE, 2)
    let failed = false
    for (const name of parsed.operands) {
      let rest = name.replace(/(.)\/+$/, '$1')
      let why = refusal(context, rest)
      while (why === undefined && parsed.has('p') && rest.replace(/\/?[^/]+$/, '') !== '') {
        rest = rest.replace(/\/?[^/]+$/, '')
        why = refusal(context, rest)
      }
      if (why === undefined) continue
      failed = true
      if (!parsed.has('p')) context.err(`rmdir: directory "${name}": ${why}\n`)
      else if (!parsed.has('s')) context.err(`rmdir: directory "${name}": ${rest} not removed; ${why}\n`)
    }
    return failed ? 2 : 0
  },
})
