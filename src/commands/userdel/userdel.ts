import { defineCommand, Failure } from '../../shell/command.ts'
import { changeAccount, groupsIn, replaceGroups, userNamed } from '../../system/accounts/database.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import { EX, isLoggedIn, mustBeRoot, refuse, warn, withMember } from '../useradd/oam.ts'

const NAME = 'userdel'
const USAGE = 'UX: userdel: ERROR: Invalid syntax.\nusage:  userdel [-r] login\n'

export const command = defineCommand({
  name: NAME,
  summary: 'take a user away',
  synopsis: ['[-r] login'],
  options: { r: { help: 'its home directory, too' } },
  description: ['Takes the lines of a user out of /etc/passwd and /etc/shadow, and its name out of all groups. Files that it owns elsewhere stay.'],
  source: 'illumos usr/src/cmd/oamuser/user/userdel.c',
  misuse: () => ({ stderr: USAGE, status: EX.syntax }),
  run(context, parsed) {
    const { files } = context
    mustBeRoot(NAME, context)
    const [name, ...rest] = parsed.operands
    if (name === undefined || rest.length > 0) throw new Failure(USAGE, EX.syntax)
    const user = userNamed(files, name)
    if (!user) return refuse(NAME, `${name} does not exist.`, EX.notExist)
    if (isLoggedIn(context, name)) refuse(NAME, `${name} is in use.  Cannot remove it.`, EX.busy)
    if (parsed.has('r')) {
      try {
        const { kind, uid } = files.stat(user.home)
        if (kind !== 'dir' || uid !== user.uid) {
          warn(context, NAME, `WARNING: ${name} has no permissions to use ${user.home}.`)
          return EX.home
        }
        if (files.realpath(user.home) !== '/') files.remove(user.home, true)
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        if (error.code === 'ENOENT') refuse(NAME, `Unable to find status about home directory: ${strerror(error.code)}.`, EX.home)
        refuse(NAME, 'Unable to remove files from home directory.', EX.home)
      }
    }
    if (!changeAccount(files, { name, user: undefined, shadow: () => undefined })) refuse(NAME, 'Cannot update system files - login cannot be deleted.', 6)
    if (!replaceGroups(files, withMember(groupsIn(files), name, []))) refuse(NAME, 'Cannot update system files - login cannot be deleted.', EX.update)
    return 0
  },
})
