import { defineCommand } from '../../shell/command.ts'
import { clear } from '../../system/console/tty.ts'

export const command = defineCommand({
  name: 'reset',
  summary: 'empty the terminal and put it in order',
  synopsis: [''],
  options: {},
  description: ['Takes what was printed off the screen.'],
  source: 'illumos man1/tset.1b',
  run({ sim, tty }) {
    if (tty) clear(sim, tty)
    return 0
  },
})
