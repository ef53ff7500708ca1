import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { epochOf } from '../hardware/clock.ts'
import { stamp, strftime } from '../platform/dates.ts'
import type { BootServer, NetLog, Service } from './netboot.ts'

/** Lines that are kept. */
const KEPT = 200
/** Programs and their process ids, as they stand in the log. */
const PROGRAM: Readonly<Record<Service, string>> = { dhcp: 'dhcpd[1184]', tftp: 'in.tftpd[1203]', http: 'nginx[1210]' }

/** Writes a line into the log of a boot server. */
export function log(sim: Simulation, id: Id<'bootserver'>, service: Service, text: string): void {
  const server = sim.world.need(id)
  const n = server.logged
  const line: NetLog = { id: `netlog:${server.name}/${n}`, server: id, n, at: sim.now, service, text }
  sim.commit({ [line.id]: line, [id]: { ...server, logged: n + 1 } as BootServer, ...(n >= KEPT && { [`netlog:${server.name}/${n - KEPT}`]: undefined }) })
}
/** The lines of a boot server's log that are kept, oldest first. */
export const logOf = (world: World, id: Id<'bootserver'>): NetLog[] => world.by('netlog', 'server', id)
/**
 * A line as it stands in its file: `/var/log/syslog` for dhcpd and tftpd, nginx's access log for requests.
 * Formats: syslogd; nginx `combined` (ngx_http_log_module).
 */
export function lineOf(world: World, { server, at, service, text }: NetLog): string {
  const date = epochOf(world) + at
  if (service === 'http') return text.replace('[]', `[${strftime('%d/%b/%Y:%H:%M:%S +0000', date)}]`)
  return `${stamp(date)} ${server.slice('bootserver:'.length)} ${PROGRAM[service]}: ${text}`
}
