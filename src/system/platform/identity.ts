import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import { adminNic } from '../network/physical.ts'
import { nodeConfig } from './nodeConfig.ts'
import { refreshSysinfo } from './sysinfoCache.ts'

const named = (name: string | undefined): string | undefined => (name && name !== 'unknown' ? name : undefined)

/**
 * What identity:node does: the name, from the config, then a boot parameter, then the address of the admin card or of
 * any other; then resolver and hosts file. Without any of them the node is `unknown`. Source: illumos-joyent
 * usr/src/cmd/svc/milestone/identity-node.
 */
export function identify(sim: Simulation, id: Id<'server'>): void {
  const server = sim.world.need(id)
  if (!server.system) return
  const config = nodeConfig(sim, id)
  const admin = adminNic(sim, id)
  const nics = sim.world.by('nic', 'server', id)
  const mac = (admin ?? nics[0])?.mac.replaceAll(':', '-')
  const hostname = named(config.hostname) ?? named(server.system.bootParameters.hostname) ?? mac ?? 'unknown'
  sim.put({ ...server, system: { ...server.system, hostname } })
  const files = openFiles(sim, { server: id })
  files.write('/etc/nodename', `${hostname}\n`)
  const addresses = server.system.addresses ?? {}
  const ip = (admin && addresses[admin.link]?.ip) ?? Object.values(addresses)[0]?.ip
  const full = config.dns_domain ? ` ${hostname}.${config.dns_domain}` : ''
  files.write('/etc/inet/hosts', `#\n# Internet host table\n#\n::1\t\tlocalhost\n127.0.0.1\tlocalhost loghost\n${ip ? `${ip}\t${hostname}${full}\n` : ''}`)
  if (config.dns_resolvers) {
    const search = config.dns_domain ? `search ${config.dns_domain}\n` : ''
    const servers = config.dns_resolvers.split(',').map((address) => `nameserver ${address}\n`)
    files.write('/etc/resolv.conf', `${search}${servers.join('')}`)
  }
  refreshSysinfo(sim, id)
}
