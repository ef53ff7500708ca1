import type { Credentials } from '../files/access.ts'
import { FileError, type Files } from '../files/files.ts'

/** A user, as a line of passwd(5) has it. */
export interface User {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly comment: string
  readonly home: string
  readonly shell: string
}
/** A group, as a line of group(5) has it. */
export interface Group {
  readonly name: string
  readonly gid: number
  readonly members: readonly string[]
}
/** The files of accounts. */
export const PASSWD = '/etc/passwd'
export const SHADOW = '/etc/shadow'
export const GROUP = '/etc/group'

/** What a user without a shell gets, and the groups' bounds. (illumos usr/src/head/userdefs.h, uts/common/sys/param.h) */
export const DEFAULTS = { shell: '/bin/sh', group: 1, groupName: 'other', parent: '/home', skeleton: '/etc/skel', reserved: 99, most: 2147483647 } as const

/** The lines of a file, split into their fields; none if it cannot be read. */
export function fieldsOf(files: Files, path: string): string[][] {
  try {
    return files
      .read(path)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(':'))
  } catch (error) {
    if (error instanceof FileError) return []
    throw error
  }
}
const userOf = ([name = '', , uid = '', gid = '', comment = '', home = '', shell = '']: readonly string[]): User => ({
  name,
  uid: Number(uid),
  gid: Number(gid),
  comment,
  home,
  shell,
})
/** All users, in the order of the file. */
export const usersIn = (files: Files): User[] => fieldsOf(files, PASSWD).map(userOf)
/** A user by name. */
export const userNamed = (files: Files, name: string): User | undefined => usersIn(files).find((user) => user.name === name)
/** All groups, in the order of the file. */
export const groupsIn = (files: Files): Group[] =>
  fieldsOf(files, GROUP).map(([name = '', , gid = '', members = '']) => ({ name, gid: Number(gid), members: members.split(',').filter(Boolean) }))
/** The numbers of the groups that a user is in: its own first, then those that list it. */
export function groupIdsOf(files: Files, user: User): number[] {
  const others = groupsIn(files).filter(({ gid, members }) => members.includes(user.name) && gid !== user.gid)
  return [user.gid, ...others.map(({ gid }) => gid)]
}
/** As whom a user uses files; undefined for root, who may all. Nobody knows a name that is not in /etc/passwd: it gets the number of nobody. */
export function credentialsOf(files: Files, name: string): Credentials | undefined {
  if (name === 'root') return undefined
  const user = userNamed(files, name)
  return user ? { uid: user.uid, gids: groupIdsOf(files, user) } : { uid: 60001, gids: [60001] }
}
/** What is kept of a user's password: the hash, `NP`, `*LK*…` or nothing; undefined without a line for that user. */
export const secretOf = (files: Files, name: string): string | undefined => fieldsOf(files, SHADOW).find(([login]) => login === name)?.[1]

/** One line of passwd(5). */
export const passwdLine = ({ name, uid, gid, comment, home, shell }: User): string => `${name}:x:${uid}:${gid}:${comment}:${home}:${shell}\n`
/** One line of group(5). */
export const groupLine = ({ name, gid, members }: Group): string => `${name}::${gid}:${members.join(',')}\n`
const joined = (lines: readonly (readonly string[])[]): string => lines.map((line) => `${line.join(':')}\n`).join('')

/** Writes a new text beside a file and puts it in its place: false if that place cannot be taken, and then nothing has changed. */
function replace(files: Files, path: string, beside: string, text: string): boolean {
  try {
    const { mode, uid, gid } = files.stat(path)
    files.write(beside, text)
    files.chmod(beside, mode)
    files.chown(beside, uid, gid)
    files.rename(beside, path)
    return true
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (files.exists(beside)) files.remove(beside)
    return false
  }
}
/** Another text for the groups. (illumos usr/src/cmd/oamuser/user/groups.c) */
export const replaceGroups = (files: Files, groups: readonly Group[]): boolean => replace(files, GROUP, '/etc/gtmp', groups.map(groupLine).join(''))

/** What changes in the two files of users: a line each, or none. */
export interface AccountChange {
  /** Name of the line to replace; a new line goes to the end. */
  readonly name: string
  /** The user afterwards; undefined removes it. */
  readonly user: User | undefined
  /** Fields of the line in the shadow file afterwards, if that file changes. */
  readonly shadow?: (before: readonly string[] | undefined) => readonly string[] | undefined
}
const changed = (lines: readonly string[][], name: string, line: readonly string[] | undefined): (readonly string[])[] => {
  const after = lines.flatMap((one) => (one[0] === name ? (line ? [line] : []) : [one]))
  return line && !lines.some(([login]) => login === name) ? [...after, line] : after
}
/**
 * Changes both files of users, as passmgmt does: the new texts are written beside the old ones and take their places.
 * A shadow file that is itself a mount, as on a node that was set up, cannot be replaced so: then /etc/passwd gets its
 * old text back, too, and nothing has changed. (illumos usr/src/cmd/passmgmt/passmgmt.c)
 */
export function changeAccount(files: Files, { name, user, shadow }: AccountChange): boolean {
  const before = fieldsOf(files, PASSWD)
  const line = user && passwdLine(user).trimEnd().split(':')
  if (!replace(files, PASSWD, '/etc/ptmp', joined(changed(before, name, line)))) return false
  if (!shadow) return true
  const secrets = fieldsOf(files, SHADOW)
  const secret = shadow(secrets.find(([login]) => login === name))
  if (replace(files, SHADOW, '/etc/stmp', joined(changed(secrets, name, secret)))) return true
  replace(files, PASSWD, '/etc/ptmp', joined(before))
  return false
}
/** Changes one line of the shadow file, as passwdutil does: false if there is none, or if the file cannot be replaced. (illumos usr/src/lib/passwdutil/files_attr.c) */
export function changeSecret(files: Files, name: string, change: (fields: readonly string[]) => readonly string[]): boolean {
  const secrets = fieldsOf(files, SHADOW)
  const own = secrets.find(([login]) => login === name)
  return own !== undefined && replace(files, SHADOW, '/etc/stmp', joined(changed(secrets, name, change(own))))
}
/** The next free number for a user or a group: one more than the highest, the ones of nobody and its like apart. (illumos usr/src/lib/libcmdutils/common/uid.c) */
export function nextId(taken: readonly number[]): number {
  const reserved = new Set([60001, 60002, 65534])
  let id = DEFAULTS.reserved + 1
  for (const one of taken) if (!reserved.has(one) && one >= id) id = one + 1
  while (reserved.has(id)) id++
  return id
}
