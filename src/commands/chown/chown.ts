import { defineCommand, Failure } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { giveAll, groupId, userId } from './owner.ts'

const USAGE =
  'usage:\n\tchown [-fhR] owner[:group] file...\n\tchown -R [-f] [-H|-L|-P] owner[:group] file...\n\tchown -s [-fhR] ownersid[:groupsid] file...\n\tchown -s -R [-f] [-H|-L|-P] ownersid[:groupsid] file...\n'

export const command = defineCommand({
  name: 'chown',
  summary: 'give files to another user',
  synopsis: ['[-fR] owner[:group] file ...'],
  options: {
    f: { help: 'without complaints' },
    R: { help: 'also what is below directories; links are left alone' },
    h: { help: 'links themselves', fidelity: 'not modelled' },
    H: { help: 'with -R: follow links that are named', fidelity: 'not modelled' },
    L: { help: 'with -R: follow links', fidelity: 'not modelled' },
    P: { help: 'with -R: follow no links' },
    s: { help: 'owners are Windows SIDs', fidelity: 'not modelled' },
  },
  description: ['Gives files to a user, and with a colon to a group; both by name or number.'],
  source: 'illumos usr/src/cmd/chown/chown.c',
  limits: '-h, -H, -L and -s are not simulated.',
  misuse: (misuse) => ({ stderr: `${illegal('chown', misuse)}${USAGE}`, status: 2 }),
  run(context, parsed) {
    for (const option of ['h', 'H', 'L', 's']) if (parsed.has(option)) throw new Failure(`chown: -${option} is not simulated\n`)
    const [owner, ...names] = parsed.operands
    if (owner === undefined || names.length === 0 || (parsed.has('P') && !parsed.has('R'))) throw new Failure(USAGE, 2)
    const colon = owner.indexOf(':')
    const gid = colon < 0 ? undefined : groupId(context, 'chown', owner.slice(colon + 1), 'unknown group id')
    const uid = userId(context, colon < 0 ? owner : owner.slice(0, colon))
    return giveAll(context, 'chown', names, { uid, gid }, parsed)
  },
})
