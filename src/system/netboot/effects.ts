import type { Id } from '../../sim/record.ts'
import type { Effect } from '../../sim/simulation.ts'
import { fileAt } from '../media/lookup.ts'
import { consoleEffects } from './console.ts'
import { DHCPD_CONF } from './contents.ts'
import { answered, asked, giveAnswer, plain } from './dhcp.ts'
import { isConfError, parseDhcpConf } from './dhcpConf.ts'
import { repace } from './link.ts'
import { log } from './log.ts'
import type { BootServer, Service } from './netboot.ts'
import { askAgain, dead, finish, lookAtAll, open } from './serve.ts'
import { tell } from './wire.ts'
import './store.ts'

type Owner = Id<'bootserver'>
type Of = { readonly service: Service }

/** What happens at boot servers, and on the wire between them and their clients. */
export const effects: Record<string, Effect> = {
  'netboot.start': (sim, id: Owner, { service }: Of) => {
    const server = sim.world.need(id)
    if (service === 'dhcp') {
      const text = fileAt(server.root, DHCPD_CONF)?.content
      const config = text === undefined ? { line: 0, message: `Can't open ${DHCPD_CONF}: No such file or directory` } : parseDhcpConf(text)
      if (isConfError(config)) {
        // Source: isc-dhcp common/conflex.c, server/dhcpd.c
        log(sim, id, 'dhcp', config.line ? `${DHCPD_CONF} line ${config.line}: ${config.message}` : config.message)
        if (config.line) log(sim, id, 'dhcp', 'Configuration file errors encountered -- exiting')
        return void sim.send(id, { type: 'dhcp.failed' })
      }
      sim.put<BootServer>({ ...sim.world.need(id), dhcp: config })
    }
    sim.send(id, { type: `${service}.started` })
    repace(sim, id)
    lookAtAll(sim, id)
  },
  'netboot.stopped': (sim, id: Owner, { service }: Of) => {
    if (service === 'dhcp') {
      const { dhcp, ...rest } = sim.world.need(id)
      sim.put<BootServer>(rest)
    }
    lookAtAll(sim, id)
  },
  'netboot.pace': (sim, id: Owner) => repace(sim, id),
  'netboot.press': (sim, id: Id<'server'>) => {
    if (sim.world.get(id)?.machine.value === 'off') sim.send(id, { type: 'press' })
  },
  'netboot.asked': asked,
  'netboot.answer': giveAnswer,
  'netboot.plain': plain,
  'netboot.answered': answered,
  'netboot.again': askAgain,
  'netboot.open': open,
  'netboot.refused': (sim, id: Id<'netclient'>, { error }: { error: string }) => tell(sim, id, { type: 'not received', error }),
  'netboot.finish': finish,
  'netboot.dead': dead,
  ...consoleEffects,
}
