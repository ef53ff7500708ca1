import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Nic } from '../hardware/hardware.ts'
import { bootNic, clientOf, type NetClient, nodeOf, type Packet } from './netboot.ts'

/** Messages that are remembered of each client. */
const KEPT = 80
/** How long a message is on the wire, simulated ms. Longer than in a LAN (0.2), so that its two ends are told apart. */
export const WIRE = 1

/** What a server knows as a client: made when it first boots over the network. */
export function client(sim: Simulation, server: Id<'server'>): NetClient | undefined {
  const id = clientOf(server)
  const known = sim.world.get(id)
  const nic = bootNic(sim.world, server)
  if (known || !nic) return known
  return sim.put<NetClient>({ id, server, nic: nic.id, mac: nic.mac, packets: [], sent: 0, received: 0 })
}
/** The card that a client boots over. */
export const nicOf = (sim: Simulation, id: Id<'netclient'>): Nic | undefined => sim.world.get(sim.world.need(id).nic)
/** Whether the client's cable is in. */
export const isLinked = (sim: Simulation, id: Id<'netclient'>): boolean => nicOf(sim, id)?.cable === true

/** Remembers a message that leaves now; yields its number. */
export function note(sim: Simulation, id: Id<'netclient'>, what: Omit<Packet, 'n' | 'sent'>): number {
  const record = sim.world.need(id)
  const n = record.sent + record.received
  const own = what.from === id
  sim.put<NetClient>({
    ...record,
    sent: record.sent + (own ? 1 : 0),
    received: record.received + (own ? 0 : 1),
    packets: [...record.packets.slice(-KEPT + 1), { ...what, n, sent: sim.now }],
  })
  return n
}
/** A message has arrived, now. */
export function arrive(sim: Simulation, id: Id<'netclient'>, n: number): void {
  const record = sim.world.need(id)
  sim.put<NetClient>({ ...record, packets: record.packets.map((packet) => (packet.n === n ? { ...packet, arrives: sim.now } : packet)) })
}
/** Tells the client's boot program. */
export const tell = (sim: Simulation, id: Id<'netclient'>, event: { readonly type: string; readonly [key: string]: unknown }): void =>
  void sim.send(nodeOf(id), event)
