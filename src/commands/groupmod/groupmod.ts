import { defineCommand, Failure } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { groupsIn, replaceGroups } from '../../system/accounts/database.ts'
import { checkGroupName, groupId } from '../groupadd/group.ts'
import { EX, refuse, warnGroupName } from '../useradd/oam.ts'

const NAME = 'groupmod'
const USAGE = 'UX: groupmod: ERROR: invalid syntax.\nusage: groupmod -g gid [-o] | -n name group\n'

export const command = defineCommand({
  name: NAME,
  summary: 'change a group',
  synopsis: ['[-g gid [-o]] [-n name] group'],
  options: {
    g: { help: 'another number', value: 'gid' },
    o: { help: 'that number may be in use' },
    n: { help: 'another name', value: 'name' },
  },
  description: ['Changes the line of a group in /etc/group. Files of that group keep the number that they have.'],
  source: 'illumos usr/src/cmd/oamuser/group/groupmod.c',
  misuse: (misuse) => ({ stderr: `${illegal(NAME, misuse)}${USAGE}`, status: EX.syntax }),
  run(context, parsed) {
    const [name, ...rest] = parsed.operands
    const number = parsed.get('g')
    const renamed = parsed.get('n')
    if (name === undefined || rest.length > 0 || (parsed.has('o') && number === undefined)) throw new Failure(USAGE, EX.syntax)
    const gid = number === undefined ? undefined : groupId(context, NAME, number, parsed.has('o'))
    if (renamed !== undefined) {
      checkGroupName(context, NAME, renamed)
      warnGroupName(context, NAME, renamed)
    }
    const groups = groupsIn(context.files)
    if (context.user !== 'root') refuse(NAME, 'Cannot update system files - group cannot be modified.', EX.update)
    if (!groups.some((group) => group.name === name)) refuse(NAME, `${name} does not exist.`, EX.notExist)
    const after = groups.map((group) => (group.name === name ? { ...group, name: renamed ?? name, gid: gid ?? group.gid } : group))
    if (!replaceGroups(context.files, after)) refuse(NAME, 'Cannot update system files - group cannot be modified.', EX.update)
    return 0
  },
})
