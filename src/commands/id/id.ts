import { defineCommand, Failure } from '../../shell/command.ts'
import { findAccount } from '../../system/platform/accounts.ts'

/** Output: illumos usr/src/cmd/id/id.c. */
export const command = defineCommand({
  name: 'id',
  summary: 'print the user and the group',
  synopsis: ['[-u|-g] [-n] [user]'],
  options: {
    u: { help: 'only the number of the user' },
    g: { help: 'only the number of the group' },
    n: { help: 'with -u or -g: the name instead of the number' },
  },
  description: ['Prints number and name of the user, and of its group.'],
  source: 'illumos usr/src/cmd/id/id.c',
  misuse: (misuse) => ({
    stderr: `${misuse.kind === 'unknown option' ? `id: illegal option -- ${misuse.option}\n` : ''}usage: id [-p] [user]\n       id -a [-p] [user]\n       id -G [-n] [user]\n       id -g [-nr] [user]\n       id -u [-nr] [user]\n`,
    status: 2,
  }),
  run({ files, user, out }, parsed) {
    const name = parsed.operands[0] ?? user
    const entry = findAccount(files, '/etc/passwd', ([login]) => login === name)
    if (!entry) throw new Failure(`id: invalid user name: "${name}"\n`)
    const [, , uid = '0', gid = '0'] = entry
    const group = findAccount(files, '/etc/group', (fields) => fields[2] === gid)?.[0] ?? gid
    if (parsed.has('u')) out(`${parsed.has('n') ? name : uid}\n`)
    else if (parsed.has('g')) out(`${parsed.has('n') ? group : gid}\n`)
    else out(`uid=${uid}(${name}) gid=${gid}(${group})\n`)
    return 0
  },
})
