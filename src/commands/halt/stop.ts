import { type Command, type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { goDown, type WayDown, zoneGoesDown } from '../../system/boot/operations.ts'
import { syslog } from '../../system/platform/syslog.ts'

type Name = 'halt' | 'poweroff' | 'reboot'
/** What each asks for with -d. */
const DUMP: Readonly<Record<Name, WayDown>> = { halt: 'dump and halt', poweroff: 'dump and poweroff', reboot: 'panic' }
const usage = (name: Name): string => (name === 'reboot' ? 'usage: reboot [ -dlnq(p|fe:) ] [ boot args ]\n' : `usage: ${name} [ -dlnqy ]\n`)
const EINVAL = 22

/** Goes down, unless something speaks against it. Source: illumos usr/src/cmd/halt/halt.c main */
function go(context: CommandContext, name: Name, parsed: Parsed): void {
  const { sim, server, zone, user, tty } = context
  const fail = (text: string, status = 1): never => {
    throw new Failure(`${name}: ${text}\n`, status)
  }
  if (parsed.has('d') && zone) fail('-d only valid from global zone')
  if (parsed.operands.length > 0 && name !== 'reboot') throw new Failure(usage(name))
  if (user !== 'root') fail('permission denied')
  if (parsed.has('f') && parsed.has('p')) fail('-p and -f are mutually exclusive', EINVAL)
  if (parsed.has('e') && !parsed.has('f')) fail('-e only valid with -f', EINVAL)
  if (parsed.has('f')) fail('-f is not simulated')
  if (zone) {
    zoneGoesDown(sim, zone, name)
    return
  }
  if (!parsed.has('l')) {
    const where = tty === undefined ? '' : ` on /dev/${tty.slice(tty.indexOf('/') + 1)}`
    const format = where === '' ? 'initiated by %s' : 'initiated by %s on %s'
    syslog(sim, server, { tag: name, facility: 'auth', severity: 'crit', format, text: `initiated by ${user}${where}`, logOnly: true })
  }
  goDown(sim, server, parsed.has('d') ? DUMP[name] : name, { quick: parsed.has('q') })
}

/** `halt`, `poweroff` and `reboot`: one program that goes by three names. Texts: illumos usr/src/cmd/halt/halt.c */
export const stopCommand = (name: Name, summary: string, description: string): Command =>
  defineCommand({
    name,
    summary,
    synopsis: [name === 'reboot' ? '[-dlnpq] [boot args]' : '[-dlnqy]'],
    options: {
      d: { help: 'dump the memory of the kernel first, as after a panic' },
      l: { help: 'do not write to the system log' },
      n: { help: 'do not sync before the kernel is asked: it does so itself' },
      q: { help: 'quick: without halting the zones first' },
      ...(name === 'reboot'
        ? {
            p: { help: 'go through the firmware: the only way here' },
            f: { help: 'start another kernel without the firmware', fidelity: 'not modelled' as const },
            e: { help: 'the boot environment to start', value: 'name', fidelity: 'not modelled' as const },
          }
        : { y: { help: 'do not ask, even on a dial-up terminal' } }),
    },
    description: [description, 'In a zone it is the zone that goes down.'],
    source: 'illumos usr/src/cmd/halt/halt.c',
    ...(name === 'reboot' && { limits: 'Always goes through the firmware; boot arguments are ignored, as they are by the real one when it does.' }),
    misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `${name}: illegal option -- ${misuse.option}\n` : ''}${usage(name)}`, status: 1 }),
    run(context, parsed) {
      go(context, name, parsed)
      return 0
    },
  })
