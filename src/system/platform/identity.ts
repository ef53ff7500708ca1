import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import { nodeConfig } from './nodeConfig.ts'

/** What identity:node does: name, resolver and hosts file, from the config; without a name, the admin NIC's address with dashes. Source: illumos identity-node method. */
export function identify(sim: Simulation, id: Id<'server'>): void {
  const server = sim.world.need(id)
  if (!server.system) return
  const config = nodeConfig(sim, id)
  const parameters = server.system.bootParameters
  const mac = config.admin_nic ?? sim.world.by('nic', 'server', id)[0]?.mac
  const hostname = config.hostname ?? parameters.hostname ?? mac?.replaceAll(':', '-') ?? 'unknown'
  sim.put({ ...server, system: { ...server.system, hostname } })
  const files = openFiles(sim, { server: id })
  files.write('/etc/nodename', `${hostname}\n`)
  const ip = Object.values(server.system.addresses ?? {})[0]?.ip
  files.write('/etc/inet/hosts', `#\n# Internet host table\n#\n::1\t\tlocalhost\n127.0.0.1\tlocalhost loghost\n${ip ? `${ip}\t${hostname}\n` : ''}`)
  if (!config.dns_resolvers) return
  const search = config.dns_domain ? `search ${config.dns_domain}\n` : ''
  files.write(
    '/etc/resolv.conf',
    `${search}${config.dns_resolvers
      .split(',')
      .map((ip) => `nameserver ${ip}\n`)
      .join('')}`,
  )
}
