import type { CommandContext } from '../../shell/command.ts'
import { FileError } from '../../system/files/files.ts'
import { openFiles } from '../../system/files/open.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { civil } from '../../system/zones/text.ts'
import type { Zone } from '../../system/zones/zone.ts'

const LAST = '/var/adm/lastlog'
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The terminal that a login gets in the zone: one further than the ones in use. */
export function ttyName({ world, server }: CommandContext): string {
  return `pts/${world.by('tty', 'server', server).length + 1}`
}
/** `Thu Mar 12 00:31:09`. */
function stamp(ms: number): string {
  const [, month, day, hour, minute, second] = civil(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${DAYS[(Math.floor(ms / 86_400_000) + 4) % 7]} ${MONTHS[month - 1]} ${String(day).padStart(2)} ${two(hour)}:${two(minute)}:${two(second)}`
}
/** What login(1) prints: when one was there the last time, then the message of the day. smartos-docs configuring-nfs-in-smartos.md */
export function banner(context: CommandContext, zone: Zone): string {
  const files = openFiles(context.sim, { server: context.server, zone: zone.id })
  try {
    const last = files.exists(LAST) ? `Last login: ${files.read(LAST).trim()}\n` : ''
    files.write(LAST, `${stamp(dateOf(context.world))} on ${ttyName(context)}\n`)
    return `${last}${files.exists('/etc/motd') ? files.read('/etc/motd') : ''}`
  } catch (error) {
    if (error instanceof FileError) return ''
    throw error
  }
}
