import type { Id, Rec } from '../../sim/record.ts'

/** An image as its manifest describes it. */
export interface Manifest {
  readonly uuid: string
  readonly name: string
  readonly version: string
  readonly os: 'smartos' | 'linux' | 'bsd' | 'windows' | 'other'
  readonly type: 'zone-dataset' | 'lx-dataset' | 'zvol' | 'docker' | 'other'
  readonly description: string
  /** ISO date. */
  readonly published_at: string
  readonly origin?: string
  /** Bytes on the wire. */
  readonly size: number
  /** Bytes once unpacked. */
  readonly unpacked: number
}
/** An image installed on a server's pool: the dataset `zones/<uuid>` with its `@final`. */
export interface Image extends Rec {
  readonly id: Id<'image'>
  readonly server: Id<'server'>
  readonly manifest: Manifest
}
declare module '../../sim/record.ts' {
  interface Records {
    image: Image
  }
}
