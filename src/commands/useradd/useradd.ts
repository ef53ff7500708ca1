import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { changeAccount, DEFAULTS, groupsIn, nextId, replaceGroups, type User, usersIn } from '../../system/accounts/database.ts'
import { FileError } from '../../system/files/files.ts'
import { createHome } from './home.ts'
import { checkLogin, checkPath, EX, groupCalled, groupList, kindAt, mustBeRoot, refuse, userId, warn, withMember } from './oam.ts'

const NAME = 'useradd'
const USAGE = `UX: useradd: ERROR: invalid syntax.
usage:  useradd [-u uid [-o] | -g group | -G group[[,group]...] |-d dir | -b base_dir |
\t\t-s shell | -c comment | -m [-k skel_dir] | -f inactive |
\t\t-e expire | -A authorization [, authorization ...] |
\t\t-P profile [, profile ...] | -R role [, role ...] |
\t\t-K key=value | -p project [, project ...]] login
\tuseradd -D [-g group | -b base_dir | -f inactive | -e expire
\t\t-A authorization [, authorization ...] |
\t\t-P profile [, profile ...] | -R role [, role ...] |
\t\t-K key=value ... -p project] | [-s shell] | [-k skel_dir]
`
/** Where the tool keeps its defaults: in /usr, which is part of the image and read-only. */
const DEFAULTS_FILE = '/usr/sadm/defadduser'

/** `-D`: writes the defaults down before it shows them, and that is where it ends on a node. */
function defaults(context: CommandContext, parsed: Parsed): number {
  if (parsed.operands.length > 0 || ['u', 'o', 'G', 'd', 'm', 'c'].some((option) => parsed.has(option))) throw new Failure(USAGE, EX.syntax)
  const group = parsed.get('g')
  if (group !== undefined && !groupCalled(context, NAME, group)) refuse(NAME, `group ${group} does not exist.  Choose another.`, EX.notExist)
  try {
    context.files.write(DEFAULTS_FILE, '')
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    warn(context, NAME, 'ERROR: Unexpected failure.  Defaults unchanged.')
  }
  return refuse(NAME, 'Cannot update system files - login cannot be created.', EX.update)
}
/** Days without a login after which the account is closed, as the shadow file has them: none for 0. */
function inactivity(tool: string, text: string | undefined): string {
  if (text === undefined || text === '0') return ''
  if (!/^\d+$/.test(text)) refuse(tool, `${text} is not a valid inactivity period.  Choose another.`, EX.badArgument)
  return text
}

