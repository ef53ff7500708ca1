import type { CommandContext } from '../../shell/command.ts'
import { DEFAULTS, groupsIn } from '../../system/accounts/database.ts'
import { EX, refuse, warn } from '../useradd/oam.ts'

/** Whether a name can be that of a new group. (illumos usr/src/cmd/oamuser/lib/vgname.c) */
export function checkGroupName(context: CommandContext, tool: string, name: string): void {
  if (name === '' || /[^\x20-\x7e]|:/.test(name)) refuse(tool, `${name} is not a valid group name.  Choose another.`, EX.badArgument)
  if (groupsIn(context.files).some((group) => group.name === name)) refuse(tool, `${name} is already in use.  Choose another.`, EX.nameExists)
}
/** The number of a group out of its text. (illumos usr/src/cmd/oamuser/group/groupadd.c, lib/vgid.c) */
export function groupId(context: CommandContext, tool: string, text: string, shared: boolean): number {
  if (!/^[+-]?\d+$/.test(text)) refuse(tool, `${text} is not a valid group id.  Choose another.`, EX.badArgument)
  const gid = Number(text) < 0 ? Number(text) + 2 ** 32 : Number(text)
  if (gid > DEFAULTS.most) refuse(tool, `Group id ${gid} is too big.  Choose another.`, EX.badArgument)
  const taken = groupsIn(context.files).some((group) => group.gid === gid)
  if (taken && !shared) refuse(tool, `${text} is already in use.  Choose another.`, EX.idExists)
  if (!taken && gid <= DEFAULTS.reserved) warn(context, tool, `WARNING: gid ${gid} is reserved.`)
  return gid
}
