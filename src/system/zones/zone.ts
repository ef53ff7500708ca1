import type { Id, Json, Living } from '../../sim/record.ts'

/** A zone, with what vmadm keeps about the VM in it. */
export interface Zone extends Living {
  readonly id: Id<'zone'>
  readonly server: Id<'server'>
  /** The zone's name, too. */
  readonly uuid: string
  readonly alias: string
  readonly brand: 'joyent' | 'joyent-minimal' | 'builder' | 'lx' | 'kvm' | 'bhyve'
  /** Numeric id while there is a kernel zone; a new one at each boot. */
  readonly zoneid?: number
  readonly autoboot: boolean
  /** Dataset of its root: `zones/<uuid>`. */
  readonly dataset: string
  readonly image?: string
  /** The VM's other properties as vmadm names them: max_physical_memory, quota, nics… */
  readonly properties: Readonly<Record<string, Json | undefined>>
}
declare module '../../sim/record.ts' {
  interface Records {
    zone: Zone
  }
}
