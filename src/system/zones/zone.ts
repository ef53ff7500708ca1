import type { Id, Json, Living } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { mountAtPath } from '../files/mounts.ts'
import { nameOf } from '../hardware/hardware.ts'

/** The brands of SmartOS. */
export const BRANDS = ['joyent', 'joyent-minimal', 'builder', 'lx', 'kvm', 'bhyve'] as const
/** What runs in a zone and how. */
export type Brand = (typeof BRANDS)[number]

/** A zone, with what vmadm keeps about the VM in it. */
export interface Zone extends Living {
  readonly id: Id<'zone'>
  readonly server: Id<'server'>
  /** The zone's name, too. */
  readonly uuid: string
  readonly alias: string
  readonly brand: Brand
  /** Numeric id while there is a kernel zone; a new one at each boot. */
  readonly zoneid?: number
  /** Debug id: stays the same for the zone's whole life. */
  readonly zonedid: number
  readonly autoboot: boolean
  /** Dataset of its root: `zones/<uuid>`. */
  readonly dataset: string
  readonly image?: string
  /** The VM's other properties as vmadm names them: max_physical_memory, quota, nics… */
  readonly properties: Readonly<Record<string, Json | undefined>>
  /** Milliseconds since 1970. */
  readonly created: number
  /** Last change of its configuration, milliseconds since 1970. */
  readonly modified: number
  /** When its kernel zone booted, milliseconds since 1970; only while there is one. */
  readonly booted?: number
  /** First process id of the zone (its zsched; init is the next one); only while there is a kernel zone. */
  readonly pid?: number
  /** How it ended the last time. */
  readonly exit?: { readonly status: number; readonly at: number }
  /** vmadm's `transition` attribute: set while something is under way. */
  readonly transition?: { readonly name: 'provisioning' | 'receiving' | 'stopping'; readonly target: string; readonly expires: number }
  /** vmadm's `provisioning` attribute. */
  readonly provisioning?: true
  /** vmadm's `failed` attribute: why. */
  readonly failed?: string
  /** The VM is being deleted: the record goes once the zone is uninstalled. */
  readonly deleting?: true
}
declare module '../../sim/record.ts' {
  interface Records {
    zone: Zone
  }
}

/** Id of the zone of that name. */
export const zoneId = (server: Id<'server'>, uuid: string): Id<'zone'> => `zone:${nameOf(server)}/${uuid}`
/** Where a zone lives: `/zones/<uuid>`. */
export const zonepathOf = (zone: Pick<Zone, 'dataset'>): string => `/${zone.dataset}`
/** What a person calls a VM: its alias, or the first part of its UUID. */
export const callNameOf = ({ alias, uuid }: Pick<Zone, 'alias' | 'uuid'>): string => alias || uuid.slice(0, 8)
/** Whether a zone has a hypervisor as its init. */
export const isHvm = (brand: Brand): boolean => brand === 'kvm' || brand === 'bhyve'

/** Whether the configurations of the zones are there: they lie in the pool, and a system without it knows no zone. */
const areKnown = (world: World, server: Id<'server'>): boolean => mountAtPath(world, server, '/etc/zones')?.lives === 'pool'
/** The zones that the running system of a server knows, in order of their making. */
export function zonesOf(world: World, server: Id<'server'>): readonly Zone[] {
  return areKnown(world, server) ? world.by('zone', 'server', server) : []
}
/** The zone of that name, if the running system of the server knows it. */
export function findZone(world: World, server: Id<'server'>, name: string): Zone | undefined {
  return areKnown(world, server) ? world.get(zoneId(server, name)) : undefined
}
