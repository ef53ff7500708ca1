import { defineCommand, Failure } from '../../shell/command.ts'

/** Form of the list: GNU bash builtins/history.def. */
export const command = defineCommand({
  name: 'history',
  summary: 'list the lines entered on this terminal',
  synopsis: ['[n]'],
  options: {},
  description: ['Lists the lines that were entered on this terminal, numbered; with a number only the last ones.'],
  source: 'GNU bash builtins/history.def',
  limits: 'The list cannot be changed (-c, -d, -s), and it is not written to a file.',
  run({ world, tty, out }, { operands }) {
    const [count] = operands
    if (count !== undefined && !/^\d+$/.test(count)) throw new Failure(`-bash: history: ${count}: numeric argument required\n`)
    const lines = (tty && world.get(`history:${tty.slice(4)}`)?.lines) ?? []
    const from = count === undefined ? 0 : Math.max(0, lines.length - Number(count))
    for (const [i, line] of lines.entries()) if (i >= from) out(`${String(i + 1).padStart(5)}  ${line}\n`)
    return 0
  },
})
