import { defineCommand, Failure } from '../../shell/command.ts'

const UNIT: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }

/** Forms of the interval: ksh93's sleep, which illumos has as /usr/bin/sleep. */
export const command = defineCommand({
  name: 'sleep',
  summary: 'let simulated time pass',
  synopsis: ['interval[s|m|h|d]'],
  options: {},
  description: ['Waits for that many seconds, or minutes, hours or days. It is simulated time: how long it takes to watch depends on the speed that is set.'],
  examples: [{ line: 'sleep 1m', text: 'A minute later.' }],
  source: 'illumos man1/sleep.1, usr/src/contrib/ast/src/lib/libcmd/sleep.c',
  async run({ wait }, { operands }) {
    const [interval] = operands
    if (interval === undefined) throw new Failure('Usage: sleep [ options ] interval\n', 2)
    const [, number, unit] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(interval) ?? []
    if (number === undefined || unit === undefined) throw new Failure(`sleep: ${interval}: bad number\n`)
    await wait(Number(number) * (UNIT[unit] ?? 1) * 1000)
    return 0
  },
})
