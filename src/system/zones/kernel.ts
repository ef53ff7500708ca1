import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { nameOf } from '../hardware/hardware.ts'

/** What the kernel of a running system counts up; a new system begins anew. */
export interface ZoneCounter extends Rec {
  readonly id: Id<'zonecounter'>
  /** Simulated ms at which that system booted. */
  readonly boot: number
  readonly zoneid: number
  readonly pid: number
  /** The last debug id given to a zone: it is counted over all boots. */
  readonly did: number
}
declare module '../../sim/record.ts' {
  interface Records {
    zonecounter: ZoneCounter
  }
}
/** Processes that a zone takes at its boot: leaves room for its services. */
export const PIDS_A_ZONE = 32
const FIRST_PID = 4096

/** The number of the zone about to get ready, and the process id of its zsched. */
export function takeZoneid(sim: Simulation, server: Id<'server'>): { zoneid: number; pid: number } {
  const id: Id<'zonecounter'> = `zonecounter:${nameOf(server)}`
  const boot = sim.world.get(server)?.system?.bootedAt ?? 0
  const known = sim.world.get(id)
  const now = known?.boot === boot ? known : { zoneid: 1, pid: FIRST_PID }
  sim.put<ZoneCounter>({ id, boot, zoneid: now.zoneid + 1, pid: now.pid + PIDS_A_ZONE + Math.floor(sim.random('pid') * 20), did: known?.did ?? 0 })
  return { zoneid: now.zoneid, pid: now.pid }
}
/** The debug id for a new zone of the server. */
export function takeZonedid(sim: Simulation, server: Id<'server'>): number {
  const id: Id<'zonecounter'> = `zonecounter:${nameOf(server)}`
  const known = sim.world.get(id) ?? { id, boot: sim.world.get(server)?.system?.bootedAt ?? 0, zoneid: 1, pid: FIRST_PID, did: 0 }
  return sim.put<ZoneCounter>({ ...known, did: known.did + 1 }).did
}
