import { defineCommand } from '../../shell/command.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { partsOf } from '../../system/platform/dates.ts'
import { bootedAt } from '../../system/platform/names.ts'

/** Output: illumos usr/src/cmd/w/w.c. */
export const command = defineCommand({
  name: 'uptime',
  summary: 'show how long the system has been up',
  synopsis: [''],
  options: {},
  description: ['Prints the time of day, the time since the boot, how many users are logged in and the load.'],
  source: 'illumos usr/src/cmd/w/w.c',
  limits: 'The load is not simulated: always 0.00.',
  run({ world, server, zone, tty, out }) {
    const now = dateOf(world)
    const { hour, minute } = partsOf(now)
    const up = Math.floor((now - bootedAt(world, server, zone) + 30_000) / 60_000)
    const [days, hours, minutes] = [Math.floor(up / 1440), Math.floor(up / 60) % 24, up % 60]
    const since = [
      days > 0 ? ` ${days} day(s),` : '',
      hours > 0 && minutes > 0 ? ` ${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')},` : hours > 0 ? ` ${hours} hr(s),` : '',
      hours === 0 && minutes > 0 ? ` ${minutes} min(s),` : '',
    ]
    const clock = `${String(hour % 12 === 0 ? 12 : hour % 12).padStart(2)}:${String(minute).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`
    const users = tty ? 1 : 0
    out(` ${clock}  up${since.join('')}  ${users} user${users === 1 ? '' : 's'},  load average: 0.00, 0.00, 0.00\n`)
    return 0
  },
})
