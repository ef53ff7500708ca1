import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { nameOf } from '../hardware/hardware.ts'
import type { VmNic } from './nics.ts'
import type { Zone } from './zone.ts'

/** A virtual nic of a zone: it exists while there is a kernel zone. */
export interface Vnic extends Rec {
  readonly id: Id<'vnic'>
  readonly server: Id<'server'>
  readonly zone: Id<'zone'>
  /** Its name in the zone: `net0`. */
  readonly link: string
  /** Tag of the physical nic it is on, and its VLAN (0: none). */
  readonly tag: string
  readonly vlan: number
  readonly mac: string
  /** A fixed address; absent with dhcp or addrconf. */
  readonly ip?: string
}
declare module '../../sim/record.ts' {
  interface Records {
    vnic: Vnic
  }
}
const nicsOf = (zone: Zone): readonly VmNic[] => (zone.properties.nics ?? []) as readonly VmNic[]
const fixed = ({ ip }: VmNic): string | undefined => (typeof ip === 'string' && ip !== 'dhcp' && ip !== 'addrconf' ? ip : undefined)

/** Makes the virtual nics of a zone that gets ready. */
export function plumbVnics(sim: Simulation, zone: Zone): void {
  dropVnics(sim, zone)
  const made = nicsOf(zone).map((nic): Vnic => {
    const ip = fixed(nic)
    return {
      id: `vnic:${nameOf(zone.server)}/${zone.uuid}/${nic.interface}`,
      server: zone.server,
      zone: zone.id,
      link: String(nic.interface),
      tag: String(nic.nic_tag),
      vlan: Number(nic.vlan_id ?? 0),
      mac: String(nic.mac),
      ...(ip !== undefined && { ip }),
    }
  })
  sim.commit(Object.fromEntries(made.map((vnic) => [vnic.id, vnic])))
}
/** Takes them away. */
export function dropVnics(sim: Simulation, zone: Zone): void {
  sim.commit(Object.fromEntries(sim.world.by('vnic', 'zone', zone.id).map(({ id }) => [id, undefined])))
}
/** Whether another zone of the server that has a kernel zone has one of these addresses on the same network. */
export function conflicts(sim: Simulation, server: Id<'server'>, nics: readonly VmNic[], own?: Id<'zone'>): boolean {
  return nics.some((nic) => {
    const ip = fixed(nic)
    const same = [...sim.world.by('vnic', 'mac', String(nic.mac)), ...(ip === undefined ? [] : sim.world.by('vnic', 'ip', ip))]
    return same.some((vnic) => vnic.server === server && vnic.zone !== own && vnic.tag === nic.nic_tag && vnic.vlan === Number(nic.vlan_id ?? 0))
  })
}
