import { defineCommand } from '../../shell/command.ts'

export const command = defineCommand({
  name: 'whoami',
  summary: 'print the name of the user',
  synopsis: [''],
  options: {},
  description: ['Prints the name of the user that runs it.'],
  source: 'illumos man1b/whoami.1b',
  run({ user, out }) {
    out(`${user}\n`)
    return 0
  },
})
