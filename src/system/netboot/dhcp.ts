import type { Id, Json } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Nic } from '../hardware/hardware.ts'
import { addressesIn, bootOptions, type DhcpConfig } from './dhcpConf.ts'
import { log } from './log.ts'
import { answers, type BootServer, type Lease, type NetClient, type Offer, serviceState } from './netboot.ts'
import { isLinked, nicOf, note, tell, WIRE } from './wire.ts'

/** dhcpd waits so long for an echo before it offers an address that was not lent before. (dhcpd.conf(5): ping-timeout) */
const PING = 1000
/** dhcpd has a lease in its file on the disk before it answers; a router has none. (isc-dhcp server/db.c; the time is ours) */
const DISK = 3
/** What a slow service needs more. Ours. */
const SLOW = 6000

/** What a client asks with. */
interface Asked {
  readonly [key: string]: Json | undefined
  readonly client: Id<'netclient'>
  readonly kind: 'DISCOVER' | 'REQUEST'
  readonly userClass?: string
  readonly arch: number
  /** Of a REQUEST: whose offer it takes, and the address. */
  readonly server?: string
  readonly ip?: string
}

/** Sends a DISCOVER, or the REQUEST for an offer, to everybody on the segment. */
export function broadcast(sim: Simulation, id: Id<'netclient'>, kind: Asked['kind'], userClass: string | undefined, offer?: Offer): void {
  const record = sim.world.need(id)
  const linked = isLinked(sim, id)
  const arch = sim.world.need(record.server).firmware === 'uefi' ? 7 : 0
  const servers = sim.world.all('bootserver')
  const heard = linked && (servers.length === 0 || servers.some((server) => answers(server, 'dhcp')))
  const n = note(sim, id, {
    type: kind,
    protocol: 'dhcp',
    from: id,
    ...(heard && { arrives: sim.now + WIRE }),
    says: { mac: record.mac, ...(userClass && { userClass }), ...(offer && { ip: offer.ip, server: offer.server }) },
  })
  if (!linked) return
  const asked: Asked = { client: id, kind, arch, ...(userClass && { userClass }), ...(offer && { server: offer.server, ip: offer.ip }) }
  for (const server of servers) if (server.cable) sim.later(server.id, `${kind} ${id} ${n}`, WIRE, { type: 'netboot.asked', params: asked })
  // A network of which nothing is known: somebody lends out addresses, and names no file.
  if (servers.length === 0) sim.later(id, `${kind} ${n}`, kind === 'DISCOVER' ? PING : WIRE, { type: 'netboot.plain', params: asked })
}
/** What the DHCP server of a network without a boot server answers. */
export function plain(sim: Simulation, id: Id<'netclient'>, { kind }: Asked): void {
  const ip = nicOf(sim, id)?.lease ?? '0.0.0.0'
  const net = ip.replace(/\.\d+$/, '')
  answer(sim, id, kind === 'DISCOVER' ? 'OFFER' : 'ACK', 'world:network', { server: `${net}.1`, ip, netmask: '255.255.255.0', gateway: `${net}.1` })
}
function answer(sim: Simulation, id: Id<'netclient'>, type: 'OFFER' | 'ACK', from: Id, offer: Offer): void {
  const linked = isLinked(sim, id)
  const says = { ip: offer.ip, ...(offer.filename && { file: offer.filename }), ...(offer.nextServer && { next: offer.nextServer }) }
  note(sim, id, { type, protocol: 'dhcp', from, to: id, ...(linked && { arrives: sim.now + WIRE }), says })
  if (linked)
    sim.later(id, `${type} ${from} ${sim.now}`, WIRE, { type: 'netboot.answered', params: { type: type.toLowerCase(), offer: offer as unknown as Json } })
}
/** An answer arrives at the client. */
export function answered(sim: Simulation, id: Id<'netclient'>, { type, offer }: { readonly type: 'offer' | 'ack'; readonly offer: Offer }): void {
  if (isLinked(sim, id)) tell(sim, id, { type, offer, ...(offer.filename && { filename: offer.filename }) })
}

/** The lease of a hardware address. */
const leaseOf = (sim: Simulation, server: BootServer, mac: string): Lease | undefined => sim.world.get(`lease:${server.name}/${mac}`)
/** An address that can be lent: the client's own, else the first that nobody has. */
function freeAddress(sim: Simulation, server: BootServer, config: DhcpConfig, mac: string): string | undefined {
  const own = leaseOf(sim, server, mac)
  if (own) return own.ip
  const taken = new Set(sim.world.by('lease', 'server', server.id).flatMap((lease) => (lease.ends > sim.now ? [lease.ip] : [])))
  for (const { ip } of sim.world.all('bootserver')) taken.add(ip)
  for (const ip of addressesIn(config)) if (!taken.has(ip)) return ip
  return undefined
}
const lend = (sim: Simulation, server: BootServer, mac: string, ip: string, state: Lease['state'], seconds: number): Lease =>
  sim.put<Lease>({ id: `lease:${server.name}/${mac}`, server: server.id, mac, ip, state, since: sim.now, ends: sim.now + seconds * 1000 })
