import type { Simulation } from '../../sim/simulation.ts'
import type { Definition, Method, Property, PropertyGroup } from './definition.ts'
import { keep } from './operations.ts'
import type { Place, ServiceRecord } from './service.ts'
import { definitionOf, serviceOf } from './services.ts'

/** What stands in `file` of a service of the image whose methods were changed by hand: they are no longer those of the image. */
const BY_HAND = 'svccfg'

/** A property of a service is set by hand. What the restarter reads of it counts from the next start on. */
export function setProperty(sim: Simulation, place: Place, fmri: string, group: string, name: string, property: Property, type: string): void {
  const record = keep(sim, place, fmri)
  const before = record.groups?.[group]
  const groups = { ...record.groups, [group]: { type: before?.type ?? type, properties: { ...before?.properties, [name]: property } } }
  const changed = sim.put<ServiceRecord>({ ...record, groups, ...(group === 'general' && name === 'enabled' && { enabled: property.values[0] === 'true' }) })
  const definition = definitionOf(sim.world, place, fmri)
  const after = definition && withProperty(definition, group, name, property)
  if (after && after !== definition) sim.put<ServiceRecord>({ ...changed, definition: after })
  if (group === 'general' && name === 'enabled') sim.send(record.id, { type: property.values[0] === 'true' ? 'enable' : 'disable' })
}
/** A definition with what a property of its methods or of startd says. */
function withProperty(definition: Definition, group: string, name: string, { values }: Property): Definition {
  const [value = ''] = values
  if (group === 'startd' && name === 'duration')
    return { ...definition, duration: value === 'transient' ? 'transient' : value === 'child' || value === 'wait' ? 'child' : 'contract' }
  const method = definition.methods[group]
  if (!method) return definition
  const changes: Readonly<Record<string, Partial<Method>>> = {
    exec: { exec: value },
    timeout_seconds: { timeout: Number(value) },
    user: { user: value },
    group: { group: value },
    working_directory: { workingDirectory: value },
    environment: { environment: Object.fromEntries(values.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)])) },
  }
  const change = changes[name]
  if (!change) return definition
  return {
    ...definition,
    methods: { ...definition.methods, [group]: { ...method, ...change } },
    ...(name === 'exec' && { file: definition.file ?? BY_HAND }),
  }
}
/** An empty property group is added by hand. */
export function addGroup(sim: Simulation, place: Place, fmri: string, name: string, type: string): void {
  const record = keep(sim, place, fmri)
  sim.put<ServiceRecord>({ ...record, groups: { ...record.groups, [name]: { type, properties: {} } } })
}
/** A property group, or a property of it, is taken away; false: there is none. What the image has stays: only what was set goes. */
export function removeProperty(sim: Simulation, place: Place, fmri: string, group: string, name?: string): boolean {
  const service = serviceOf(sim.world, place, fmri)
  if (!service) return false
  const record = keep(sim, place, fmri)
  const without = (groups: Readonly<Record<string, PropertyGroup>> | undefined): Readonly<Record<string, PropertyGroup>> | undefined => {
    const known = groups?.[group]
    if (!groups || !known || (name !== undefined && !(name in known.properties))) return undefined
    const { [group]: _, ...others } = groups
    if (name === undefined) return others
    const { [name]: __, ...properties } = known.properties
    return { ...others, [group]: { ...known, properties } }
  }
  const own = without(record.groups)
  const given = without(record.definition?.groups)
  if (own) sim.put<ServiceRecord>({ ...record, groups: own })
  const now = keep(sim, place, fmri)
  if (given && now.definition) sim.put<ServiceRecord>({ ...now, definition: { ...now.definition, groups: given } })
  return own !== undefined || given !== undefined
}