export const command = defineCommand({
  name: NAME,
  summary: 'add a user',
  synopsis: ['[-u uid [-o]] [-g group] [-G group[,group...]] [-d dir | -b base_dir] [-m [-k skel_dir]] [-s shell] [-c comment] [-f inactive] login', '-D'],
  options: {
    u: { help: 'number of the user; by default one more than the highest', value: 'uid' },
    o: { help: 'that number may be in use' },
    g: { help: 'group of the user, by name or number; by default other', value: 'group' },
    G: { help: 'further groups', value: 'groups' },
    d: { help: 'home directory', value: 'dir' },
    b: { help: 'directory above the home directory; by default /home', value: 'base_dir' },
    m: { help: 'make the home directory, with what is in the skeleton' },
    k: { help: 'skeleton; by default /etc/skel', value: 'skel_dir' },
    s: { help: 'shell; by default /bin/sh', value: 'shell' },
    c: { help: 'comment, such as the full name', value: 'comment' },
    f: { help: 'days without a login after which it is closed', value: 'inactive' },
    e: { help: 'day on which it is closed', value: 'expire', fidelity: 'not modelled' },
    D: { help: 'show or change the defaults: they are in /usr, which cannot be written' },
    p: { help: 'projects', value: 'projects', fidelity: 'not modelled' },
    A: { help: 'authorizations', value: 'authorizations', fidelity: 'not modelled' },
    P: { help: 'profiles', value: 'profiles', fidelity: 'not modelled' },
    R: { help: 'roles', value: 'roles', fidelity: 'not modelled' },
    K: { help: 'key of /etc/user_attr', value: 'key=value', fidelity: 'not modelled' },
    z: { help: 'make the home directory a ZFS filesystem', fidelity: 'not modelled' },
    Z: { help: 'make the home directory a plain directory', fidelity: 'not modelled' },
  },
  description: [
    'Adds a line to /etc/passwd and one to /etc/shadow: without a password, locked until passwd(1) gives it one.',
    'On a node that was set up /etc/shadow is a mount of /usbkey/shadow, which cannot be replaced: first umount /etc/shadow. And /etc is in RAM: after a reboot the user is gone.',
  ],
  examples: [{ line: 'useradd -m -d /home/ada -s /usr/bin/bash ada', text: 'A user with a home directory.' }],
  source: 'illumos usr/src/cmd/oamuser/user/useradd.c, usr/src/cmd/passmgmt/passmgmt.c',
  limits: '-e, -p, -A, -P, -R, -K, -z and -Z are not simulated.',
  misuse: () => ({ stderr: USAGE, status: EX.syntax }),
  run(context, parsed) {
    mustBeRoot(NAME, context)
    for (const option of ['e', 'p', 'A', 'P', 'R', 'K', 'z', 'Z']) if (parsed.has(option)) throw new Failure(`useradd: -${option} is not simulated\n`)
    if (parsed.has('D')) return defaults(context, parsed)
    const [name, ...rest] = parsed.operands
    if (name === undefined || rest.length > 0 || (parsed.has('k') && !parsed.has('m'))) throw new Failure(USAGE, EX.syntax)
    checkLogin(context, NAME, name)
    const users = usersIn(context.files)
    const number = parsed.get('u')
    const uid = number === undefined ? nextId(users.map((user) => user.uid)) : userId(context, NAME, number, parsed.has('o'))
    const wanted = parsed.get('g')
    const group = wanted === undefined ? undefined : groupCalled(context, NAME, wanted)
    if (wanted !== undefined && !group) refuse(NAME, `group ${wanted} does not exist.  Choose another.`, EX.notExist)
    const gid = group?.gid ?? DEFAULTS.group
    const groups = groupList(context, NAME, parsed.get('G') ?? '', gid)
    const base = parsed.get('b')
    if (base !== undefined) checkPath(context, NAME, base, 'directory')
    const home = parsed.get('d') ?? `${base ?? DEFAULTS.parent}/${name}`
    if (!home.startsWith('/')) refuse(NAME, `${home} is not a full path name.  Choose another.`, EX.badArgument)
    const shell = parsed.get('s') ?? DEFAULTS.shell
    if (parsed.has('s')) checkPath(context, NAME, shell, 'shell')
    const skeleton = parsed.get('k') ?? DEFAULTS.skeleton
    if (parsed.has('k')) checkPath(context, NAME, skeleton, 'directory')
    const inactive = inactivity(NAME, parsed.get('f'))
    add(context, { name, uid, gid, comment: parsed.get('c') ?? '', home, shell }, groups, inactive, parsed.has('m') ? skeleton : undefined)
    return 0
  },
})
/** Writes the user down, puts it into its groups and makes its home directory; takes all back if that cannot be made. */
function add(context: CommandContext, user: User, groups: readonly number[], inactive: string, skeleton: string | undefined): void {
  const { files } = context
  const failed = (status: number): never => refuse(NAME, 'Cannot update system files - login cannot be created.', status)
  const makeHome = skeleton !== undefined && kindAt(context, user.home) === undefined
  if (skeleton !== undefined && !makeHome && !mayEnter(context, user)) warn(context, NAME, `WARNING: ${user.name} has no permissions to use ${user.home}.`)
  // passmgmt ends with 6 when it cannot put the files in their places.
  if (!changeAccount(files, { name: user.name, user, shadow: () => [user.name, '*LK*', '', '', '', '', inactive, '', ''] })) failed(6)
  if (groups.length > 0 && !replaceGroups(files, withMember(groupsIn(files), user.name, groups))) failed(EX.update)
  if (!makeHome) return
  try {
    createHome(context, NAME, user.home, user, skeleton)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    replaceGroups(files, withMember(groupsIn(files), user.name, []))
    changeAccount(files, { name: user.name, user: undefined, shadow: () => undefined })
    throw error
  }
}
/** Whether a user may enter a directory that is there already. (illumos usr/src/cmd/oamuser/lib/file.c check_perm) */
function mayEnter({ files }: CommandContext, { uid, gid, home }: User): boolean {
  const node = files.stat(home)
  return node.kind === 'dir' && ((node.uid === uid && (node.mode & 0o100) > 0) || (node.gid === gid && (node.mode & 0o010) > 0) || (node.mode & 1) > 0)
}
