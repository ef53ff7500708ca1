import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { nodeConfig } from '../platform/nodeConfig.ts'

/** Length of the prefix of a netmask: 24 for 255.255.255.0. */
export const prefixOf = (netmask: string): number =>
  netmask.split('.').reduce((bits, octet) => bits + (Number(octet) >>> 0).toString(2).replaceAll('0', '').length, 0)

/** What network/physical does: finds the admin NIC by its address and gives it its own. False when it waits for a lease that does not come. */
export function bringUp(sim: Simulation, id: Id<'server'>): boolean {
  const config = nodeConfig(sim, id)
  const server = sim.world.need(id)
  const nic = sim.world.by('nic', 'server', id).find(({ mac }) => mac === config.admin_nic)
  if (!server.system || !nic || !config.admin_ip || config.admin_ip === 'none') return true
  const dhcp = config.admin_ip === 'dhcp'
  if (dhcp && !nic.cable) return false
  const address = dhcp ? { ip: nic.lease, prefix: 24, dhcp } : { ip: config.admin_ip, prefix: prefixOf(config.admin_netmask ?? '255.255.255.0'), dhcp }
  sim.put({ ...server, system: { ...server.system, addresses: { [nic.link]: address } } })
  return true
}
