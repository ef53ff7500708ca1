import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { FileNode } from '../files/tree.ts'
import { nameOf } from '../hardware/hardware.ts'
import { rootOf } from '../media/media.ts'
import { holds, isReadable } from '../zfs/readable.ts'
import type { Pool } from '../zfs/zfs.ts'

/** What a loader reads from: a tree of files, and how fast it comes. */
export interface BootSource {
  readonly id: Id
  readonly root: FileNode
  /** Bytes a second: USB 2.0, a DVD drive, disks. Typical values; the first is the range of smartos-docs pxe-booting-smartos.md. */
  readonly rate: number
}
const RATE = { usb: 20_000_000, iso: 11_000_000, pool: 180_000_000 } as const

/** The source with that id as a server can read it now; undefined when it is no longer there. */
export function sourceOf(world: World, server: Id<'server'>, id: Id): BootSource | undefined {
  if (id.startsWith('medium:')) {
    const medium = world.get(id as Id<'medium'>)
    return medium?.server === server ? { id, root: rootOf(medium), rate: RATE[medium.kind] } : undefined
  }
  const pool = id.startsWith('pool:') ? world.get(id as Id<'pool'>) : undefined
  const root = pool?.server === server && isReadable(pool, disksIn(world, server)) ? bootRootOf(world, pool) : undefined
  return root && { id, root, rate: RATE.pool }
}
const disksIn = (world: World, server: Id<'server'>) => world.by('disk', 'server', server).filter((disk) => disk.present)
/** The tree of the dataset that a pool boots from; undefined when it names none. */
export function bootRootOf(world: World, pool: Pool): FileNode | undefined {
  const bootfs = pool.properties.bootfs
  return bootfs ? world.by('dataset', 'path', `${nameOf(pool.server)}/${bootfs}`).find((dataset) => dataset.pool === pool.id)?.root : undefined
}
/**
 * The pool that a server would boot from: that of the first disk with what its firmware starts, boot blocks for BIOS,
 * an EFI system partition with a loader for UEFI. Whether the pool can be read is found out by what is started.
 */
export function bootPool(world: World, server: Id<'server'>): Pool | undefined {
  const { firmware } = world.need(server)
  for (const { boot, name } of disksIn(world, server)) {
    if (!(firmware === 'uefi' ? boot?.efi : boot?.blocks)) continue
    const pool = world.by('pool', 'server', server).find((one) => one.machine.value !== 'DESTROYED' && holds(one.vdevs, name))
    if (pool) return pool
  }
  return undefined
}
/** Simulated ms to read that many bytes from a source. */
export const readingTime = (source: BootSource, bytes: number): number => Math.max(50, Math.ceil((bytes / source.rate) * 1000))
