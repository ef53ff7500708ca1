import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import { ZONE } from './manifests.ts'
import { recordsOf, type ServiceRecord } from './service.ts'

/** The times after a zone's boot (ms) at which services of its image are up. */
const STEPS = [...new Set(ZONE.flatMap(({ step }) => (step === undefined ? [] : [Number(step)])))]

/** A zone boots: what its repository keeps of its services begins anew; what counted until the next boot counts no more. */
export function bootServices(sim: Simulation, zone: Id<'zone'>): void {
  const server = sim.world.need(zone).server
  const records = recordsOf(sim.world, { server, zone })
  if (records.length === 0) return
  const since = dateOf(sim.world)
  for (const { override, reason, status, contract, pid, comment, ...record } of records)
    sim.put<ServiceRecord>({
      ...record,
      ...(!record.enabled && comment !== undefined && { comment }),
      since,
      failures: 0,
      starts: [],
      machine: { value: record.enabled ? 'offline' : 'disabled', context: { goal: 'offline' } },
    })
  for (const step of STEPS) sim.later(zone, `services ${step}`, step, { type: 'smf.zone reached', params: { step: String(step), boot: since } })
}
