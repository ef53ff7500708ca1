import type { Id, Living, Rec } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { FileNode } from '../files/tree.ts'

/** A physical server: its power and boot statechart (`server.machine.ts`), and what its running kernel knows of itself. */
export interface Server extends Living {
  readonly id: Id<'server'>
  readonly name: string
  readonly uuid: string
  readonly ramMiB: number
  readonly cpus: number
  /** Firmware boot order. */
  readonly bootOrder: readonly BootDevice[]
  readonly firmware: 'bios' | 'uefi'
  /** The system that runs, from the moment its kernel is in RAM; absent when nothing runs. */
  readonly system?: RunningSystem
  /** What is being read from a medium into RAM now; the end is known when it begins. */
  readonly transfer?: Transfer
  /** What has been read into RAM, in that order. Gone at power-off and reset. */
  readonly ram?: readonly RamContent[]
  /** What the boot loader knows, from the moment it runs. */
  readonly loader?: Loader
  /** What is being changed on the firmware's set-up screen, until it is saved; the cursor of its boot menu. */
  readonly firmwareDraft?: FirmwareDraft
  /** Answers for the set-up questions, given in advance by a lesson or a world. */
  readonly answers?: Readonly<Record<string, string>>
}
/** What firmware can start from: a stick, a disc in the optical drive, a disk of a pool, the network. */
export type BootDevice = 'usb' | 'iso' | 'disk' | 'pxe'
/** The set-up screen of the firmware while it is open: `bootOrder` and `firmware` become the server's own when they are saved. */
export interface FirmwareDraft {
  readonly page: 'main' | 'boot' | 'exit'
  /** Which of the page's lines is chosen. */
  readonly cursor: number
  readonly bootOrder: readonly BootDevice[]
  readonly firmware: 'bios' | 'uefi'
}
/** Bytes on their way from a medium into RAM: how far they are follows from the simulated time. */
export interface Transfer {
  readonly what: RamContent['what']
  /** The medium (`medium:…`), pool or boot server they come from. */
  readonly from: Id
  /** Path on the medium. */
  readonly path: string
  readonly bytes: number
  /** Simulated ms. */
  readonly startedAt: number
  readonly endsAt: number
  /** Over a link that others use, too, the end moves: how far it is, this client's download says (`netboot/link.ts`). */
  readonly client?: Id<'netclient'>
}
/** The boot loader's own knowledge. */
export interface Loader {
  /** Where it reads: the medium it came from (`medium:…`), a pool (`pool:…`). */
  readonly source: Id
  /** What stands before `/platform` in the paths it loads: empty, or `/previous`, `/os/<stamp>`. */
  readonly prefix: string
  /** Variables, as `set` and `show` have them. */
  readonly env: Readonly<Record<string, string>>
  /** Switches that `boot` was given: they count instead of those that the variables stand for. */
  readonly args?: string
  /** What is still to be read for this boot, in order. */
  readonly plan?: readonly PlannedFile[]
  /** What lies on the stack of its Forth, the top last: numbers, and strings. */
  readonly stack?: readonly (number | string)[]
  /** The page of the menu of platform images that is shown, from 1. */
  readonly page?: number
}
/** A file that the loader is to read. */
export interface PlannedFile {
  readonly what: RamContent['what']
  readonly path: string
  /** How the loader calls it: a bare name, or the path. */
  readonly shown: string
  /** `rootfs`, `hash`, `file`… */
  readonly type: string
  /** Where the kernel shows it below `/system/boot`. */
  readonly name?: string
}
/** Something that fills RAM. */
export interface RamContent {
  readonly what: 'loader' | 'unix' | 'boot_archive' | 'boot_archive.hash' | 'file'
  readonly bytes: number
  /** Path it was read from. */
  readonly path?: string
  /** The distribution file that it is a true copy of. */
  readonly artifact?: string
  /** SHA-1 of what lies in RAM, and the text of a small file. */
  readonly sum?: string
  readonly text?: string
  /** What it was loaded as; and where the kernel shows it below `/system/boot`. */
  readonly type?: string
  readonly name?: string
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
  /** Simulated ms at which each SMF milestone was reached: the states of the services follow from it. */
  readonly reached: Readonly<Record<string, number>>
  /** Addresses of the global zone by link, with the length of the network's prefix. */
  readonly addresses?: Readonly<Record<string, { readonly ip: string; readonly prefix: number; readonly dhcp: boolean }>>
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
  /** What firmware finds on it, if it was prepared for booting. */
  readonly boot?: DiskBoot
}
/** What a disk holds outside of its pool. Stamps are those of the boot images. */
export interface DiskBoot {
  /** Slice 0 is an EFI system partition: the pool was made with `zpool create -B`. */
  readonly esp?: boolean
  /** Boot blocks: the MBR's program and gptzfsboot, for BIOS. */
  readonly blocks?: string
  /** `EFI/Boot/bootx64.efi` on the EFI system partition. */
  readonly efi?: string
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
  /** What the DHCP server of this network answers it. */
  readonly lease: string
}
/** A boot medium: a USB stick, or a disc for the optical drive. */
export interface Medium extends Rec {
  readonly id: Id<'medium'>
  readonly kind: 'usb' | 'iso'
  readonly label: string
  /** Where it is plugged in; absent: on the desk. */
  readonly server?: Id<'server'>
  /** The release that was written on it. What it holds now are its files. */
  readonly platform: string
  /** Nothing was written on it: it has a file system, but nothing that firmware could start. */
  readonly blank?: true
  /** Its files, once one of them has changed; and the number that a new one gets. */
  readonly root?: FileNode
  readonly nextIno?: number
}

declare module '../../sim/record.ts' {
  interface Records {
    server: Server
    disk: Disk
    nic: Nic
    medium: Medium
  }
}

/** The medium of a kind that is in a server. */
export const mediumIn = (world: World, server: Id<'server'>, kind: Medium['kind']): Medium | undefined =>
  world.by('medium', 'server', server).find((medium) => medium.kind === kind)
/** The name in a server's id: `node1`. */
export const nameOf = (server: Id<'server'>): string => server.slice('server:'.length)
