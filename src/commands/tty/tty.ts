import { defineCommand } from '../../shell/command.ts'

/** illumos usr/src/cmd/tty/tty.c */
export const command = defineCommand({
  name: 'tty',
  summary: 'print the name of the terminal',
  synopsis: ['[-s]'],
  options: { s: { help: 'print nothing: only the exit status tells' } },
  description: ['Prints the device of the terminal. Ends with 1 if there is none.'],
  source: 'illumos usr/src/cmd/tty/tty.c',
  run({ world, tty, out }, parsed) {
    const name = tty && world.get(tty)?.name
    if (!parsed.has('s')) out(name ? `/dev/${name}\n` : 'not a tty\n')
    return name ? 0 : 1
  },
})
