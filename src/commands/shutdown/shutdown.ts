import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { goDown, zoneGoesDown } from '../../system/boot/operations.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { fullDate } from '../../system/platform/dates.ts'

const USAGE = 'Usage: shutdown [ -y ] [ -g<grace> ] [ -i<initstate> ] [ message ]\n'

function ask(context: CommandContext): Promise<string | undefined> {
  return context.ask('Do you want to continue? (y or n):   ')
}

/** Texts: illumos usr/src/cmd/initpkg/shutdown.sh. */
export const command = defineCommand({
  name: 'shutdown',
  summary: 'shut the system down, or change its run level',
  synopsis: ['[-y] [-g grace] [-i state] [message]'],
  options: {
    y: { help: 'do not ask' },
    g: { help: 'seconds to wait (60)', value: 'grace' },
    i: { help: 'run level to go to: 0, 5 or 6', value: 'state' },
  },
  description: ['Tells the users, waits, asks whether to go on, and then changes the run level as init does. In a zone it is the zone that goes down.'],
  examples: [{ line: 'shutdown -y -g0 -i5', text: 'Shut the node down at once and switch it off.' }],
  source: 'illumos usr/src/cmd/initpkg/shutdown.sh',
  limits: 'Only run levels 0, 5 and 6; the broadcast goes to this terminal alone.',
  async run(context, parsed) {
    const level = parsed.get('i') ?? 's'
    const grace = parsed.get('g') ?? '60'
    if (!/^\d+$/.test(grace)) throw new Failure(USAGE)
    if (!/^[0156Ss]$/.test(level)) throw new Failure(`${level} is not a valid state\n`)
    if (level !== '0' && level !== '5' && level !== '6') throw new Failure(`globalzone: run level ${level} is not simulated\n`)
    context.out(`\nShutdown started.    ${fullDate(dateOf(context.world))}\n\n`)
    if (Number(grace) > 0) await context.wait(Number(grace) * 1000)
    if (!parsed.has('y')) {
      const answer = await ask(context)
      if (!/^(y|yes)$/i.test(answer?.trim() ?? '')) {
        context.out('False Alarm:  The system will not be brought down.\nShut down aborted.\n')
        return 1
      }
    }
    context.out(`Changing to init state ${level} - please wait\n`)
    if (context.zone) zoneGoesDown(context.sim, context.zone, `init ${level}`)
    else goDown(context.sim, context.server, `init ${level}`)
    return 0
  },
})
