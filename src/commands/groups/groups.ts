import { defineCommand } from '../../shell/command.ts'
import { groupIdsOf, userNamed } from '../../system/accounts/database.ts'
import { accountName } from '../../system/platform/accounts.ts'

export const command = defineCommand({
  name: 'groups',
  summary: 'print the groups of a user',
  synopsis: ['[user ...]'],
  options: {},
  description: ['Prints the names of the groups that a user is in, its own first.'],
  source: 'illumos usr/src/cmd/groups/groups.c',
  run({ files, user, out, err }, { operands }) {
    let status = 0
    for (const name of operands.length > 0 ? operands : [user]) {
      const account = userNamed(files, name)
      if (!account) {
        err(`groups: ${name} : No such user\n`)
        status = 1
        continue
      }
      const names = groupIdsOf(files, account).map((gid) => accountName(files, '/etc/group', gid))
      out(`${operands.length > 1 ? `${name} : ` : ''}${names.join(' ')}\n`)
    }
    return status
  },
})
