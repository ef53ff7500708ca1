import { defineCommand, Failure } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { groupsIn, nextId, replaceGroups } from '../../system/accounts/database.ts'
import { EX, refuse, warnGroupName } from '../useradd/oam.ts'
import { checkGroupName, groupId } from './group.ts'

const NAME = 'groupadd'
const USAGE = 'UX: groupadd: ERROR: invalid syntax.\nusage: groupadd [-g gid [-o]] group\n'

export const command = defineCommand({
  name: NAME,
  summary: 'add a group',
  synopsis: ['[-g gid [-o]] group'],
  options: {
    g: { help: 'number of the group; by default one more than the highest', value: 'gid' },
    o: { help: 'that number may be in use' },
  },
  description: ['Adds a line to /etc/group, which is in RAM: after a reboot the group is gone.'],
  source: 'illumos usr/src/cmd/oamuser/group/groupadd.c',
  misuse: (misuse) => ({ stderr: `${illegal(NAME, misuse)}${USAGE}`, status: EX.syntax }),
  run(context, parsed) {
    const [name, ...rest] = parsed.operands
    const number = parsed.get('g')
    if (name === undefined || rest.length > 0 || (parsed.has('o') && number === undefined)) throw new Failure(USAGE, EX.syntax)
    const groups = groupsIn(context.files)
    checkGroupName(context, NAME, name)
    warnGroupName(context, NAME, name)
    const gid = number === undefined ? nextId(groups.map((group) => group.gid)) : groupId(context, NAME, number, parsed.has('o'))
    if (context.user !== 'root' || !replaceGroups(context.files, [...groups, { name, gid, members: [] }]))
      refuse(NAME, 'Cannot update system files - group cannot be created.', EX.update)
    return 0
  },
})
