import { type CommandContext, defineCommand, Failure, Interrupted, type Parsed } from '../../shell/command.ts'
import { goDown, zoneGoesDown } from '../../system/boot/operations.ts'
import { FileError } from '../../system/files/files.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { broadcast } from '../../system/platform/broadcast.ts'
import { fullDate } from '../../system/platform/dates.ts'
import { hostnameOf } from '../../system/platform/names.ts'

const SELF = '/usr/sbin/shutdown'
const USAGE = `Usage: ${SELF} [ -y ] [ -g<grace> ] [ -i<initstate> ] [ message ]\n`
const NOLOGIN = '/etc/nologin'
/** Seconds before the end at which everybody is told. */
const WARNINGS = [7200, 3600, 1800, 1200, 600, 300, 120, 60, 30, 10]

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`
/** How long it is still: `2 hours 5 minutes `, `1 minute `, `30 seconds`. */
function spoken(grace: number): string {
  const [hours, minutes, seconds] = [Math.floor(grace / 3600), Math.floor((grace % 3600) / 60), grace % 60]
  return `${hours > 0 ? `${plural(hours, 'hour')} ` : ''}${minutes > 0 ? `${plural(minutes, 'minute')} ` : ''}${hours === 0 && seconds > 0 ? plural(seconds, 'second') : ''}`
}
function forbidLogins({ files }: CommandContext, text: string | undefined): void {
  try {
    if (text !== undefined) files.write(NOLOGIN, text)
    else if (files.exists(NOLOGIN)) files.remove(NOLOGIN)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}
/** Tells everybody, again and again, until ten seconds are left or fewer; yields how many. */
async function warn(context: CommandContext, grace: number, message: string): Promise<number> {
  const name = hostnameOf(context.world, context.server, context.zone)
  let left = grace
  for (const at of WARNINGS) {
    if (left <= at) continue
    const time = spoken(left)
    tell(context, `The system ${name} will be shut down in ${time}\n${message}`)
    forbidLogins(context, `\nNO LOGINS: System going down in ${time}\n${message}\n\n`)
    await context.wait((left - at) * 1000)
    left = at
  }
  return left
}
const tell = ({ sim, server, zone, tty }: CommandContext, text: string): void => broadcast(sim, { server, zone, tty }, `${text}\n`)

/** The state and the seconds that are asked for; the script prints what is wrong with them on standard output. */
function asked(parsed: Parsed, say: (text: string) => void): { level: string; grace: number } | undefined {
  const level = parsed.get('i') ?? 's'
  const grace = parsed.get('g') ?? '60'
  if (!/^\d+$/.test(grace)) say(`${SELF}: -g requires a numeric option\n${USAGE}`)
  else if (/^[234abcqQ]$/.test(level)) say(`${SELF}: Initstate ${level} is not for system shutdown\n`)
  else if (!/^[0156Ss]$/.test(level)) say(`${SELF}: ${level} is not a valid initstate\n${USAGE}`)
  else return { level, grace: Number(grace) }
  return undefined
}

/** Texts and order: illumos usr/src/cmd/initpkg/shutdown.sh. */
export const command = defineCommand({
  name: 'shutdown',
  summary: 'shut the system down, or change its run level',
  synopsis: ['[-y] [-g grace] [-i state] [message]'],
  options: {
    y: { help: 'do not ask' },
    g: { help: 'seconds to wait (60)', value: 'grace' },
    i: { help: 'run level to go to: 0, 5 or 6', value: 'state' },
  },
  description: [
    'Tells everybody at a terminal, keeps others from logging in, waits, asks whether to go on, and then changes the run level as init does. Ctrl-C calls it off. In a zone it is the zone that goes down.',
  ],
  examples: [{ line: 'shutdown -y -g0 -i5', text: 'Shut the node down at once and switch it off.' }],
  source: 'illumos usr/src/cmd/initpkg/shutdown.sh',
  limits: 'Only run levels 0, 5 and 6.',
  misuse: () => ({ stdout: USAGE, stderr: '', status: 1 }),
  async run(context, parsed) {
    const { out, user } = context
    if (user !== 'root') {
      out(`${SELF}:  Only root can run ${SELF}\n`)
      return 2
    }
    const what = asked(parsed, out)
    if (!what) return 1
    const { level } = what
    if (level !== '0' && level !== '5' && level !== '6') throw new Failure(`globalzone: run level ${level} is not simulated\n`)
    const message = parsed.operands.join(' ')
    out(`\nShutdown started.    ${fullDate(dateOf(context.world))}\n\n`)
    try {
      const left = await warn(context, what.grace, message)
      const name = hostnameOf(context.world, context.server, context.zone)
      if (!parsed.has('y')) {
        const answer = await context.ask('Do you want to continue? (y or n):   ')
        if (answer?.trim() !== 'y') {
          tell(context, `False Alarm:  The system ${name} will not be brought down.`)
          out('Shutdown aborted.\n')
          forbidLogins(context, undefined)
          return 1
        }
      }
      tell(context, `THE SYSTEM ${name} IS BEING SHUT DOWN NOW ! ! !\nLog off now or risk your files being damaged\n${message}`)
      if (left > 0) await context.wait(left * 1000)
    } catch (error) {
      if (error instanceof Interrupted) forbidLogins(context, undefined)
      throw error
    }
    out(`Changing to init state ${level} - please wait\n`)
    if (context.zone) zoneGoesDown(context.sim, context.zone, `init ${level}`)
    else goDown(context.sim, context.server, `init ${level}`)
    return 0
  },
})
