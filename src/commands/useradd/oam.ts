import { type CommandContext, Failure } from '../../shell/command.ts'
import { DEFAULTS, type Group, groupsIn, usersIn } from '../../system/accounts/database.ts'
import { FileError } from '../../system/files/files.ts'

/** Exit statuses of the tools for users and groups. (illumos usr/src/head/userdefs.h) */
export const EX = {
  noPermission: 1,
  syntax: 2,
  badArgument: 3,
  idExists: 4,
  inconsistent: 5,
  notExist: 6,
  busy: 8,
  nameExists: 9,
  update: 10,
  home: 12,
} as const

/** A refusal in the tools' words. Texts: illumos usr/src/cmd/oamuser/{user,group}/messages.c. */
export const refuse = (tool: string, text: string, status: number): never => {
  throw new Failure(`UX: ${tool}: ERROR: ${text}\n`, status)
}
/** A warning in their words: the work goes on. */
export const warn = ({ err }: Pick<CommandContext, 'err'>, tool: string, text: string): void => err(`UX: ${tool}: ${text}\n`)

/** Only root may: the first thing that the tools for users look at. */
export function mustBeRoot(tool: string, { user }: Pick<CommandContext, 'user'>): void {
  if (user !== 'root') refuse(tool, 'Permission denied.', EX.noPermission)
}
/** Whether a name can be that of a user; warns of odd ones. (illumos usr/src/cmd/oamuser/lib/vlogin.c) */
export function checkLogin(context: CommandContext, tool: string, name: string, warned = name): void {
  if (name === '' || /[^\x20-\x7e]|:/.test(name)) refuse(tool, `${name} is not a valid login name.  Choose another.`, EX.badArgument)
  if (name.length > 32) refuse(tool, `${name} is too long.  Choose another.`, EX.badArgument)
  if (usersIn(context.files).some((user) => user.name === name)) refuse(tool, `${name} is already in use.  Choose another.`, EX.nameExists)
  if (name.length > 8) warn(context, tool, `${warned} name too long.`)
  if (/[^\w.-]/.test(name)) warn(context, tool, `${warned} name should be all alphanumeric, '-', '_', or '.'`)
  if (!/^[A-Za-z]/.test(name)) warn(context, tool, `${warned} name first character should be alphabetic.`)
  if (!/[a-z]/.test(name)) warn(context, tool, `${warned} name should have at least one lower case character.`)
}
/** The number of a user out of its text. (illumos usr/src/cmd/oamuser/user/useradd.c, lib/vuid.c) */
export function userId(context: CommandContext, tool: string, text: string, shared: boolean): number {
  if (!/^[+-]?\d+$/.test(text)) refuse(tool, `${text} is not a valid user id.  Choose another.`, EX.badArgument)
  const uid = Number(text) < 0 ? Number(text) + 2 ** 32 : Number(text)
  if (uid > DEFAULTS.most) refuse(tool, `uid ${uid} is too big.  Choose another.`, EX.badArgument)
  if (uid > 0 && uid <= DEFAULTS.reserved) warn(context, tool, `WARNING: uid ${uid} is reserved.`)
  if (!shared && usersIn(context.files).some((user) => user.uid === uid)) refuse(tool, `uid ${uid} is already in use.  Choose another.`, EX.idExists)
  return uid
}
/** An existing group by number or name; undefined if there is none. (illumos usr/src/cmd/oamuser/lib/vgroup.c) */
export function groupCalled(context: CommandContext, tool: string, text: string): Group | undefined {
  const groups = groupsIn(context.files)
  const byNumber = /^\d+$/.test(text) ? groups.find(({ gid }) => gid === Number(text)) : undefined
  const found = byNumber ?? groups.find(({ name }) => name === text)
  if (!found && /[^\x20-\x7e]|:|^$/.test(text)) refuse(tool, `${text} is not a valid group id.  Choose another.`, EX.badArgument)
  if (!found && /^\d+$/.test(text) && Number(text) > DEFAULTS.most) refuse(tool, `gid ${text} is too big.  Choose another.`, EX.badArgument)
  if (!byNumber) warnGroupName(context, tool, text)
  return found
}
/** Warns of group names that old tools cannot cope with. (illumos usr/src/cmd/oamuser/lib/vgname.c) */
export function warnGroupName(context: CommandContext, tool: string, name: string): void {
  if (name.length > 8) warn(context, tool, `${name} name too long.`)
  if (/[^a-z0-9]/.test(name)) warn(context, tool, `${name} name should be all lower case or numeric.`)
}
/** The groups of a list, the user's own apart: all wrong ones are told before it is refused. (illumos usr/src/cmd/oamuser/user/val_lgrp.c) */
export function groupList(context: CommandContext, tool: string, list: string, own: number): number[] {
  const ids: number[] = []
  let wrong = false
  for (const text of list.split(',').filter(Boolean)) {
    const group = groupCalled(context, tool, text)
    if (!group) {
      warn(context, tool, `ERROR: group ${text} does not exist.  Choose another.`)
      wrong = true
    } else if (group.gid !== own && !ids.includes(group.gid)) ids.push(group.gid)
  }
  if (wrong) throw new Failure('', EX.badArgument)
  return ids
}
/** The groups with a user in exactly these of them (besides its own), under a new name if it gets one. */
export const withMember = (groups: readonly Group[], name: string, ids: readonly number[], renamed = name): Group[] =>
  groups.map((group) => {
    const others = group.members.filter((member) => member !== name)
    return ids.includes(group.gid) ? { ...group, members: [...others, renamed] } : { ...group, members: others }
  })
/** Whether something is there, and of what kind. */
export function kindAt({ files }: Pick<CommandContext, 'files'>, path: string): 'file' | 'dir' | undefined {
  try {
    const { kind } = files.stat(path)
    return kind === 'link' ? undefined : kind
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}
/** A shell, a skeleton or a base directory must be there. (illumos usr/src/cmd/oamuser/user/useradd.c valid_input) */
export function checkPath(context: CommandContext, tool: string, path: string, what: 'shell' | 'directory'): void {
  if (!path.startsWith('/')) refuse(tool, `${path} is not a full path name.  Choose another.`, EX.badArgument)
  const kind = kindAt(context, path)
  if (!kind) refuse(tool, `${path} is not a valid path.  Choose another.`, EX.badArgument)
  const good = what === 'shell' ? kind === 'file' && (context.files.stat(path).mode & 0o555) === 0o555 : kind === 'dir'
  if (!good) refuse(tool, `${path} is not a valid ${what}.  Choose another.`, EX.badArgument)
}
/** Whether somebody is logged in with that name: the tools look at who is on the terminals. (illumos usr/src/cmd/oamuser/user/isbusy.c) */
export const isLoggedIn = ({ world, server, zone }: Pick<CommandContext, 'world' | 'server' | 'zone'>, name: string): boolean =>
  !zone && world.by('shell', 'server', server).some(({ frames }) => frames[0]?.user === name)
