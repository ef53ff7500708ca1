import { defineCommand, Failure } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { giveAll, groupId } from '../chown/owner.ts'

const USAGE =
  'usage:\n\tchgrp [-fhR] group file ...\n\tchgrp -R [-f] [-H|-L|-P] group file ...\n\tchgrp -s [-fhR] groupsid file ...\n\tchgrp -s -R [-f] [-H|-L|-P] groupsid file ...\n'

export const command = defineCommand({
  name: 'chgrp',
  summary: 'give files to another group',
  synopsis: ['[-fR] group file ...'],
  options: {
    f: { help: 'without complaints' },
    R: { help: 'also what is below directories; links are left alone' },
    h: { help: 'links themselves', fidelity: 'not modelled' },
    H: { help: 'with -R: follow links that are named', fidelity: 'not modelled' },
    L: { help: 'with -R: follow links', fidelity: 'not modelled' },
    P: { help: 'with -R: follow no links' },
    s: { help: 'groups are Windows SIDs', fidelity: 'not modelled' },
  },
  description: ['Gives files to a group, by name or number.'],
  source: 'illumos usr/src/cmd/chgrp/chgrp.c',
  limits: '-h, -H, -L and -s are not simulated.',
  misuse: (misuse) => ({ stderr: `${illegal('chgrp', misuse)}${USAGE}`, status: 2 }),
  run(context, parsed) {
    for (const option of ['h', 'H', 'L', 's']) if (parsed.has(option)) throw new Failure(`chgrp: -${option} is not simulated\n`)
    const [group, ...names] = parsed.operands
    if (group === undefined || names.length === 0 || (parsed.has('P') && !parsed.has('R'))) throw new Failure(USAGE, 2)
    return giveAll(context, 'chgrp', names, { gid: groupId(context, 'chgrp', group, 'unknown group:') }, parsed)
  },
})
