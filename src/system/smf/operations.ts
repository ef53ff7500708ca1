import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import type { Definition } from './definition.ts'
import { isDue, unmet } from './graph.ts'
import { logLine } from './log.ts'
import { failedAtBoot, reasonOf } from './method.ts'
import { isEnabled, type Place, placeId, recordOf, recordsOf, type ServiceRecord, serviceId } from './service.ts'
import { imageOf, serviceOf } from './services.ts'

/**
 * From now on something is kept of a service of the image: it begins in the state that follows from the start-up. What its log
 * would say of that state is written there. Throws if there is no such service, or nothing runs in the place.
 */
export function keep(sim: Simulation, place: Place, fmri: string): ServiceRecord {
  const known = recordOf(sim.world, place, fmri)
  if (known) return known
  const service = serviceOf(sim.world, place, fmri)
  if (!service) throw new Error(`no service ${fmri}`)
  const { state, since, enabled, definition } = service
  const record = sim.put<ServiceRecord>({
    id: serviceId(place, fmri),
    server: place.server,
    place: placeId(place),
    fmri,
    enabled,
    since,
    failures: 0,
    starts: [],
    machine: { value: state, context: { goal: 'offline' } },
  })
  if (state === 'online') {
    logLine(sim, record, 'Enabled.', since)
    const exec = definition.methods.start?.exec ?? ':true'
    logLine(sim, record, exec === ':true' ? 'Executing start method (null).' : `Executing start method ("${exec}").`, since)
    if (exec !== ':true') logLine(sim, record, 'Method "start" exited with status 0.', since)
  }
  return record
}
/** svcadm enable and disable. `temporary`: until the next boot; `comment`: why it is disabled. */
export function setEnabled(sim: Simulation, place: Place, fmri: string, enabled: boolean, how: { temporary?: boolean; comment?: string } = {}): void {
  const { override, comment, ...record } = keep(sim, place, fmri)
  const text = !enabled && how.comment ? { comment: how.comment } : {}
  sim.put<ServiceRecord>(how.temporary ? { ...record, override: enabled, ...text } : { ...record, enabled, ...text })
  sim.send(record.id, { type: enabled ? 'enable' : 'disable' })
}
/** svcadm restart, refresh, clear, mark: what becomes of it is asked of the statechart. False: nothing. */
export function act(
  sim: Simulation,
  place: Place,
  fmri: string,
  type: 'restart' | 'refresh' | 'clear' | 'mark degraded' | 'mark maintenance' | 'dependency stopped',
): boolean {
  const record = keep(sim, place, fmri)
  if (type === 'mark maintenance') sim.patch(record, { reason: 'administrative_request' })
  return sim.send(record.id, { type })
}
/** Puts a service of the image, that is still on its way up, into maintenance: its method has failed during the start-up with that status, and printed that. */
export function failAtBoot(sim: Simulation, place: Place, fmri: string, status: number, lines: readonly string[]): void {
  if (!serviceOf(sim.world, place, fmri)) return
  const record = sim.put<ServiceRecord>({
    id: serviceId(place, fmri),
    server: place.server,
    place: placeId(place),
    fmri,
    enabled: true,
    since: dateOf(sim.world),
    reason: reasonOf(status),
    status,
    failures: 1,
    starts: [],
    machine: { value: 'maintenance', context: { goal: 'offline' } },
  })
  failedAtBoot(sim, record, status, lines)
}
/** The start-up stands still: what it would bring up later and needs nothing of what is missing comes up all the same. */
export function bringUpOthers(sim: Simulation, place: Place): void {
  for (;;) {
    const next = [...imageOf(place).definitions.values()].find(
      (definition) => definition.enabled && serviceOf(sim.world, place, definition.fmri)?.state === 'offline' && unmet(sim, place, definition).length === 0,
    )
    if (!next || recordOf(sim.world, place, next.fmri)) return
    const record = keep(sim, place, next.fmri)
    sim.put<ServiceRecord>({ ...record, since: dateOf(sim.world), machine: { value: 'online', context: { goal: 'offline' } } })
  }
}
/** Adds the services of a manifest, or replaces what is known of them; yields their FMRIs. A new one is enabled as its manifest says. */
export function addDefinition(sim: Simulation, place: Place, definition: Definition): void {
  const { fmri } = definition
  const known = recordOf(sim.world, place, fmri)
  if (known || imageOf(place).definitions.has(fmri)) {
    const record = keep(sim, place, fmri)
    sim.put<ServiceRecord>({ ...record, definition })
    return
  }
  sim.start<Omit<ServiceRecord, 'machine'>>({
    id: serviceId(place, fmri),
    server: place.server,
    place: placeId(place),
    fmri,
    enabled: definition.enabled,
    since: dateOf(sim.world),
    failures: 0,
    starts: [],
    definition,
  })
}
/** Whether the system of a place is on its way down: what stops then stays so. */
export const isGoingDown = ({ world }: Simulation, { server }: Place): boolean => {
  const { value } = world.need(server).machine
  return typeof value === 'object' && typeof value.on === 'object' && 'down' in value.on
}
/** An orderly way down: stop methods of one's own run. Those of the image are in the time that it takes. */
export function stopOwnServices(sim: Simulation, place: Place): void {
  for (const { id, definition } of recordsOf(sim.world, place)) if (definition?.file !== undefined) sim.send(id, { type: 'disable' })
}
/** svccfg delete: the service is stopped and forgotten. */
export function deleteService(sim: Simulation, place: Place, fmri: string): void {
  const record = recordOf(sim.world, place, fmri)
  if (!record) return
  forget(sim, [record])
}
function forget(sim: Simulation, records: readonly ServiceRecord[]): void {
  const changes: Record<string, undefined> = {}
  for (const { id } of records) for (const key of [id, ...['method', 'timeout', 'exited'].map((timer) => `due:${id} ${timer}`)]) changes[key] = undefined
  sim.commit(changes)
}
/** RAM is gone, and the repository of the global zone with it. */
export const forgetServices = (sim: Simulation, server: Id<'server'>): void => forget(sim, recordsOf(sim.world, { server }))

