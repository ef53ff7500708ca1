import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { dropRootSnapshot, rollbackRoot, snapshotRoot, vmSnapshots } from './storage.ts'
import { hasKernel, zoneStateOf } from './vmState.ts'
import { ask } from './vms.ts'
import { callNameOf, type Zone } from './zone.ts'

export type SnapshotRefusal = 'snapshot.name' | 'snapshot.exists' | 'snapshot.missing' | 'snapshot.datasets' | 'snapshot.failed' | 'snapshot.running'
const isName = (name: string): boolean => /^[A-Za-z0-9_.:%-]{1,64}$/.test(name)
const failed = (result: Result<unknown>): Result<void, SnapshotRefusal> =>
  result.ok ? ok() : refuse('snapshot.failed', { why: result.error.code, ...result.error.data })
const event = <T>(sim: Simulation, zone: Zone, what: string, name: string, run: () => T): T =>
  sim.event('operation', zone.id, { id: `op.vm.${what}`, params: { uuid: zone.uuid, vm: callNameOf(zone), name } }, run)

/** Takes a snapshot of a VM: `zones/<uuid>@vmsnap-<name>`. smartos-live src/vm/node_modules/VM.js (create_snapshot) */
export function createSnapshot(sim: Simulation, zone: Zone, name: string): Result<void, SnapshotRefusal> {
  if (!isName(name)) return refuse('snapshot.name', { name })
  if (zone.properties.delegate_dataset === true) return refuse('snapshot.datasets', { uuid: zone.uuid })
  if (vmSnapshots(sim.world, zone).some((snapshot) => snapshot.name === name)) return refuse('snapshot.exists', { name })
  return event(sim, zone, 'snapshot.create', name, () => failed(snapshotRoot(sim, zone, name)))
}
/** Destroys a snapshot of a VM. */
export function deleteSnapshot(sim: Simulation, zone: Zone, name: string): Result<void, SnapshotRefusal> {
  if (!isName(name)) return refuse('snapshot.name', { name })
  const snapshot = vmSnapshots(sim.world, zone).find((one) => one.name === name)
  if (!snapshot) return refuse('snapshot.missing', { name, uuid: zone.uuid })
  return event(sim, zone, 'snapshot.delete', name, () => failed(dropRootSnapshot(sim, snapshot)))
}
/** Halts a VM, if it runs, so that it can go back to a snapshot. */
export function haltForRollback(sim: Simulation, zone: Zone, name: string): Result<void, SnapshotRefusal> {
  if (!isName(name)) return refuse('snapshot.name', { name })
  if (!vmSnapshots(sim.world, zone).some((one) => one.name === name)) return refuse('snapshot.missing', { name, uuid: zone.uuid })
  if (hasKernel(zoneStateOf(zone))) ask(sim, zone, 'halt')
  return ok()
}
/** Puts a stopped VM back to a snapshot; newer ones are destroyed. smartos-live src/vm/node_modules/VM.js (rollback_snapshot) */
export function rollbackSnapshot(sim: Simulation, zone: Zone, name: string): Result<void, SnapshotRefusal> {
  const snapshot = vmSnapshots(sim.world, zone).find((one) => one.name === name)
  if (!snapshot) return refuse('snapshot.missing', { name, uuid: zone.uuid })
  if (hasKernel(zoneStateOf(zone))) return refuse('snapshot.running', { uuid: zone.uuid })
  return event(sim, zone, 'snapshot.rollback', name, () => failed(rollbackRoot(sim, snapshot)))
}
