import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { changeAccount, groupIdsOf, groupsIn, replaceGroups, type User, userNamed } from '../../system/accounts/database.ts'
import { createHome, moveHome } from '../useradd/home.ts'
import { checkLogin, checkPath, EX, groupCalled, groupList, isLoggedIn, kindAt, mustBeRoot, refuse, userId, warn, withMember } from '../useradd/oam.ts'

const NAME = 'usermod'
const USAGE = `UX: usermod: ERROR: Invalid syntax.
usage:  usermod -u uid [-o] | -g group | -G group[[,group]...] |
\t\t-d dir [-m] | -s shell | -c comment |
\t\t-l new_logname | -f inactive | -e expire |
\t\t-A authorization [, authorization ...] | -K key=value ... |
\t\t-P profile [, profile ...] | -R role [, role ...] login
`
/** What cannot change while the user is logged in. */
const BUSY = ['u', 'o', 'g', 'm', 'l']

/** The user as it is to be. */
function changedUser(context: CommandContext, parsed: Parsed, user: User): User {
  const name = parsed.get('l') ?? user.name
  if (name !== user.name) checkLogin(context, NAME, name, user.name)
  const number = parsed.get('u')
  const uid = number === undefined || number === String(user.uid) ? user.uid : userId(context, NAME, number, parsed.has('o'))
  const wanted = parsed.get('g')
  const group = wanted === undefined ? undefined : groupCalled(context, NAME, wanted)
  if (wanted !== undefined && !group) refuse(NAME, `group ${wanted} does not exist.  Choose another.`, EX.notExist)
  const home = parsed.get('d') ?? user.home
  if (!home.startsWith('/')) refuse(NAME, `${home} is not a full path name.  Choose another.`, EX.badArgument)
  return { name, uid, gid: group?.gid ?? user.gid, comment: parsed.get('c') ?? user.comment, home, shell: parsed.get('s') ?? user.shell }
}

export const command = defineCommand({
  name: NAME,
  summary: 'change a user',
  synopsis: ['[-u uid [-o]] [-g group] [-G group[,group...]] [-d dir [-m]] [-s shell] [-c comment] [-l new_logname] [-f inactive] login'],
  options: {
    u: { help: 'number of the user', value: 'uid' },
    o: { help: 'that number may be in use' },
    g: { help: 'group of the user, by name or number', value: 'group' },
    G: { help: 'further groups, instead of those it is in', value: 'groups' },
    d: { help: 'home directory', value: 'dir' },
    m: { help: 'move what is in the old home directory to the new one' },
    s: { help: 'shell', value: 'shell' },
    c: { help: 'comment', value: 'comment' },
    l: { help: 'another name', value: 'new_logname' },
    f: { help: 'days without a login after which it is closed', value: 'inactive' },
    e: { help: 'day on which it is closed', value: 'expire', fidelity: 'not modelled' },
    p: { help: 'projects', value: 'projects', fidelity: 'not modelled' },
    A: { help: 'authorizations', value: 'authorizations', fidelity: 'not modelled' },
    P: { help: 'profiles', value: 'profiles', fidelity: 'not modelled' },
    R: { help: 'roles', value: 'roles', fidelity: 'not modelled' },
    K: { help: 'key of /etc/user_attr', value: 'key=value', fidelity: 'not modelled' },
    z: { help: 'make the home directory a ZFS filesystem', fidelity: 'not modelled' },
    Z: { help: 'make the home directory a plain directory', fidelity: 'not modelled' },
  },
  description: ['Changes the line of a user in /etc/passwd. Its name and the days of -f are in /etc/shadow, too, and those changes need both files.'],
  source: 'illumos usr/src/cmd/oamuser/user/usermod.c, usr/src/cmd/passmgmt/passmgmt.c',
  limits: '-e, -p, -A, -P, -R, -K, -z and -Z are not simulated.',
  misuse: () => ({ stderr: USAGE, status: EX.syntax }),
  run(context, parsed) {
    const { files } = context
    mustBeRoot(NAME, context)
    for (const option of ['e', 'p', 'A', 'P', 'R', 'K', 'z', 'Z']) if (parsed.has(option)) throw new Failure(`usermod: -${option} is not simulated\n`)
    const [name, ...rest] = parsed.operands
    const any = ['u', 'o', 'g', 'G', 'd', 'm', 's', 'c', 'l', 'f'].some((option) => parsed.has(option))
    if (name === undefined || rest.length > 0 || !any || (parsed.has('o') && !parsed.has('u')) || (parsed.has('m') && !parsed.has('d'))) {
      throw new Failure(USAGE, EX.syntax)
    }
    const user = userNamed(files, name)
    if (!user) return refuse(NAME, `${name} does not exist.`, EX.notExist)
    if (isLoggedIn(context, name)) {
      if (BUSY.some((option) => parsed.has(option))) refuse(NAME, `${name} is in use.  Cannot change it.`, EX.busy)
      warn(context, NAME, `${name} is currently logged in, some changes may not take effect until next login.`)
    }
    const after = changedUser(context, parsed, user)
    const groups = parsed.get('G') === undefined ? groupIdsOf(files, user).slice(1) : groupList(context, NAME, parsed.get('G') ?? '', after.gid)
    const inactive = parsed.get('f')
    if (inactive !== undefined && !/^\d+$/.test(inactive)) refuse(NAME, `${inactive} is not a valid inactivity period.  Choose another.`, EX.badArgument)
    if (parsed.has('m') && after.home !== user.home) {
      if (!kindAt(context, after.home)) createHome(context, NAME, after.home, after)
      moveHome(context, user.home, after.home, after)
    }
    if (parsed.has('s') && after.shell !== user.shell) checkPath(context, NAME, after.shell, 'shell')
    const failed = (status: number): never => refuse(NAME, 'Cannot update system files - login cannot be modified.', status)
    if (parsed.has('G') && !replaceGroups(files, withMember(groupsIn(files), name, groups))) failed(EX.update)
    const shadow = (before: readonly string[] | undefined): readonly string[] =>
      [after.name, ...(before ?? [name, '*LK*', '', '', '', '', '', '', '']).slice(1)].map((field, i) =>
        i === 6 && inactive !== undefined ? (inactive === '0' ? '' : inactive) : field,
      )
    const both = after.name !== name || inactive !== undefined
    if (!changeAccount(files, { name, user: after, ...(both && { shadow }) })) failed(6)
    if (after.name !== name) replaceGroups(files, withMember(groupsIn(files), name, groups, after.name))
    return 0
  },
})
