import type { Id, Living } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { Definition, PropertyGroup } from './definition.ts'

/** Where services run: the global zone of a server, or a zone of it. */
export interface Place {
  readonly server: Id<'server'>
  readonly zone?: Id<'zone'> | undefined
}
/** States as svcs prints them. */
export type State = 'uninitialized' | 'disabled' | 'offline' | 'online' | 'degraded' | 'maintenance'
/** Why a service is in maintenance: the auxiliary state. Source: illumos usr/src/lib/librestart/common/librestart.h. */
export type Reason = 'administrative_request' | 'fault_threshold_reached' | 'method_failed' | 'restarting_too_quickly' | 'dependency_cycle' | 'none'

/**
 * A service that somebody has touched, or that is not of the image: what the repository and the restarter keep of it. All the
 * others are worked out (`services.ts`). Those of a global zone are in RAM, those of a zone in its dataset.
 */
export interface ServiceRecord extends Living {
  readonly id: Id<'service'>
  readonly server: Id<'server'>
  /** The server for a global zone, or the zone. */
  readonly place: Id
  /** `svc:/network/ssh:default` */
  readonly fmri: string
  /** general/enabled */
  readonly enabled: boolean
  /** general_ovr/enabled: what counts until the next boot. */
  readonly override?: boolean
  readonly comment?: string
  /** When it came into its state, milliseconds since 1970. */
  readonly since: number
  readonly reason?: Reason
  /** Exit status of the last start method; -1: it was killed. */
  readonly status?: number
  /** How often in a row its start method failed. */
  readonly failures: number
  /** Simulated ms of the latest starts. */
  readonly starts: readonly number[]
  /** Contract of its processes, and the first of them; they are numbered anew at each start. */
  readonly contract?: number
  readonly pid?: number
  /** What its manifest says; absent: it is of the image. */
  readonly definition?: Definition
  /** Property groups that were changed or added by hand. */
  readonly groups?: Readonly<Record<string, PropertyGroup>>
}
declare module '../../sim/record.ts' {
  interface Records {
    service: ServiceRecord
  }
}

/** The id that says which place it is. */
export const placeId = ({ server, zone }: Place): Id => zone ?? server
/** The place of a service. */
export const placeOf = ({ server, place }: ServiceRecord): Place => (place === server ? { server } : { server, zone: place as Id<'zone'> })
/** Id of the record of a service: `service:node1/global/network/ssh:default`. */
export const serviceId = ({ server, zone }: Place, fmri: string): Id<'service'> =>
  `service:${zone ? zone.slice('zone:'.length) : `${server.slice('server:'.length)}/global`}/${fmri.slice('svc:/'.length)}`
/** What is kept of a service; undefined: it is as the image has it. */
export const recordOf = (world: World, place: Place, fmri: string): ServiceRecord | undefined => world.get(serviceId(place, fmri))
/** All that is kept of the services of a place. */
export const recordsOf = (world: World, place: Place): readonly ServiceRecord[] => world.by('service', 'place', placeId(place))
/** The state, and the one that it is on its way to. */
export function stateIn({ machine, enabled, override }: ServiceRecord): { state: State; next: State | 'none' } {
  const value = machine.value as string
  const state = value.replace('*', '') as State
  if (value === 'offline*') return { state, next: 'online' }
  if (value.endsWith('*')) return { state, next: machine.context?.goal === 'maintenance' ? 'maintenance' : (override ?? enabled) ? 'offline' : 'disabled' }
  return { state, next: 'none' }
}
/** Whether it is to run. */
export const isEnabled = ({ enabled, override }: ServiceRecord): boolean => override ?? enabled
/** The parts of an FMRI: `svc:/network/ssh:default` is `network/ssh` and `default`. */
export function splitFmri(fmri: string): { service: string; instance: string } {
  const at = fmri.lastIndexOf(':')
  return { service: fmri.slice('svc:/'.length, at), instance: fmri.slice(at + 1) }
}
