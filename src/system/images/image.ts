import type { Id, Living, Rec } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { nameOf } from '../hardware/hardware.ts'
import { datasetOf as findDataset } from '../zfs/zfs.ts'

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
  /** Size of the disk in a zvol image, MiB. */
  readonly image_size?: number
  readonly requirements?: { readonly brand?: string; readonly min_platform?: Readonly<Record<string, string>> }
}
/** An image on a server: on its way, or installed on the pool as the dataset `zones/<uuid>` with its `@final`. */
export interface Image extends Living {
  readonly id: Id<'image'>
  readonly server: Id<'server'>
  readonly uuid: string
  readonly manifest: Manifest
  /** URL of the source it came from. */
  readonly source: string
  /** Simulated ms at which its download began. */
  readonly since: number
  /** Why the import failed, if it did: what imgadm says. */
  readonly failure?: string
}
/** What imgadm's configuration of a server says; without one, the default source. */
export interface ImageSources extends Rec {
  readonly id: Id<'imagesources'>
  readonly server: Id<'server'>
  readonly urls: readonly string[]
}
declare module '../../sim/record.ts' {
  interface Records {
    image: Image
    imagesources: ImageSources
  }
}

/** What every SmartOS starts with. smartos-live src/img/lib/common.js */
export const DEFAULT_SOURCE = 'https://images.smartos.org'
/** Bytes a second: a good line to the image server, and unpacking into the pool. */
export const DOWNLOAD_RATE = 40 * 2 ** 20
const INSTALL_RATE = 120 * 2 ** 20

/** Simulated ms for the download. */
export const downloadTime = (manifest: Manifest): number => 300 + Math.round((manifest.size / DOWNLOAD_RATE) * 1000)
/** Simulated ms for unpacking into the pool. */
export const installTime = (manifest: Manifest): number => 500 + Math.round((manifest.unpacked / INSTALL_RATE) * 1000)

/** Id of an image on a server. */
export const imageId = (server: Id<'server'>, uuid: string): Id<'image'> => `image:${nameOf(server)}/${uuid}`
/** An image of a server, in whatever state. */
export const findImage = (world: World, server: Id<'server'>, uuid: string): Image | undefined => world.get(imageId(server, uuid))
/** The dataset of an image. */
export const datasetOf = (uuid: string): string => `zones/${uuid}`
/** Whether an image can be used: its import is done, and nobody destroyed its dataset. */
export const isInstalled = (world: World, image: Image): boolean =>
  image.machine.value === 'installed' && findDataset(world, image.server, datasetOf(image.uuid)) !== undefined
/** The installed image of that UUID. */
export function installedImage(world: World, server: Id<'server'>, uuid: string): Image | undefined {
  const image = findImage(world, server, uuid)
  return image && isInstalled(world, image) ? image : undefined
}
/** The images installed on a server, as imgadm lists them: by date, then by name. */
export function imagesOf(world: World, server: Id<'server'>): readonly Image[] {
  return world
    .by('image', 'server', server)
    .filter((image) => isInstalled(world, image))
    .toSorted((a, b) => (a.manifest.published_at + a.manifest.name < b.manifest.published_at + b.manifest.name ? -1 : 1))
}
/** URLs of the sources a server asks for images. */
export const sourcesOf = (world: World, server: Id<'server'>): readonly string[] => world.get(`imagesources:${nameOf(server)}`)?.urls ?? [DEFAULT_SOURCE]
