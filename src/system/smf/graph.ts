import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { openFiles } from '../files/open.ts'
import { dateOf } from '../hardware/clock.ts'
import type { Definition, Dependency } from './definition.ts'
import type { Place, State } from './service.ts'
import { definitionOf, imageOf, instancesOf, serviceOf, servicesOf } from './services.ts'

/** Whether a service does its work. */
export const isUp = (state: State | undefined): boolean => state === 'online' || state === 'degraded'
const stateOf = (world: World, place: Place, fmri: string): State | undefined => serviceOf(world, place, fmri)?.state

/** Whether a service will not come up before somebody does something: such a one holds up no optional dependent. Source: illumos startd/graph.c optional_all_satisfied. */
function isHopeless(world: World, place: Place, fmri: string, seen: ReadonlySet<string>): boolean {
  const service = serviceOf(world, place, fmri)
  if (!service || service.state === 'disabled' || service.state === 'maintenance') return true
  if (isUp(service.state) || seen.has(fmri)) return false
  const deeper = new Set([...seen, fmri])
  return service.definition.dependencies.some(({ grouping, entities }) => {
    if (grouping !== 'require_all' && grouping !== 'require_any') return false
    const states = entities.filter((entity) => !entity.startsWith('file:')).map((entity) => instancesOf(world, place, entity))
    const lost = states.map((instances) => instances.every((one) => isHopeless(world, place, one, deeper)))
    return grouping === 'require_all' ? lost.some(Boolean) : lost.length > 0 && lost.every(Boolean)
  })
}
/** Whether what is cited is there: a file that exists, a service with an instance that is up. */
function isThere(sim: Simulation, place: Place, entity: string): boolean {
  if (entity.startsWith('file:')) return openFiles(sim, place).exists(entity.replace(/^file:\/\/[^/]*/, ''))
  return instancesOf(sim.world, place, entity).some((fmri) => isUp(stateOf(sim.world, place, fmri)))
}
/** Whether a dependency is satisfied. Source: smf(7). */
function holds(sim: Simulation, place: Place, { grouping, entities }: Dependency): boolean {
  const { world } = sim
  const there = (entity: string): boolean => isThere(sim, place, entity)
  if (grouping === 'require_all') return entities.every(there)
  if (grouping === 'require_any') return entities.some(there)
  if (grouping === 'exclude_all') return !entities.some(there)
  return entities.every(
    (entity) => there(entity) || entity.startsWith('file:') || instancesOf(world, place, entity).every((fmri) => isHopeless(world, place, fmri, new Set())),
  )
}
/** What keeps a service from running, of the things that it depends on. */
export const unmet = (sim: Simulation, place: Place, { dependencies }: Definition): readonly Dependency[] =>
  dependencies.filter((dependency) => !holds(sim, place, dependency))

/** A service of the image does not come before its turn in the start-up. */
export function isDue(world: World, place: Place, fmri: string): boolean {
  const manifest = imageOf(place).manifests.get(fmri)
  if (!manifest?.step) return true
  if (place.zone) {
    const booted = world.get(place.zone)?.booted
    return booted !== undefined && dateOf(world) - booted >= Number(manifest.step)
  }
  return manifest.step === 'kernel' || world.get(place.server)?.system?.reached[manifest.step] !== undefined
}

/** Who depends on a service, and how. */
export interface Dependent {
  readonly fmri: string
  readonly dependency: Dependency
}
/** The services that cite an instance or its service. */
export function dependentsOf(world: World, place: Place, fmri: string): Dependent[] {
  const service = fmri.slice(0, fmri.lastIndexOf(':'))
  return servicesOf(world, place.server, place.zone).flatMap(({ fmri: dependent, definition }) =>
    definition.dependencies
      .filter(({ entities }) => entities.includes(fmri) || entities.includes(service))
      .map((dependency) => ({ fmri: dependent, dependency })),
  )
}
/** What a service cites that is no file: instances, or the cited name if there is none. */
export function citedBy(world: World, place: Place, fmri: string): string[] {
  const cited = definitionOf(world, place, fmri)?.dependencies ?? []
  return cited.flatMap(({ entities }) => entities.filter((entity) => !entity.startsWith('file:')).flatMap((entity) => instancesOf(world, place, entity)))
}
