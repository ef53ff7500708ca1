import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import type { FileNode } from '../../system/files/tree.ts'

const USAGE = 'Usage: ln [-f] [-n] [-s] f1 [f2]\n       ln [-f] [-n] [-s] f1 ... fn d1\n       ln [-f] [-n] -s d1 d2\n'

/** What stands at a path; undefined if nothing does or it cannot be reached. */
function nodeAt({ files, cwd }: CommandContext, name: string, follow: boolean): FileNode | undefined {
  try {
    return follow ? files.stat(pathIn(cwd, name)) : files.lstat(pathIn(cwd, name))
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}
/** Makes one link: 0, or 1 if it could not. (illumos usr/src/cmd/mv/mv.c lnkfil) */
function link(context: CommandContext, source: string, to: string, how: { symbolic: boolean; force: boolean }): number {
  const { files, cwd, err } = context
  const refuse = (text: string): number => {
    err(`ln: ${text}\n`)
    return 1
  }
  const base = source.replace(/\/+$/, '').split('/').at(-1) ?? source
  const target = nodeAt(context, to, true)?.kind === 'dir' ? `${to}/${base}` : to
  const there = nodeAt(context, target, false)
  if (!how.symbolic) {
    const from = nodeAt(context, source, true)
    if (!from) return refuse(`cannot access ${source}`)
    if (there && !how.force) return refuse(`${target}: File exists`)
    if (from.kind === 'dir') return refuse(`${source} is a directory`)
    return refuse('hard links are not simulated: ln -s makes a symbolic one')
  }
  if (there && how.force) {
    if (there.kind === 'dir') return refuse(`cannot create link over directory ${target}`)
    try {
      files.remove(pathIn(cwd, target))
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      return refuse(`cannot unlink ${target}: ${strerror(error.code)}`)
    }
  }
  try {
    files.symlink(source, pathIn(cwd, target))
    return 0
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return refuse(`cannot create ${target}: ${strerror(error.code)}`)
  }
}

export const command = defineCommand({
  name: 'ln',
  summary: 'make links to files',
  synopsis: ['[-f] [-n] -s file [target]', '[-f] [-n] -s file ... directory'],
  options: {
    s: { help: 'a symbolic link: a name for another path, which need not be there' },
    f: { help: 'replace a file that is there' },
    n: { help: 'nothing: it is the default' },
  },
  description: ['Gives a file another name. A symbolic link may lead to another filesystem or to a directory; a hard link may not.'],
  source: 'illumos usr/src/cmd/mv/mv.c, which is ln, too',
  limits: 'Hard links (without -s) are not simulated: a file has one name here.',
  misuse: (misuse) => ({ stderr: misuse.kind === 'unknown option' ? `ln: illegal option -- ${misuse.option}\n${USAGE}` : USAGE, status: 2 }),
  run(context, parsed) {
    const names = parsed.operands
    if (names.length === 0) throw new Failure(`ln: Insufficient arguments (0)\n${USAGE}`, 2)
    const last = names.at(-1) ?? ''
    if (names.length > 2) {
      const directory = nodeAt(context, last, true)
      if (!directory) throw new Failure(`ln: ${last} not found\n`, 2)
      if (directory.kind !== 'dir') throw new Failure(`ln: Target ${last} must be a directory\n${USAGE}`, 2)
    }
    const how = { symbolic: parsed.has('s'), force: parsed.has('f') }
    const sources = names.length === 1 ? names : names.slice(0, -1)
    return sources.reduce((sum, source) => sum + link(context, source, names.length === 1 ? '.' : last, how), 0)
  },
})
