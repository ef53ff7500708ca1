import { type CommandContext, Failure, type Parsed } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { groupsIn, usersIn } from '../../system/accounts/database.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

/** Whom files are given to: a number, or undefined to leave it. */
export interface Owner {
  readonly uid?: number | undefined
  readonly gid?: number | undefined
}
/** The options of chown and chgrp; `owners` is what they call whom files are given to. */
export const ownerOptions = (owners: string) =>
  ({
    f: { help: 'without complaints' },
    R: { help: 'also what is below directories; links are left alone' },
    h: { help: 'links themselves', fidelity: 'not modelled' },
    H: { help: 'with -R: follow links that are named', fidelity: 'not modelled' },
    L: { help: 'with -R: follow links', fidelity: 'not modelled' },
    P: { help: 'with -R: follow no links' },
    s: { help: `${owners} are Windows SIDs`, fidelity: 'not modelled' },
  }) as const
/** Whom, and the names of the files. Refuses what is not simulated, and what is no use of the tool. */
export function ownerAndFiles(tool: string, parsed: Parsed, usage: string): readonly [owner: string, names: readonly string[]] {
  for (const option of ['h', 'H', 'L', 's']) if (parsed.has(option)) throw new Failure(`${tool}: -${option} is not simulated\n`)
  const [owner, ...names] = parsed.operands
  if (owner === undefined || names.length === 0 || (parsed.has('P') && !parsed.has('R'))) throw new Failure(usage, 2)
  return [owner, names]
}
/** A user by name or number. (illumos usr/src/cmd/chown/chown.c) */
export function userId({ files }: CommandContext, text: string): number {
  const user = usersIn(files).find(({ name }) => name === text)
  if (user) return user.uid
  if (!/^\d+$/.test(text)) throw new Failure(`chown: unknown user id ${text}\n`, 2)
  return Number(text)
}
/** A group by name or number. */
export function groupId({ files }: CommandContext, tool: string, text: string, unknown: string): number {
  const group = groupsIn(files).find(({ name }) => name === text)
  if (group) return group.gid
  if (!/^\d+$/.test(text)) throw new Failure(`${tool}: ${unknown} ${text}\n`, 2)
  return Number(text)
}
/** Gives one file, and with -R what is below it: how many could not be given. */
function give(context: CommandContext, tool: string, name: string, owner: Owner, parsed: Parsed): number {
  const { files, cwd, user, err } = context
  const path = pathIn(cwd, name)
  try {
    const link = files.lstat(path)
    if (link.kind === 'link' && parsed.has('R')) return 0
    const node = files.stat(path)
    // Only root gives files away: POSIX_CHOWN_RESTRICTED holds in zones and out of them.
    if (user !== 'root' && owner.uid !== undefined && owner.uid !== node.uid) throw new FileError('EPERM', path)
    files.chown(path, owner.uid ?? node.uid, owner.gid ?? node.gid)
    if (node.kind !== 'dir' || !parsed.has('R')) return 0
    return files.readdir(path).reduce((sum, entry) => sum + give(context, tool, `${name.replace(/\/$/, '')}/${entry}`, owner, parsed), 0)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (parsed.has('f')) return 0
    err(`${tool}: ${name}: ${strerror(error.code)}\n`)
    return 1
  }
}
/** Gives all of them: the exit status, how many failed. */
export const giveAll = (context: CommandContext, tool: string, names: readonly string[], owner: Owner, parsed: Parsed): number =>
  names.reduce((sum, name) => sum + give(context, tool, name, owner, parsed), 0)
