import { defineCommand } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { giveAll, groupId, ownerAndFiles, ownerOptions } from '../chown/owner.ts'

const USAGE =
  'usage:\n\tchgrp [-fhR] group file ...\n\tchgrp -R [-f] [-H|-L|-P] group file ...\n\tchgrp -s [-fhR] groupsid file ...\n\tchgrp -s -R [-f] [-H|-L|-P] groupsid file ...\n'

export const command = defineCommand({
  name: 'chgrp',
  summary: 'give files to another group',
  synopsis: ['[-fR] group file ...'],
  options: ownerOptions('groups'),
  description: ['Gives files to a group, by name or number.'],
  source: 'illumos usr/src/cmd/chgrp/chgrp.c',
  limits: '-h, -H, -L and -s are not simulated.',
  misuse: (misuse) => ({ stderr: `${illegal('chgrp', misuse)}${USAGE}`, status: 2 }),
  run(context, parsed) {
    const [group, names] = ownerAndFiles('chgrp', parsed, USAGE)
    return giveAll(context, 'chgrp', names, { gid: groupId(context, 'chgrp', group, 'unknown group:') }, parsed)
  },
})
