import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { abandonImports } from '../images/operations.ts'
import { indexedState } from './config.ts'
import { hasKernel, zoneStateOf } from './vmState.ts'
import { callNameOf, type Zone, zonesOf } from './zone.ts'

/** Whether there is a kernel zone. */
const alive = (zone: Zone): boolean => hasKernel(zoneStateOf(zone))

/**
 * Boots every zone that is to start with the node: what svc:/system/zones:default does. A zone that the index on the
 * pool does not have (made in the last seconds before a power cut) is gone. illumos usr/src/cmd/zoneadm/svc-zones
 * @returns the uuids of the zones that boot
 */
export function bootAutobootZones(sim: Simulation, server: Id<'server'>): readonly string[] {
  const booted: string[] = []
  for (const zone of zonesOf(sim.world, server)) {
    if (indexedState(sim, server, zone.uuid) === undefined) {
      sim.commit({ [zone.id]: undefined })
      continue
    }
    if (
      zone.autoboot &&
      zoneStateOf(zone) === 'installed' &&
      !zone.failed &&
      sim.event('operation', zone.id, { id: 'op.zone.autoboot', params: { uuid: zone.uuid, vm: callNameOf(zone) } }, () => sim.send(zone.id, { type: 'boot' }))
    )
      booted.push(zone.uuid)
  }
  return booted
}
/** Shuts all running zones down in an orderly way, as the zones service does when the node goes down. @returns how many had to be */
export function shutdownAllZones(sim: Simulation, server: Id<'server'>): number {
  const running = zonesOf(sim.world, server).filter(alive)
  for (const zone of running) if (!sim.send(zone.id, { type: 'shutdown' })) sim.send(zone.id, { type: 'halt' })
  return running.length
}
/** Halts all zones that are left, at once. */
export function haltAllZones(sim: Simulation, server: Id<'server'>): void {
  for (const zone of zonesOf(sim.world, server)) if (alive(zone)) sim.send(zone.id, { type: 'halt' })
}
/** The power is gone, or the kernel: every kernel zone ends at once, nothing is written. */
export function killZones(sim: Simulation, server: Id<'server'>): void {
  for (const zone of sim.world.by('zone', 'server', server)) {
    sim.send(zone.id, { type: 'power.lost' })
    const left = sim.world.get(zone.id)
    if (left?.transition || left?.deleting) {
      // Whoever waited for it is gone, too: a VM that was being deleted is there again, and can be deleted again.
      const { transition, deleting, ...rest } = left
      sim.cancel(zone.id, 'provision')
      sim.put<Zone>(rest)
    }
  }
  abandonImports(sim, server)
}
