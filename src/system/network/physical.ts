import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import type { Nic } from '../hardware/hardware.ts'
import { obtain } from '../netboot/dhcp.ts'
import { configFault, nodeConfig } from '../platform/nodeConfig.ts'
import { adminTag, taggedNic } from './tags.ts'

/** Length of the prefix of a netmask: 24 for 255.255.255.0. */
export const prefixOf = (netmask: string): number =>
  netmask.split('.').reduce((bits, octet) => bits + (Number(octet) >>> 0).toString(2).replaceAll('0', '').length, 0)

/** The card of the admin network: the one whose address the config, or a boot parameter, gives the tag `admin`. Undefined if no such card is in the node. */
export const adminNic = (sim: Simulation, id: Id<'server'>): Nic | undefined => taggedNic(sim, id, adminTag(sim, id))

/** Why network/physical gives up: what it writes in its log, and its status. */
export interface NetworkFault {
  readonly text: string
  readonly status: number
}
/** Whether network/physical can do its work at all: a config that bash cannot run ends it, and so does a card that is not there (96: bad configuration). */
export function networkFault(sim: Simulation, id: Id<'server'>): NetworkFault | undefined {
  const fault = configFault(sim, id)
  if (fault) return { text: `/lib/sdc/config.sh: ${fault.text}`, status: fault.status }
  return adminNic(sim, id) ? undefined : { text: 'ERROR: admin NIC not found, unable to bring up admin network.', status: 96 }
}

/**
 * What network/physical does once it has its card: an address and a mask that are given are set, otherwise one is asked
 * of DHCP; the config comes before the boot parameters. Then the default route, if one is configured. False when it waits
 * for a lease that does not come. Source: illumos-joyent usr/src/cmd/svc/milestone/net-physical.
 */
export function bringUp(sim: Simulation, id: Id<'server'>): boolean {
  const server = sim.world.need(id)
  const nic = adminNic(sim, id)
  if (!server.system || !nic) return true
  const tag = adminTag(sim, id)
  const config = nodeConfig(sim, id)
  const { bootParameters } = server.system
  const value = (name: string): string => config[`${tag}_${name}`] || bootParameters[`admin_${name}`] || ''
  const ip = value('ip')
  const netmask = value('netmask')
  if (ip === 'none') return true
  const gateway = config.headnode_default_gateway || config[`${tag}_gateway`] || bootParameters.admin_gateway || config.external_gateway
  if (gateway) openFiles(sim, { server: id }).write('/etc/defaultrouter', `${gateway}\n`)
  // A mask is needed for an address to be set; `dhcp` never has one.
  const dhcp = ip === '' || ip === 'dhcp' || netmask === ''
  const lease = dhcp ? obtain(sim, nic) : undefined
  if (dhcp && !lease) return false
  const address = lease ? { ip: lease.ip, prefix: prefixOf(lease.netmask), dhcp } : { ip, prefix: prefixOf(netmask), dhcp }
  sim.put({ ...server, system: { ...server.system, addresses: { ...server.system.addresses, [nic.link]: address } } })
  return true
}
