import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { dateOf, epochOf } from '../hardware/clock.ts'
import type { Definition } from './definition.ts'
import { IMAGE } from './image.ts'
import { GLOBAL, type Manifest, ZONE } from './manifests.ts'
import { isEnabled, type Place, recordOf, recordsOf, type ServiceRecord, type State, splitFmri, stateIn } from './service.ts'

/** An SMF instance as `svcs` sees it. */
export interface Service {
  readonly fmri: string
  readonly description: string
  readonly state: State
  /** The state that it is on its way to. */
  readonly next: State | 'none'
  /** When it came into this state, milliseconds since 1970. */
  readonly since: number
  readonly enabled: boolean
  readonly definition: Definition
  /** What is kept of it; absent: all follows from the start-up. */
  readonly record?: ServiceRecord
}

/** The image's services of a kind of place, by FMRI; what depends on services that are not there does not. */
function kindOf(manifests: readonly Manifest[]): { manifests: ReadonlyMap<string, Manifest>; definitions: ReadonlyMap<string, Definition> } {
  const names = new Set(manifests.flatMap(({ fmri }) => [fmri, fmri.slice(0, fmri.lastIndexOf(':'))]))
  const definitions = manifests.flatMap(({ fmri, step }): [string, Definition][] => {
    const definition = IMAGE.get(fmri)
    if (!definition) return []
    const dependencies = definition.dependencies
      .map((one) => ({ ...one, entities: one.entities.filter((entity) => entity.startsWith('file:') || names.has(entity)) }))
      .filter(({ entities }) => entities.length > 0)
    return [[fmri, { ...definition, dependencies, enabled: step !== undefined }]]
  })
  return { manifests: new Map(manifests.map((manifest) => [manifest.fmri, manifest])), definitions: new Map(definitions) }
}
const KINDS = { global: kindOf(GLOBAL), zone: kindOf(ZONE) }
/** What comes with the image in a place. */
export const imageOf = ({ zone }: Place) => (zone ? KINDS.zone : KINDS.global)
/** What the manifest of a service says; undefined if there is none of that name. */
export const definitionOf = (world: World, place: Place, fmri: string): Definition | undefined =>
  recordOf(world, place, fmri)?.definition ?? imageOf(place).definitions.get(fmri)

/** What the start-up of a place has reached: by this the state of a service that nobody touched is known. */
interface Startup {
  readonly began: number
  /** When a step was over, milliseconds since 1970; undefined: not yet. */
  reached(step: string): number | undefined
  /** The step that is under way. */
  readonly now: string | undefined
}
function startupOf(world: World, { server, zone }: Place): Startup | undefined {
  if (zone) {
    const booted = world.get(zone)?.booted
    if (booted === undefined) return undefined
    const age = dateOf(world) - booted
    const reached = (step: string): number | undefined => (Number(step) <= age ? booted + Number(step) : undefined)
    return { began: booted, reached, now: ZONE.find(({ step }) => step !== undefined && Number(step) > age)?.step }
  }
  const system = world.get(server)?.system
  if (!system) return undefined
  const epoch = epochOf(world)
  const began = epoch + system.bootedAt
  const reached = (step: string): number | undefined => {
    if (step === 'kernel') return began + 500
    const at = system.reached[step]
    return at === undefined ? undefined : epoch + at
  }
  return { began, reached, now: GLOBAL.find(({ step }) => step !== undefined && reached(step) === undefined)?.step }
}
function derived({ fmri, step }: Manifest, definition: Definition, startup: Startup, stands: boolean): Service {
  const base = { fmri, description: definition.name, enabled: step !== undefined, definition }
  const first = startup.began + 1000
  if (step === undefined) return { ...base, state: 'disabled', next: 'none', since: first }
  const at = startup.reached(step)
  if (at !== undefined) return { ...base, state: 'online', next: 'none', since: at }
  return { ...base, state: 'offline', next: step === startup.now && !stands ? 'online' : 'none', since: first }
}
/** Whether the start-up stands still: something of the step that is under way was given up. */
const standsStill = (records: Iterable<ServiceRecord>, place: Place, { now }: Startup): boolean => {
  for (const { fmri, machine } of records)
    if (machine.value === 'maintenance' && now !== undefined && imageOf(place).manifests.get(fmri)?.step === now) return true
  return false
}
function kept(record: ServiceRecord, definition: Definition): Service {
  return {
    fmri: record.fmri,
    description: definition.name,
    ...stateIn(record),
    since: record.since,
    enabled: isEnabled(record),
    definition,
    record,
  }
}

/** The services of a place. Empty when nothing runs there. What nobody touched follows from the steps of the start-up. */
export function servicesOf(world: World, server: Id<'server'>, zone?: Id<'zone'>): Service[] {
  const place = { server, zone }
  const startup = startupOf(world, place)
  if (!startup) return []
  const { manifests, definitions } = imageOf(place)
  const records = new Map(recordsOf(world, place).map((record) => [record.fmri, record]))
  const stands = standsStill(records.values(), place, startup)
  const services: Service[] = []
  for (const [fmri, definition] of definitions) {
    const record = records.get(fmri)
    records.delete(fmri)
    services.push(record ? kept(record, record.definition ?? definition) : derived(manifests.get(fmri) as Manifest, definition, startup, stands))
  }
  for (const record of records.values()) if (record.definition) services.push(kept(record, record.definition))
  return services
}
/** One service; undefined if there is none of that name, or nothing runs there. */
export function serviceOf(world: World, place: Place, fmri: string): Service | undefined {
  const startup = startupOf(world, place)
  if (!startup) return undefined
  const definition = definitionOf(world, place, fmri)
  if (!definition) return undefined
  const record = recordOf(world, place, fmri)
  if (record) return kept(record, definition)
  return derived(imageOf(place).manifests.get(fmri) as Manifest, definition, startup, standsStill(recordsOf(world, place), place, startup))
}
/** The instances that a name stands for: itself, or all of a service. */
export function instancesOf(world: World, place: Place, entity: string): string[] {
  const { definitions } = imageOf(place)
  if (/:[^/:]+$/.test(entity.slice('svc:'.length))) return definitions.has(entity) || recordOf(world, place, entity)?.definition ? [entity] : []
  const own = recordsOf(world, place).filter(({ definition }) => definition)
  const all = [...new Set([...definitions.keys(), ...own.map(({ fmri }) => fmri)])]
  return all.filter((fmri) => `svc:/${splitFmri(fmri).service}` === entity)
}
