import type { CommandContext } from '../../shell/command.ts'
import { FileError } from '../../system/files/files.ts'
import { parentOf } from '../../system/files/open.ts'
import { strerror } from '../../system/files/strerror.ts'
import { EX, kindAt, refuse } from './oam.ts'

/** Copies a tree, and gives it to a user. */
function copyTree({ files }: CommandContext, from: string, to: string, owner: { uid: number; gid: number }): void {
  for (const name of files.readdir(from)) {
    const source = `${from}/${name}`
    const target = `${to}/${name}`
    const node = files.lstat(source)
    if (node.kind === 'link') {
      files.symlink(node.target, target)
      continue
    }
    if (node.kind === 'dir') {
      files.mkdir(target)
      copyTree({ files } as CommandContext, source, target, owner)
    } else files.write(target, files.read(source))
    files.chmod(target, node.mode)
    files.chown(target, owner.uid, owner.gid)
  }
}
/** Makes a home directory out of a skeleton; without one it is empty. (illumos usr/src/cmd/oamuser/user/homedir.c create_home) */
export function createHome(context: CommandContext, tool: string, home: string, owner: { uid: number; gid: number }, skeleton?: string): void {
  const { files } = context
  const attempt = (what: string, work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      refuse(tool, `Unable to ${what}: ${strerror(error.code)}.`, EX.home)
    }
  }
  attempt('access the parent directory', () => {
    if (files.stat(parentOf(home)).kind !== 'dir') throw new FileError('ENOTDIR', home)
  })
  attempt('create the home directory', () => files.mkdir(home))
  files.chmod(home, 0o755)
  files.chown(home, owner.uid, owner.gid)
  if (skeleton !== undefined && kindAt(context, skeleton) === 'dir')
    attempt('copy skeleton directory into home directory', () => copyTree(context, skeleton, home, owner))
}
/** Moves what is in one home directory to another, and takes the old one away. (illumos usr/src/cmd/oamuser/user/movedir.c) */
export function moveHome(context: CommandContext, from: string, to: string, owner: { uid: number; gid: number }): void {
  if (kindAt(context, from) !== 'dir') return
  copyTree(context, from, to, owner)
  context.files.remove(from, true)
}
