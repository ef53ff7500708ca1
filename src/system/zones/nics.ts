import type { Id, Json } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { newMac } from './identity.ts'
import { NIC_KEYS } from './properties.ts'
import type { Brand } from './zone.ts'

/** A nic of a VM, with the keys of `vmadm get`. */
export type VmNic = Readonly<Record<string, Json | undefined>>
export type NicRefusal = 'nic.tag missing' | 'nic.tag unknown' | 'nic.mac twice' | 'nic.primary twice' | 'nic.primary value' | 'nic.conflict'

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/
const MAC = /^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}$/i
const isAddress = (text: Json | undefined): boolean => typeof text === 'string' && IPV4.test(text)

/** The names of a nic's properties whose values are wrong, such as `nics.0.ip`. */
export function badNicValues(nics: readonly VmNic[]): string[] {
  const bad: string[] = []
  nics.forEach((nic, i) => {
    const wrong = (key: string, right: boolean) => nic[key] !== undefined && !right && bad.push(`nics.${i}.${key}`)
    wrong('ip', nic.ip === 'dhcp' || isAddress(nic.ip))
    wrong('netmask', isAddress(nic.netmask))
    wrong('gateway', isAddress(nic.gateway))
    wrong('mac', typeof nic.mac === 'string' && MAC.test(nic.mac))
    wrong(
      'ips',
      Array.isArray(nic.ips) && nic.ips.every((ip) => ip === 'dhcp' || ip === 'addrconf' || (typeof ip === 'string' && /^[0-9a-fA-F.:]+\/\d{1,3}$/.test(ip))),
    )
    wrong('vlan_id', Number.isInteger(Number(nic.vlan_id)) && Number(nic.vlan_id) >= 0 && Number(nic.vlan_id) <= 4095)
    wrong('nic_tag', typeof nic.nic_tag === 'string')
  })
  return bad
}
const maskOf = (bits: number): string => [0, 8, 16, 24].map((shift) => 256 - 2 ** (8 - Math.max(0, Math.min(8, bits - shift)))).join('.')
const bitsOf = (mask: string): number => mask.split('.').reduce((sum, part) => sum + [...Number(part).toString(2)].filter((bit) => bit === '1').length, 0)

/** Both forms of the address: `ips` with lengths, and the older `ip` and `netmask` of the first one. */
function addressesOf(nic: VmNic): VmNic {
  if (Array.isArray(nic.ips) && nic.ips.length > 0) {
    const first = String(nic.ips[0])
    const [ip, bits] = first.split('/')
    return bits && isAddress(ip) ? { ip, netmask: maskOf(Number(bits)), ips: nic.ips } : { ip: first, netmask: undefined, ips: nic.ips }
  }
  if (nic.ip === undefined) return {}
  if (nic.ip === 'dhcp') return { ip: 'dhcp', ips: ['dhcp'] }
  const netmask = String(nic.netmask ?? '255.255.255.0')
  return { ip: nic.ip, netmask, ips: [`${nic.ip}/${bitsOf(netmask)}`] }
}
/** The tags of a server's nics. */
export const tagsOf = (sim: Simulation, server: Id<'server'>): ReadonlySet<string> => new Set(sim.world.by('nic', 'server', server).flatMap((nic) => nic.tags))

/** Nics as the zone keeps them: named, with an address of their own, one of them primary. smartos-live src/vm/node_modules/VM.js (normalizeNics, checkPayloadProperties) */
export function completeNics(
  sim: Simulation,
  server: Id<'server'>,
  brand: Brand,
  given: readonly VmNic[],
  known: readonly VmNic[] = [],
): Result<readonly VmNic[], NicRefusal> {
  const all = [...known, ...given]
  if (all.filter((nic) => nic.primary !== undefined).length > 1) return refuse('nic.primary twice')
  for (const nic of given) {
    if (typeof nic.nic_tag !== 'string' || nic.nic_tag === '') return refuse('nic.tag missing', { nic })
    if (nic.primary !== undefined && nic.primary !== true && nic.primary !== 1 && nic.primary !== 'true' && nic.primary !== '1')
      return refuse('nic.primary value', { value: nic.primary })
  }
  const tags = tagsOf(sim, server)
  const unknown = [...new Set(given.map((nic) => String(nic.nic_tag)).filter((tag) => !tags.has(tag)))]
  if (unknown.length > 0) return refuse('nic.tag unknown', { tags: unknown })
  const macs = new Set<string>()
  for (const { mac } of all) {
    if (typeof mac !== 'string') continue
    if (macs.has(mac.toLowerCase())) return refuse('nic.mac twice', { mac })
    macs.add(mac.toLowerCase())
  }
  let number = known.length
  const name = brand === 'lx' ? 'eth' : 'net'
  const used = new Set(all.map((nic) => nic.interface))
  const done = given.map((nic): VmNic => {
    while (nic.interface === undefined && used.has(`${name}${number}`)) number++
    const label = nic.interface ?? `${name}${number++}`
    const whole: VmNic = {
      ...nic,
      interface: label,
      mac: typeof nic.mac === 'string' ? nic.mac.toLowerCase() : newMac(sim),
      ...addressesOf(nic),
      ...(nic.vlan_id !== undefined && { vlan_id: Number(nic.vlan_id) }),
      primary: nic.primary === undefined ? undefined : true,
    }
    return whole
  })
  const result = [...known, ...done]
  const first = result[0]
  if (first && !result.some((nic) => nic.primary)) result[0] = { ...first, primary: true }
  return ok(result.map(inOrder))
}
/** The nic with its keys in the order of `vmadm get`, and no others. */
export function inOrder(nic: VmNic): VmNic {
  const ordered: Record<string, Json | undefined> = {}
  for (const key of NIC_KEYS) if (nic[key] !== undefined) ordered[key] = nic[key]
  return ordered
}
