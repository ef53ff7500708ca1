import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { consoleOf, print } from '../console/tty.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { dateOf } from '../hardware/clock.ts'
import { stamp } from '../platform/dates.ts'
import { hostnameOf } from '../platform/names.ts'
import type { Place, ServiceRecord } from './service.ts'
import { placeOf } from './service.ts'
import { serviceOf } from './services.ts'

/** The log of a service. Until /var is there it is in /etc/svc/volatile. Source: illumos startd/log.c. */
export function logOf(world: World, { server, zone }: Place, fmri: string): string {
  const early = !zone && world.get(server)?.system?.reached['filesystem/smartdc'] === undefined
  return `${early ? '/etc/svc/volatile' : '/var/svc/log'}/${fmri.slice('svc:/'.length).replaceAll('/', '-')}.log`
}
/** Adds to the log of a service what its method printed. A log that cannot be written is silently not. */
export function appendLog(sim: Simulation, place: Place, fmri: string, text: string): void {
  try {
    openFiles(sim, place).append(logOf(sim.world, place, fmri), text)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}
/** Adds a line of the restarter to the log of a service: `[ Apr 16 09:00:31 Enabled. ]`. Source: illumos startd/log.c vlog_instance. */
export function logLine(sim: Simulation, record: ServiceRecord, text: string, at = dateOf(sim.world)): void {
  appendLog(sim, placeOf(record), record.fmri, `[ ${stamp(at)} ${text} ]\n`)
}

/** Identifiers of messages of startd in syslog. */
const IDS = { method: '[ID 652011 daemon.warning]', transition: '[ID 748625 daemon.error]' } as const
/**
 * What the restarter tells the administrator. Errors go to the console; once the system log runs, all go to /var/adm/messages.
 * Source: illumos startd/log.c, etc/syslog.conf.
 */
export function tell(sim: Simulation, { server, zone }: Place, kind: keyof typeof IDS, text: string): void {
  const { world } = sim
  const logged = serviceOf(world, { server, zone }, 'svc:/system/system-log:default')?.state === 'online'
  const date = stamp(dateOf(world))
  const host = hostnameOf(world, server, zone)
  if (logged) {
    try {
      openFiles(sim, { server, zone }).append('/var/adm/messages', `${date} ${host} svc.startd[10]: ${IDS[kind]} ${text}\n`)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
    }
  }
  if (zone || (logged && kind === 'method')) return
  print(sim, consoleOf(server), logged ? `${date} ${host} svc.startd[10]: ${IDS[kind]} ${text}\n` : `${date} svc.startd[10]: ${text}\n`)
}
