import type { World } from '../../sim/world.ts'
import type { Definition, Dependency, Method, Property, PropertyGroup } from './definition.ts'
import { logOf } from './log.ts'
import type { Place } from './service.ts'
import type { Service } from './services.ts'

type Groups = Readonly<Record<string, PropertyGroup>>
const one = (type: string, value: string): Property => ({ type, values: [value] })
/** Times as the repository prints them: seconds since 1970, with nine decimals. */
const time = (ms: number): string => `${Math.floor(ms / 1000)}.${String(Math.floor(ms % 1000)).padStart(3, '0')}000000`

function methodGroup({ exec, timeout, user, group, workingDirectory, environment }: Method): PropertyGroup {
  const properties: Record<string, Property> = {
    exec: one('astring', exec),
    ...(environment && { environment: { type: 'astring', values: Object.entries(environment).map(([name, value]) => `${name}=${value}`) } }),
    ...(group !== undefined && { group: one('astring', group) }),
    timeout_seconds: one('count', String(timeout)),
    type: one('astring', 'method'),
    ...(user !== undefined && { user: one('astring', user) }),
    ...(workingDirectory !== undefined && { working_directory: one('astring', workingDirectory) }),
  }
  return { type: 'method', properties }
}
function dependencyGroup({ entities, grouping, restartOn }: Dependency): PropertyGroup {
  const kind = entities.some((entity) => entity.startsWith('file:')) ? 'path' : 'service'
  const properties = {
    entities: { type: 'fmri', values: entities },
    grouping: one('astring', grouping),
    restart_on: one('astring', restartOn),
    type: one('astring', kind),
  }
  return { type: 'dependency', properties }
}
/** Property groups that belong to a service as a whole: dependencies, methods, what its manifest adds. */
export function serviceGroups({ dependencies, methods, duration, name, groups }: Definition): Groups {
  return {
    ...Object.fromEntries(dependencies.map((dependency) => [dependency.name, dependencyGroup(dependency)])),
    ...Object.fromEntries(Object.entries(methods).map(([method, what]) => [method, methodGroup(what)])),
    ...(duration !== 'contract' && { startd: { type: 'framework', properties: { duration: one('astring', duration) } } }),
    ...(name !== '' && { tm_common_name: { type: 'template', properties: { C: one('ustring', name) } } }),
    ...groups,
  }
}
/** Groups that are gone at the next boot by their nature. */
export const NONPERSISTENT: ReadonlySet<string> = new Set(['restarter', 'general_ovr', 'restarter_actions'])
/** Property groups of an instance: whether it is to run, and how it does. */
export function instanceGroups(world: World, place: Place, { fmri, record, enabled, state, next, since }: Service): Groups {
  const properties: Record<string, Property> = {
    logfile: one('astring', logOf(world, place, fmri)),
    ...(record?.contract !== undefined && { contract: one('count', String(record.contract)), start_pid: one('count', String(record.pid ?? 0)) }),
    ...(record?.status !== undefined && { start_method_waitstatus: one('integer', String(record.status < 0 ? 9 : record.status * 256)) }),
    auxiliary_state: one('astring', record?.reason ?? (state === 'online' ? 'dependencies_satisfied' : 'none')),
    next_state: one('astring', next),
    state: one('astring', state),
    state_timestamp: one('time', time(since)),
  }
  return {
    general: { type: 'framework', properties: { enabled: one('boolean', String(record?.enabled ?? enabled)) } },
    ...(record?.override !== undefined && { general_ovr: { type: 'framework', properties: { enabled: one('boolean', String(record.override)) } } }),
    restarter: { type: 'framework', properties },
  }
}
/** All property groups of a service as one sees them together; what was set by hand comes last. */
export function groupsOf(world: World, place: Place, service: Service): Groups {
  const base: Record<string, PropertyGroup> = { ...instanceGroups(world, place, service), ...serviceGroups(service.definition) }
  for (const [name, group] of Object.entries(service.record?.groups ?? {}))
    base[name] = { type: base[name]?.type ?? group.type, properties: { ...base[name]?.properties, ...group.properties } }
  return base
}
/** Types of properties. Source: libscf(3LIB). */
export const TYPES = 'count integer opaque host hostname net_address net_address_v4 net_address_v6 time astring ustring boolean fmri uri'.split(' ')
/** Whether a text is a value of a type. */
export function isValue(type: string, text: string): boolean {
  if (type === 'boolean') return /^(true|false|t|f|1|0)$/.test(text)
  if (type === 'count') return /^\d+$/.test(text)
  if (type === 'integer') return /^-?\d+$/.test(text)
  if (type === 'time') return /^-?\d+(\.\d{1,9})?$/.test(text)
  if (type === 'opaque') return /^([0-9a-fA-F]{2})*$/.test(text)
  if (type === 'net_address_v4') return /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/.test(text)
  return true
}
