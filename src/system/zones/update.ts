import type { Json } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { badNicValues, completeNics, inOrder, type NicRefusal, type VmNic } from './nics.ts'
import { readPayload } from './payload.ts'
import { FLAT, isTable, PROPERTIES } from './properties.ts'
import { setRoot } from './storage.ts'
import { patchVm } from './vms.ts'
import { callNameOf, type Zone } from './zone.ts'

export type UpdateRefusal = NicRefusal | 'payload.object' | 'values' | 'update.dataset' | 'nic.unknown'
type Values = Readonly<Record<string, Json>>
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)
/** What an update cannot change: left out without a word. smartos-live src/vm/node_modules/proptable.js (updatable) */
const FIXED = new Set(['brand', 'uuid', 'image_uuid', 'zpool', 'nics', 'delegate_dataset', 'hostname', 'ram', ...FLAT])
const GIB = 2 ** 30

/** Changes properties of a VM; what vmadm does not know is left out. smartos-live src/vm/node_modules/VM.js (update) */
export function updateVm(sim: Simulation, zone: Zone, given: unknown): Result<void, UpdateRefusal> {
  if (!isObject(given)) return refuse('payload.object')
  const cleared = Object.keys(given).filter((name) => Object.hasOwn(PROPERTIES, name) && !FIXED.has(name) && (given[name] === null || given[name] === ''))
  const rest: Values = Object.fromEntries(Object.entries(given).filter(([name]) => !cleared.includes(name) && !FIXED.has(name)))
  const { payload, faults } = readPayload(sim, zone.server, rest, zone.brand, 'update')
  if (faults.bad_values.length > 0) return refuse('values', { values: faults.bad_values })
  const nics = changedNics(sim, zone, given)
  if (!nics.ok) return nics
  const flats = changedFlats(zone, given)
  if (!flats.ok) return flats
  return sim.event('operation', zone.id, { id: 'op.vm.update', params: { uuid: zone.uuid, vm: callNameOf(zone) } }, () => {
    const stored = setDataset(sim, zone, payload, cleared)
    if (!stored.ok) return stored
    const properties: Record<string, Json | undefined> = { ...zone.properties, ...flats.value, nics: nics.value as Json }
    for (const name of cleared) if (PROPERTIES[name]?.kept) properties[name] = undefined
    for (const [name, value] of Object.entries(payload)) if (PROPERTIES[name]?.kept) properties[name] = value
    patchVm(sim, zone, {
      properties: clamped(properties, payload),
      ...(typeof payload.alias === 'string' && { alias: payload.alias }),
      ...(cleared.includes('alias') && { alias: '' }),
      ...(typeof payload.autoboot === 'boolean' && { autoboot: payload.autoboot }),
    })
    return ok()
  })
}
/** Memory limits follow each other: locked memory and /tmp are no more than the memory cap, swap no less. */
function clamped(properties: Record<string, Json | undefined>, payload: Readonly<Record<string, Json | undefined>>): Record<string, Json | undefined> {
  const memory = Number(properties.max_physical_memory)
  const most = (name: string): Record<string, number> => (Number(properties[name]) > memory ? { [name]: memory } : {})
  const swap = Number(payload.max_swap ?? properties.max_swap)
  return {
    ...properties,
    ...most('max_locked_memory'),
    ...most('tmpfs'),
    max_swap: Math.max(swap, memory, 256),
    ...(Number(properties.cpu_shares) > 65535 && { cpu_shares: 65535 }),
  }
}
function setDataset(
  sim: Simulation,
  zone: Zone,
  payload: Readonly<Record<string, Json | undefined>>,
  cleared: readonly string[],
): Result<void, 'update.dataset'> {
  const wanted: [string, string][] = []
  if (typeof payload.quota === 'number') wanted.push(['quota', payload.quota === 0 ? '0' : String(payload.quota * GIB)])
  if (typeof payload.zfs_root_compression === 'string') wanted.push(['compression', payload.zfs_root_compression])
  if (typeof payload.zfs_root_recsize === 'number') wanted.push(['recordsize', String(payload.zfs_root_recsize === 0 ? 131072 : payload.zfs_root_recsize)])
  for (const [name, property] of [
    ['zfs_filesystem_limit', 'filesystem_limit'],
    ['zfs_snapshot_limit', 'snapshot_limit'],
  ] as const) {
    if (typeof payload[name] === 'number') wanted.push([property, String(payload[name])])
    else if (cleared.includes(name)) wanted.push([property, '0'])
  }
  for (const [name, value] of wanted) {
    const done = setRoot(sim, zone, name, value)
    if (!done.ok) return refuse('update.dataset', { name, value, why: done.error.code })
  }
  return ok()
}
function changedFlats(zone: Zone, given: Values): Result<Record<string, Json>, 'values'> {
  const changed: Record<string, Json> = {}
  for (const name of FLAT) {
    const set = given[`set_${name}`]
    const remove = given[`remove_${name}`]
    if (set === undefined && remove === undefined) continue
    if (set !== undefined && (!isObject(set) || Object.values(set).some((value) => typeof value === 'object')))
      return refuse('values', { values: [`set_${name}`] })
    const gone = remove === undefined ? [] : Array.isArray(remove) ? remove.map(String) : [String(remove)]
    const all = new Map(Object.entries((zone.properties[name] ?? {}) as Values))
    for (const [key, value] of Object.entries((set ?? {}) as Values)) all.set(key, value)
    for (const key of gone) all.delete(key)
    changed[name] = Object.fromEntries(all)
  }
  return ok(changed)
}
function changedNics(sim: Simulation, zone: Zone, given: Values): Result<readonly VmNic[], NicRefusal | 'values' | 'nic.unknown'> {
  const [added, updated] = [given.add_nics ?? [], given.update_nics ?? []]
  if (!isTable(added) || !isTable(updated)) return refuse('values', { values: [isTable(added) ? 'update_nics' : 'add_nics'] })
  const removed = Array.isArray(given.remove_nics) ? given.remove_nics.map((mac) => String(mac).toLowerCase()) : []
  const bad = [...badNicValues(added).map((name) => `add_${name}`), ...badNicValues(updated).map((name) => `update_${name}`)]
  if (bad.length > 0) return refuse('values', { values: bad })
  let nics = ((zone.properties.nics ?? []) as readonly VmNic[]).filter((nic) => !removed.includes(String(nic.mac)))
  for (const change of updated) {
    const mac = String(change.mac).toLowerCase()
    const old = nics.find((nic) => nic.mac === mac)
    if (!old) return refuse('nic.unknown', { mac })
    const { ip, ips, netmask, ...same } = old
    const address =
      change.ip !== undefined || change.ips !== undefined || change.netmask !== undefined
        ? { ip: change.ips === undefined ? (change.ip ?? ip) : undefined, netmask: change.netmask ?? netmask }
        : { ip, ips, netmask }
    const next = inOrder({ ...same, ...address, ...change, mac })
    const others = nics.filter((nic) => nic !== old).map((nic) => (change.primary ? inOrder({ ...nic, primary: undefined }) : nic))
    const whole = completeNics(sim, zone.server, zone.brand, [next], others)
    if (!whole.ok) return whole
    nics = nics.map((nic) => whole.value.find((one) => one.mac === nic.mac) ?? nic)
  }
  if (added.some((nic) => nic.primary)) nics = nics.map((nic) => inOrder({ ...nic, primary: undefined }))
  return added.length > 0 || (removed.length > 0 && nics.length > 0) ? completeNics(sim, zone.server, zone.brand, added, nics) : ok(nics)
}
