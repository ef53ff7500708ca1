import type { Id, Json } from '../../sim/record.ts'
import { ok, type Refusal, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { accepts } from '../../sim/step.ts'
import { dateOf } from '../hardware/clock.ts'
import { saveConfig } from './config.ts'
import { isUuid, newUuid } from './identity.ts'
import { takeZonedid } from './kernel.ts'
import { completeNics, type NicRefusal, type VmNic } from './nics.ts'
import { checkPayload, type Payload, type PayloadRefusal } from './payload.ts'
import { FLAT, PROPERTIES, withDefaults } from './properties.ts'
import { vmStateOf, zoneStateOf } from './vmState.ts'
import { conflicts } from './vnics.ts'
import { machine } from './zone.machine.ts'
import { callNameOf, findZone, type Zone, zoneId } from './zone.ts'

export type VmRefusal = PayloadRefusal | NicRefusal | 'vm.exists' | 'vm.unknown' | 'vm.state' | 'vm.indestructible' | 'vm.install' | 'zone.event'

/** Time that a VM has to finish its first boot (ms). smartos-live src/vm/node_modules/VM.js (PROVISION_TIMEOUT) */
export const PROVISION_TIMEOUT = 300_000

/** What the zone can be asked now is asked of its statechart. */
export const zoneAccepts = (zone: Zone, type: string): boolean => accepts(machine, zone.machine, { type })
/** Sends a zone an event, or refuses because its state does not know it. */
export function ask(sim: Simulation, zone: Zone, type: string, more: Record<string, unknown> = {}): Result<Zone, 'zone.event'> {
  if (!zoneAccepts(zone, type)) return refuse('zone.event', { uuid: zone.uuid, event: type, state: zoneStateOf(zone) })
  sim.send(zone.id, { type, ...more })
  return ok(sim.world.get(zone.id) ?? zone)
}
const operation = <T>(sim: Simulation, id: Id<'zone'>, name: string, params: Record<string, string | number>, run: () => T): T =>
  sim.event('operation', id, { id: `op.vm.${name}`, params }, run)

/** Makes a VM from a payload as vmadm reads it, and begins to provision it. Its zone goes on by itself. */
export function createVm(sim: Simulation, server: Id<'server'>, given: unknown): Result<{ readonly uuid: string; readonly autoboot: boolean }, VmRefusal> {
  const checked = checkPayload(sim, server, given)
  if (!checked.ok) return checked
  const { brand, payload } = checked.value
  if (isUuid(payload.uuid) && findZone(sim.world, server, payload.uuid)) return refuse('vm.exists', { uuid: payload.uuid })
  const nics = completeNics(sim, server, brand, (payload.nics ?? []) as readonly VmNic[])
  if (!nics.ok) return nics
  const autoboot = payload.autoboot !== false
  if (autoboot && conflicts(sim, server, nics.value)) return refuse('nic.conflict')
  const uuid = isUuid(payload.uuid) ? payload.uuid : newUuid(sim)
  const now = dateOf(sim.world)
  const id = zoneId(server, uuid)
  const record: Omit<Zone, 'machine'> = {
    id,
    server,
    uuid,
    brand,
    autoboot,
    alias: typeof payload.alias === 'string' ? payload.alias : '',
    zonedid: 0,
    dataset: `zones/${uuid}`,
    image: String(payload.image_uuid),
    properties: { ...withDefaults(brand, keptOf(payload)), ...flatOf(payload), ...storageOf(payload), nics: nics.value as Json },
    created: now,
    modified: now,
    ...(autoboot && { provisioning: true as const, transition: { name: 'provisioning' as const, target: 'running', expires: now + PROVISION_TIMEOUT } }),
  }
  return operation(sim, id, 'create', { uuid, vm: callNameOf(record) }, () => {
    sim.start({ ...record, zonedid: takeZonedid(sim, server) } as Zone)
    sim.send(id, { type: 'install' })
    const zone = sim.world.need(id)
    if (zoneStateOf(zone) === 'incomplete' && zone.failed) {
      const why = zone.failed
      sim.commit({ [id]: undefined })
      saveConfig(sim, server, uuid)
      return refuse('vm.install', { uuid, why })
    }
    if (autoboot) sim.later(id, 'provision', PROVISION_TIMEOUT, { type: 'zone.provision.expire' })
    saveConfig(sim, server, uuid)
    return ok({ uuid, autoboot })
  })
}
const keptOf = (payload: Payload): Record<string, Json | undefined> =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => PROPERTIES[name]?.kept || name === 'ram'))
const flatOf = (payload: Payload): Record<string, Json> => Object.fromEntries(FLAT.map((name) => [name, payload[name] ?? {}]))
/** What the payload asks of the dataset: read when the zone is installed; afterwards the dataset itself says it. */
const storageOf = (payload: Payload): Record<string, Json | undefined> => ({
  quota: payload.quota ?? 10,
  ...Object.fromEntries(
    ['zfs_root_compression', 'zfs_root_recsize', 'zfs_filesystem_limit', 'zfs_snapshot_limit', 'delegate_dataset'].map((name) => [name, payload[name]]),
  ),
})