/** What the configuration offers a client. */
function offerOf(server: BootServer, config: DhcpConfig, mac: string, ip: string, { userClass, arch }: Asked): Offer {
  const { filename, nextServer = server.ip } = bootOptions(config, { mac, arch, ...(userClass && { userClass }) })
  return {
    from: server.id,
    server: server.ip,
    ip,
    netmask: config.netmask,
    ...(config.router && { gateway: config.router }),
    ...(filename && { filename, nextServer }),
  }
}

/** How long a DHCP server needs for an answer, simulated ms, besides looking whether the address is free. */
const delayOf = (server: BootServer): number => (server.role === 'boot' ? DISK : 0) + (serviceState(server, 'dhcp') === 'slow' ? SLOW : 0)
/** A message to everybody arrives at a DHCP server. Texts: isc-dhcp server/dhcp.c. */
export function asked(sim: Simulation, id: Id<'bootserver'>, what: Asked): void {
  const server = sim.world.need(id)
  const config = server.dhcp
  const client = sim.world.get(what.client) as NetClient | undefined
  if (!config || !client || !answers(server, 'dhcp')) return
  const { mac } = client
  if (what.kind === 'REQUEST') {
    // The offer of another server was taken: this one takes its own back.
    if (what.server !== server.ip) return
    log(sim, id, 'dhcp', `DHCPREQUEST for ${what.ip} (${server.ip}) from ${mac} via net0`)
  } else log(sim, id, 'dhcp', `DHCPDISCOVER from ${mac} via net0`)
  const known = leaseOf(sim, server, mac)
  const ip = freeAddress(sim, server, config, mac)
  if (!ip) return void log(sim, id, 'dhcp', `DHCPDISCOVER from ${mac} via net0: network ${config.network}/24: no free leases`)
  if (what.kind === 'DISCOVER' && known?.state !== 'active') lend(sim, server, mac, ip, 'offered', 120)
  const ping = what.kind === 'DISCOVER' && !known && config.pingCheck ? PING : 0
  const wait = ping + delayOf(server)
  sim.later(id, `answer ${what.kind} ${what.client} ${sim.now}`, wait, { type: 'netboot.answer', params: { ...what, ip } })
}
/** The DHCP server answers. */
export function giveAnswer(sim: Simulation, id: Id<'bootserver'>, what: Asked & { readonly ip: string }): void {
  const server = sim.world.need(id)
  const config = server.dhcp
  const client = sim.world.get(what.client) as NetClient | undefined
  if (!config || !client || !answers(server, 'dhcp')) return
  const { mac } = client
  const offer = offerOf(server, config, mac, what.ip, what)
  if (what.kind === 'REQUEST') {
    lend(sim, server, mac, what.ip, 'active', config.leaseTime)
    const nic = nicOf(sim, client.id)
    // The system that boots asks the same server for the same address.
    if (nic && nic.lease !== what.ip) sim.patch(nic, { lease: what.ip })
  }
  log(sim, id, 'dhcp', `${what.kind === 'REQUEST' ? 'DHCPACK' : 'DHCPOFFER'} on ${what.ip} to ${mac} via net0`)
  answer(sim, client.id, what.kind === 'REQUEST' ? 'ACK' : 'OFFER', id, offer)
}
/**
 * What the node's own system gets when it asks for an address: the four messages of it in one. Undefined if nobody
 * answers. Of several servers the fastest one counts.
 */
export function obtain(sim: Simulation, nic: Nic): Offer | undefined {
  if (!nic.cable) return undefined
  const servers = sim.world.all('bootserver')
  if (servers.length === 0) return { server: '', ip: nic.lease, netmask: '255.255.255.0' }
  const arch = sim.world.need(nic.server).firmware === 'uefi' ? 7 : 0
  const able = servers.flatMap((server) => {
    const config = answers(server, 'dhcp') ? server.dhcp : undefined
    const ip = config && freeAddress(sim, server, config, nic.mac)
    const ping = config?.pingCheck && !leaseOf(sim, server, nic.mac) ? PING : 0
    return config && ip ? [{ server, config, ip, wait: ping + delayOf(server) }] : []
  })
  const [first] = able.toSorted((a, b) => a.wait - b.wait)
  if (!first) return undefined
  const { server, config, ip } = first
  lend(sim, server, nic.mac, ip, 'active', config.leaseTime)
  const from = `${nic.mac} via net0`
  for (const text of [
    `DHCPDISCOVER from ${from}`,
    `DHCPOFFER on ${ip} to ${from}`,
    `DHCPREQUEST for ${ip} (${server.ip}) from ${from}`,
    `DHCPACK on ${ip} to ${from}`,
  ])
    log(sim, server.id, 'dhcp', text)
  if (nic.lease !== ip) sim.patch(nic, { lease: ip })
  return offerOf(server, config, nic.mac, ip, { client: `netclient:${nic.server.slice('server:'.length)}`, kind: 'REQUEST', arch })
}
