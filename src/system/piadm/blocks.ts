import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { Disk } from '../hardware/hardware.ts'
import { leavesOf } from '../zfs/pools.ts'
import { type Pool, poolOf } from '../zfs/zfs.ts'
import { eecho, fatal, isFile, type Script, type Steps } from './script.ts'

/** Simulated ms that writing the boot blocks of a disk takes. Ours. */
const PER_DISK = 1000

/** The disk of that name, if it is there. */
const diskOf = (world: World, server: Id<'server'>, name: string): Disk | undefined =>
  world.by('disk', 'server', server).find((disk) => disk.name === name && disk.present)
/** The disks of a pool by name, as the script finds them in `zpool list -v`: also those for log, cache and spare. */
export const bootDevices = (pool: Pool): { readonly name: string; readonly data: boolean }[] =>
  pool.vdevs.flatMap((vdev) => leavesOf([vdev]).flatMap(({ name }) => (name ? [{ name, data: vdev.type !== 'cache' && vdev.type !== 'spare' }] : [])))

/**
 * `installboot -m`: the MBR's program, gptzfsboot, and the loader on the EFI system partition if the disk has one. False
 * if the files are not there, or the disk is not, or there is no pool's data on it.
 */
export function installBoot(script: Script, name: string, data: boolean, boot: string, stamp: string): boolean {
  const { sim, world, server } = script
  const disk = diskOf(world, server, name)
  if (!disk || !data || !isFile(script, `${boot}/pmbr`) || !isFile(script, `${boot}/gptzfsboot`)) return false
  const esp = disk.boot?.esp
  if (esp && !isFile(script, `${boot}/loader64.efi`)) return false
  sim.event('operation', disk.id, { id: 'op.installboot', params: { disk: name, stamp } }, () => {
    sim.patch(disk, { boot: { ...(esp && { esp, efi: stamp }), blocks: stamp } })
  })
  return true
}
/** Rewrites the boot blocks of a pool's disks, or with `disable` takes the loader off their EFI system partitions. (update_boot_sectors) */
export function* updateBootSectors(script: Script, poolName: string, bootfs: string, disable = false): Steps {
  const { sim, world, server } = script
  const pool = poolOf(world, server, poolName)
  if (!pool) return
  const suffix = pool.properties.bootsize ? 's1' : 's0'
  const stamp = isFile(script, `/${bootfs}/etc/version/boot`) ? script.files.read(`/${bootfs}/etc/version/boot`).trim() : ''
  let some = false
  for (const { name, data } of bootDevices(pool)) {
    if (!disable) {
      yield PER_DISK
      if (installBoot(script, name, data, `/${bootfs}/boot`, stamp)) some = true
      else eecho(script, `WARNING: Can't installboot on ${name}${suffix}`)
      continue
    }
    // Boot blocks for BIOS stay: without a boot file system they find nothing.
    if (suffix === 's0') {
      some = true
      continue
    }
    const disk = diskOf(world, server, name)
    if (!disk?.boot?.efi) {
      eecho(script, `mount: /dev/dsk/${name}s0 is not a DOS filesystem.\ndisk ${name} has no PCFS ESP, it seems`)
      continue
    }
    const { efi, ...rest } = disk.boot
    sim.event('operation', disk.id, { id: 'op.efi.remove', params: { disk: name } }, () => void sim.patch(disk, { boot: rest }))
    some = true
  }
  if (!some) fatal(script, `Could not modify ANY vdevs of pool ${bootfs}`)
}
/** Whether UEFI firmware can start from the disks of a pool: what the last one has decides. (bootable) */
export function hasEfi({ world, server }: Script, pool: Pool): boolean {
  const last = bootDevices(pool).at(-1)
  return last !== undefined && diskOf(world, server, last.name)?.boot?.efi !== undefined
}