const wrongState = (zone: Zone): { readonly ok: false; readonly error: Refusal<'vm.state'> } => refuse('vm.state', { uuid: zone.uuid, state: vmStateOf(zone) })
/** Changes vmadm's own fields of a VM, and its file. */
export function patchVm(sim: Simulation, zone: Zone, fields: Partial<Zone>): Zone {
  const changed = sim.patch(sim.world.get(zone.id) ?? zone, { ...fields, modified: dateOf(sim.world) })
  saveConfig(sim, zone.server, zone.uuid)
  return changed
}

/** Starts a stopped VM; it will also start with the node from now on. */
export function startVm(sim: Simulation, zone: Zone): Result<void, VmRefusal> {
  if (vmStateOf(zone) !== 'stopped') return wrongState(zone)
  if (conflicts(sim, zone.server, (zone.properties.nics ?? []) as readonly VmNic[], zone.id)) return refuse('nic.conflict')
  return operation(sim, zone.id, 'start', { uuid: zone.uuid, vm: callNameOf(zone) }, () => {
    const asked = ask(sim, patchVm(sim, zone, { autoboot: true }), 'boot')
    return asked.ok ? ok() : asked
  })
}
/** Stops a VM: in an orderly way, or at once by force. It will not start with the node any more. */
export function stopVm(sim: Simulation, zone: Zone, how: { readonly force?: boolean } = {}): Result<void, VmRefusal> {
  if (!how.force && vmStateOf(zone) !== 'running' && vmStateOf(zone) !== 'provisioning') return wrongState(zone)
  if (zoneStateOf(zone) === 'installed') return wrongState(zone)
  return operation(sim, zone.id, how.force ? 'stop.force' : 'stop', { uuid: zone.uuid, vm: callNameOf(zone) }, () => {
    const asked = ask(sim, patchVm(sim, zone, { autoboot: false }), how.force || zoneStateOf(zone) !== 'running' ? 'halt' : 'shutdown')
    return asked.ok ? ok() : asked
  })
}
/** Reboots a running VM: in an orderly way, or at once by force. */
export function rebootVm(sim: Simulation, zone: Zone, how: { readonly force?: boolean } = {}): Result<void, VmRefusal> {
  if (vmStateOf(zone) !== 'running') return wrongState(zone)
  return operation(sim, zone.id, 'reboot', { uuid: zone.uuid, vm: callNameOf(zone) }, () => {
    const asked = how.force ? ask(sim, zone, 'reboot') : ask(sim, zone, 'shutdown', { reboot: true })
    return asked.ok ? ok() : asked
  })
}
/** Deletes a VM with all its data: halts it, uninstalls the zone, forgets its configuration. It goes on by itself. */
export function deleteVm(sim: Simulation, zone: Zone): Result<void, VmRefusal> {
  if (zone.properties.indestructible_zoneroot === true) return refuse('vm.indestructible', { uuid: zone.uuid, what: 'indestructible_zoneroot' })
  if (zone.properties.indestructible_delegated === true) return refuse('vm.indestructible', { uuid: zone.uuid, what: 'indestructible_delegated' })
  return operation(sim, zone.id, 'delete', { uuid: zone.uuid, vm: callNameOf(zone) }, () => {
    sim.cancel(zone.id, 'provision')
    const { transition, provisioning, ...rest } = sim.world.get(zone.id) ?? zone
    const doomed = sim.put<Zone>({ ...rest, autoboot: false, deleting: true })
    saveConfig(sim, zone.server, zone.uuid)
    if (!sim.send(doomed.id, { type: 'halt' })) continueDeletion(sim, doomed)
    return ok()
  })
}
/** Next step of a deletion, from wherever the zone has come to. */
export function continueDeletion(sim: Simulation, zone: Zone): void {
  if (zoneStateOf(zone) === 'mounted') sim.send(zone.id, { type: 'unmount' })
  if (sim.send(zone.id, { type: 'uninstall' })) return
  if (zoneStateOf(zone) === 'configured') forget(sim, zone)
}
/** Removes a configured zone: nothing is left of it. */
export function forget(sim: Simulation, zone: Zone): void {
  sim.cancel(zone.id, 'provision')
  sim.commit({ [zone.id]: undefined })
  saveConfig(sim, zone.server, zone.uuid)
}