/** Looks which of the services that wait can start now: something came up, or the start-up is a step further. */
export function look(sim: Simulation, place: Place): void {
  for (const { id, fmri } of recordsOf(sim.world, place)) {
    const record = sim.world.get(id)
    if (record?.machine.value !== 'offline' || !isEnabled(record) || !isDue(sim.world, place, fmri)) continue
    const definition = serviceOf(sim.world, place, fmri)?.definition
    if (definition && unmet(sim, place, definition).length === 0) sim.send(id, { type: 'satisfied' })
  }
}
/** What is up of a place whose services do not all follow from the start-up: those of a step whose dependencies fail stay offline. */
export function reached(sim: Simulation, place: Place, step: string): void {
  const records = recordsOf(sim.world, place)
  if (records.length === 0) return
  for (const [fmri, manifest] of imageOf(place).manifests) {
    if (manifest.step !== step || recordOf(sim.world, place, fmri)) continue
    const definition = imageOf(place).definitions.get(fmri)
    if (!definition || unmet(sim, place, definition).length === 0) continue
    sim.put<ServiceRecord>({
      id: serviceId(place, fmri),
      server: place.server,
      place: placeId(place),
      fmri,
      enabled: true,
      since: dateOf(sim.world),
      failures: 0,
      starts: [],
      machine: { value: 'offline', context: { goal: 'offline' } },
    })
  }
  look(sim, place)
}
/** Whether a service does its work, comes up now, or would if it is its turn: what a step of the start-up does is its service's doing. */
export const mayRun = (sim: Simulation, place: Place, fmri: string): boolean => {
  const record = recordOf(sim.world, place, fmri)
  return !record || ['online', 'degraded', 'offline*'].includes(record.machine.value as string)
}
