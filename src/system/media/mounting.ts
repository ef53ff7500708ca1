import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { mountAt } from '../files/mounts.ts'
import { openFiles } from '../files/open.ts'
import { archiveOf, isoStore } from './archives.ts'
import { mediaDevices, mediumAt } from './devices.ts'
import './media.ts'

/** What is to be mounted, how and where. */
export interface Special {
  /** A device below /dev/dsk, or for hsfs the file of a disc's image. */
  readonly special: string
  readonly type: 'pcfs' | 'hsfs'
  readonly path: string
  readonly readonly?: boolean
  /** Options of its own, as /etc/mnttab shows them. */
  readonly options?: readonly string[]
}
/** Whether a device is the EFI system partition of a stick. */
const isStickEsp = (world: World, server: Id<'server'>, special: string): boolean =>
  mediaDevices(world, server).some(({ name, medium }) => medium.kind === 'usb' && special === `/dev/dsk/${name}s0`)
/** Whether there is such a device: any slice or partition of a disk, a stick, a drive. */
export function isDevice(world: World, server: Id<'server'>, special: string): boolean {
  const name = /^\/dev\/r?dsk\/(c\d+t\d+d\d+)[sp]\d+$/.exec(special)?.[1]
  return [...world.by('disk', 'server', server).filter(({ present }) => present), ...mediaDevices(world, server)].some((one) => one.name === name)
}
/** The file system on a device, or in a file: what `fstyp` would call it. */
export function typeOf(world: World, server: Id<'server'>, special: string): 'pcfs' | 'hsfs' | 'zfs' | undefined {
  const medium = mediumAt(world, server, special)
  if (medium) return medium.kind === 'usb' ? 'pcfs' : 'hsfs'
  if (isStickEsp(world, server, special)) return 'pcfs'
  const [, name, slice] = /^\/dev\/r?dsk\/(c\d+t\d+d\d+)s(\d+)$/.exec(special) ?? []
  const disk = name === undefined ? undefined : world.by('disk', 'server', server).find((one) => one.name === name && one.present)
  if (!disk) return undefined
  if (disk.boot?.esp) return slice === '0' && disk.boot.efi ? 'pcfs' : slice === '1' ? 'zfs' : undefined
  const used = world.by('pool', 'server', server).some((pool) => JSON.stringify(pool.vdevs).includes(`"${name}"`))
  return slice === '0' && used ? 'zfs' : undefined
}
/**
 * Mounts a stick, a disc, or the image of a disc. Refuses: `missing` when there is no such device or file, `type` when
 * it is another file system, `esp` for an EFI system partition, whose files are not simulated.
 */
export function mountSpecial(
  sim: Simulation,
  server: Id<'server'>,
  { special, type, path, readonly, options }: Special,
): 'missing' | 'type' | 'esp' | undefined {
  const medium = mediumAt(sim.world, server, special)
  const mount = { path, source: special, fstype: type, ...(options && { options }) }
  if (medium) {
    if ((medium.kind === 'usb') !== (type === 'pcfs')) return 'type'
    mountAt(sim, server, { ...mount, readonly: readonly === true || medium.kind === 'iso', lives: 'stick', backing: medium.id })
    return undefined
  }
  if (special.startsWith('/dev/')) {
    const found = typeOf(sim.world, server, special)
    if (found === 'pcfs' && type === 'pcfs') return 'esp'
    return isDevice(sim.world, server, special) ? 'type' : 'missing'
  }
  const files = openFiles(sim, { server })
  if (!files.exists(special)) return 'missing'
  const node = files.stat(special)
  const archive = node.kind === 'file' ? archiveOf(node) : undefined
  if (type !== 'hsfs' || archive?.kind !== 'iso') return 'type'
  mountAt(sim, server, { ...mount, readonly: true, lives: files.mountOf(special).lives, backing: isoStore(archive) })
  return undefined
}
