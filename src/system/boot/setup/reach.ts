import type { Simulation } from '../../../sim/simulation.ts'
import type { Nic } from '../../hardware/hardware.ts'
import { answersOf, type SetupId, serverOf } from './setup.ts'

type Address = readonly number[]
const addressOf = (text: string): Address | undefined => {
  const parts = text.split('.').map(Number)
  return /^\d+(\.\d+){3}$/.test(text) && parts.every((part) => part <= 255) ? parts : undefined
}
const sameNet = (a: Address, b: Address, mask: Address): boolean => a.every((part, i) => (part & (mask[i] ?? 0)) === ((b[i] ?? 0) & (mask[i] ?? 0)))
/** Addresses that no router outside passes on. */
const isPrivate = ([a = 0, b = 0]: Address): boolean =>
  a === 0 || a === 10 || a === 127 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || a >= 224
/** Names that never lead anywhere (RFC 2606). */
const NOWHERE = /(^|\.)(test|example|invalid|localhost)$/i
const PUBLIC = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i

/** What a ping comes to: an answer, silence, or a name that nobody knows. */
export type Reached = 'answers' | 'silent' | 'unknown name'

/** The NIC that was chosen. */
export const adminNic = (sim: Simulation, id: SetupId): Nic | undefined =>
  sim.world.by('nic', 'server', serverOf(sim, id).id).find(({ mac }) => mac === answersOf(sim, id).admin_nic)

/**
 * Whether a host would answer the node as it is configured now. On its own network there are the router and what stands
 * there; beyond the gateway there is the world, and every name that looks like a public one is known there.
 */
export function reach(sim: Simulation, id: SetupId, host: string): Reached {
  const answers = answersOf(sim, id)
  const nic = adminNic(sim, id)
  const address = addressOf(host)
  if (!address) {
    if (/^[\d.]*$/.test(host)) return 'unknown name'
    const resolvers = [answers.dns_resolver1, answers.dns_resolver2].filter((one): one is string => answers.dns_search !== undefined && one !== undefined)
    if (!resolvers.some((one) => addressOf(one) && reach(sim, id, one) === 'answers')) return resolvers.some(addressOf) ? 'silent' : 'unknown name'
    return PUBLIC.test(host) && !NOWHERE.test(host) ? 'answers' : 'unknown name'
  }
  const dhcp = answers.admin_ip === 'dhcp'
  const own = nic && addressOf(dhcp ? nic.lease : (answers.admin_ip ?? ''))
  if (!nic?.cable || !own) return 'silent'
  const mask = addressOf(dhcp ? '255.255.255.0' : (answers.admin_netmask ?? '')) ?? [255, 255, 255, 0]
  const lease = addressOf(nic.lease) ?? own
  const router = [...lease.slice(0, 3), 1]
  const isRouter = (one: Address): boolean => one.join('.') === router.join('.')
  const gateway = dhcp ? router : addressOf(answers.headnode_default_gateway ?? '')
  if (sameNet(address, own, mask)) {
    const other = sim.world.all('server').some(({ system }) => Object.values(system?.addresses ?? {}).some(({ ip }) => ip === host))
    return address.join('.') === own.join('.') || isRouter(address) || address.join('.') === gateway?.join('.') || other ? 'answers' : 'silent'
  }
  return gateway && sameNet(gateway, own, mask) && !isPrivate(address) ? 'answers' : 'silent'
}
