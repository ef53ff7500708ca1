import type { Disk } from '../hardware/hardware.ts'
import type { Pool, Vdev } from './zfs.ts'

/** Whether a disk of that name is in a tree of devices. */
export const holds = (vdevs: readonly Vdev[], disk: string): boolean => vdevs.some((vdev) => vdev.name === disk || holds(vdev.children ?? [], disk))

/** Whether a group can be read from the disks that are there: a mirror with one of them, a raidz without as many as it has parity. */
function canRead(vdev: Vdev, names: ReadonlySet<string>): boolean {
  if (!vdev.children) return vdev.name === undefined || names.has(vdev.name)
  const there = vdev.children.filter((child) => canRead(child, names)).length
  return vdev.type === 'raidz' ? there >= vdev.children.length - (vdev.parity ?? 1) : there > 0
}
/** Whether a pool's data can be read from the disks that are there, without importing it: as a boot loader does. */
export function isReadable(pool: Pool, present: readonly Disk[]): boolean {
  const names = new Set(present.map(({ name }) => name))
  return pool.vdevs.every((vdev) => ['log', 'cache', 'spare'].includes(vdev.type) || canRead(vdev, names))
}
