import { defineCommand, Failure } from '../../shell/command.ts'
import { groupsIn, replaceGroups } from '../../system/accounts/database.ts'
import { EX, refuse } from '../useradd/oam.ts'

const USAGE = 'UX: groupdel: ERROR: invalid syntax.\nusage: groupdel group\n'

export const command = defineCommand({
  name: 'groupdel',
  summary: 'take a group away',
  synopsis: ['group'],
  options: {},
  description: ['Takes the line of a group out of /etc/group. Files of that group keep its number.'],
  source: 'illumos usr/src/cmd/oamuser/group/groupdel.c, del_group.c',
  misuse: () => ({ stderr: USAGE, status: EX.syntax }),
  run({ files, user }, { operands: [name, ...rest] }) {
    if (name === undefined || rest.length > 0) throw new Failure(USAGE, EX.syntax)
    const groups = groupsIn(files)
    const others = groups.filter((group) => group.name !== name)
    // The file beside the old one is made before it is looked for the group: whoever may not write in /etc learns no more.
    if (user !== 'root') refuse('groupdel', 'Cannot update system files - group cannot be deleted.', EX.update)
    if (others.length === groups.length) refuse('groupdel', `${name} does not exist.`, EX.notExist)
    if (!replaceGroups(files, others)) refuse('groupdel', 'Cannot update system files - group cannot be deleted.', EX.update)
    return 0
  },
})
