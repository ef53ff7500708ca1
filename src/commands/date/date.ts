import { defineCommand, Failure } from '../../shell/command.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { fullDate, strftime } from '../../system/platform/dates.ts'

/** Output: illumos usr/src/cmd/date/date.c; the default is the form of the locale en_US.UTF-8. */
export const command = defineCommand({
  name: 'date',
  summary: 'print the date and time of the simulated clock',
  synopsis: ['[-u] [+format]'],
  options: { u: { help: 'in UTC (as always here)' }, R: { help: 'in the form of e-mail', fidelity: 'real' } },
  description: ['Prints the date of the simulated clock, in UTC. A format begins with a plus sign and has the letters of strftime(3C).'],
  examples: [{ line: "date '+%Y-%m-%d %H:%M:%S'", text: 'Year, month, day and time in numbers.' }],
  source: 'illumos usr/src/cmd/date/date.c',
  limits: 'The clock cannot be set.',
  misuse: (misuse) => ({
    stderr: `${misuse.kind === 'unknown option' ? `date: illegal option -- ${misuse.option}\n` : ''}usage:\tdate [-u] mmddHHMM[[cc]yy][.SS]\n\tdate [-Ru] [-r seconds | filename] [+format]\n\tdate -a [-]sss[.fff]\n`,
    status: 1,
  }),
  run({ world, out }, parsed) {
    const now = dateOf(world)
    const [format] = parsed.operands
    if (format === undefined) out(`${parsed.has('R') ? strftime('%a, %d %h %Y %T %z', now) : fullDate(now)}\n`)
    else if (format.startsWith('+')) out(`${strftime(format.slice(1), now)}\n`)
    else throw new Failure(/^\d{8,}/.test(format) ? 'globalzone: setting the clock is not simulated\n' : 'date: bad conversion\n')
    return 0
  },
})
