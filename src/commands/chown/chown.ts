import { defineCommand } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { giveAll, groupId, ownerAndFiles, ownerOptions, userId } from './owner.ts'

const USAGE =
  'usage:\n\tchown [-fhR] owner[:group] file...\n\tchown -R [-f] [-H|-L|-P] owner[:group] file...\n\tchown -s [-fhR] ownersid[:groupsid] file...\n\tchown -s -R [-f] [-H|-L|-P] ownersid[:groupsid] file...\n'

export const command = defineCommand({
  name: 'chown',
  summary: 'give files to another user',
  synopsis: ['[-fR] owner[:group] file ...'],
  options: ownerOptions('owners'),
  description: ['Gives files to a user, and with a colon to a group; both by name or number.'],
  source: 'illumos usr/src/cmd/chown/chown.c',
  limits: '-h, -H, -L and -s are not simulated.',
  misuse: (misuse) => ({ stderr: `${illegal('chown', misuse)}${USAGE}`, status: 2 }),
  run(context, parsed) {
    const [owner, names] = ownerAndFiles('chown', parsed, USAGE)
    const colon = owner.indexOf(':')
    const gid = colon < 0 ? undefined : groupId(context, 'chown', owner.slice(colon + 1), 'unknown group id')
    const uid = userId(context, colon < 0 ? owner : owner.slice(0, colon))
    return giveAll(context, 'chown', names, { uid, gid }, parsed)
  },
})
