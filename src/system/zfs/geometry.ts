import type { Pool, Vdev } from './zfs.ts'

const KiB = 1024
const MiB = 1024 * KiB
/** Bytes a sector: all simulated disks have 512 (ashift 9). */
export const SECTOR = 512
const LABELS = 4.5 * MiB

/** Bytes a leaf offers: its size less labels and boot area, in whole metaslabs of a 200th of it (a power of 2). (illumos vdev.c vdev_metaslab_set_size) */
export function leafSize(bytes: number): number {
  const usable = Math.max(0, bytes - LABELS)
  const metaslab = Math.max(16 * MiB, 2 ** Math.floor(Math.log2(Math.max(1, usable / 200))))
  return Math.floor(usable / metaslab) * metaslab
}
/** What a group of equal leaves offers, raw. (§2.1: raidz counts parity) */
export function rawSize(vdev: Vdev): number {
  const children = vdev.children ?? []
  if (children.length === 0) return vdev.asize
  const smallest = Math.min(...children.map(rawSize))
  return vdev.type === 'raidz' ? smallest * children.length : smallest
}
/** Bytes on disk of a block of so many bytes, parity included. (vdev_raidz.c vdev_raidz_asize) */
function rawBlock(vdev: Vdev | undefined, psize: number): number {
  const sectors = Math.ceil(psize / SECTOR)
  if (vdev?.type !== 'raidz') return sectors * SECTOR
  const parity = vdev.parity ?? 1
  const total = sectors + parity * Math.ceil(sectors / ((vdev.children?.length ?? 2) - parity))
  return Math.ceil(total / (parity + 1)) * (parity + 1) * SECTOR
}
/** What a raidz byte counts for, in 512ths. (vdev_set_deflate_ratio) */
export const deflateOf = (vdev: Vdev | undefined): number => (vdev?.type === 'raidz' ? Math.floor((128 * KiB) / (rawBlock(vdev, 128 * KiB) / 512)) : 512)
const dataVdevs = (vdevs: readonly Vdev[]): Vdev[] => vdevs.filter(({ type }) => type !== 'log' && type !== 'cache' && type !== 'spare')
/** Raw size, and bytes for data. */
export const capacityOf = (vdevs: readonly Vdev[]): { size: number; dspace: number } => ({
  size: dataVdevs(vdevs).reduce((sum, vdev) => sum + rawSize(vdev), 0),
  dspace: dataVdevs(vdevs).reduce((sum, vdev) => sum + Math.floor((rawSize(vdev) / 512) * deflateOf(vdev)), 0),
})
/** Bytes that a block takes, as `used` counts them. Blocks are striped over all vdevs; the first stands for all. */
export function allocatedSize(pool: Pick<Pool, 'vdevs'>, psize: number): number {
  const vdev = pool.vdevs[0]
  return vdev?.type === 'raidz' ? Math.floor((rawBlock(vdev, psize) / 512) * deflateOf(vdev)) : rawBlock(vdev, psize)
}
