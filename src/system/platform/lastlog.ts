import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { dateOf } from '../hardware/clock.ts'
import { strftime } from './dates.ts'

const LASTLOG = '/var/adm/lastlog'
/**
 * Notes that a user logs in on a terminal, and yields the line that login prints of the time before: `Last login: Thu Apr
 * 16 09:01:31 on console`; nothing the first time. The file is a line a user here, not the table of records of login(1).
 * Source of the line: illumos usr/src/cmd/login/login.c.
 */
export function noteLogin(sim: Simulation, server: Id<'server'>, user: string, terminal: string): string {
  const files = openFiles(sim, { server })
  const lines = files.exists(LASTLOG) ? files.read(LASTLOG).split('\n').filter(Boolean) : []
  const before = lines.find((line) => line.startsWith(`${user}\t`))
  const others = lines.filter((line) => line !== before)
  const entry = `${user}\t${strftime('%a %b %e %H:%M:%S', dateOf(sim.world))} on ${terminal}`
  try {
    files.write(LASTLOG, `${[...others, entry].join('\n')}\n`)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
  return before === undefined ? '' : `Last login: ${before.slice(user.length + 1)}\n`
}
