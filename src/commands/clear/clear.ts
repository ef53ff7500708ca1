import { defineCommand } from '../../shell/command.ts'
import { clear } from '../../system/console/tty.ts'

export const command = defineCommand({
  name: 'clear',
  summary: 'empty the terminal',
  synopsis: [''],
  options: {},
  description: ['Takes what was printed off the screen.'],
  source: 'illumos man1/clear.1',
  run({ sim, tty }) {
    if (tty) clear(sim, tty)
    return 0
  },
})
