import type { Id, Living, Rec } from '../../sim/record.ts'

/** A physical server: its power and boot statechart (`server.machine.ts`), and what its running kernel knows of itself. */
export interface Server extends Living {
  readonly id: Id<'server'>
  readonly name: string
  readonly uuid: string
  readonly ramMiB: number
  readonly cpus: number
  /** Firmware boot order: names of devices, such as `usb`, `disk`, `pxe`. */
  readonly bootOrder: readonly string[]
  readonly firmware: 'bios' | 'uefi'
  /** The system that runs, from the moment its kernel is in RAM; absent when nothing runs. */
  readonly system?: RunningSystem
}
/** What is in RAM while a system runs: gone at power-off. */
export interface RunningSystem {
  /** Platform image stamp, `20260312T002222Z`. */
  readonly platform: string
  /** Boot parameters, as `bootparams` shows them. */
  readonly bootParameters: Readonly<Record<string, string>>
  /** Simulated ms at which the kernel started. */
  readonly bootedAt: number
  readonly hostname: string
  /** Has the login prompt been reached: commands may run. */
  readonly multiUser: boolean
}
/** A disk in a server. */
export interface Disk extends Rec {
  readonly id: Id<'disk'>
  readonly server: Id<'server'>
  /** `c1t0d0` */
  readonly name: string
  readonly sizeBytes: number
  readonly rotating: boolean
  readonly vendor: string
  readonly product: string
  readonly present: boolean
}
/** A network interface card. */
export interface Nic extends Rec {
  readonly id: Id<'nic'>
  readonly server: Id<'server'>
  /** Driver and instance: `e1000g0`. */
  readonly link: string
  /** `52:54:00:2f:61:34` */
  readonly mac: string
  readonly cable: boolean
  /** Nic tags on it: `admin`. */
  readonly tags: readonly string[]
}
/** A boot medium: a USB stick with one platform image. */
export interface Medium extends Rec {
  readonly id: Id<'medium'>
  readonly kind: 'usb'
  readonly label: string
  /** Where it is plugged in; absent: on the desk. */
  readonly server?: Id<'server'>
  /** The platform image on it. */
  readonly platform: string
}

declare module '../../sim/record.ts' {
  interface Records {
    server: Server
    disk: Disk
    nic: Nic
    medium: Medium
  }
}

/** The name in a server's id: `node1`. */
export const nameOf = (server: Id<'server'>): string => server.slice('server:'.length)
