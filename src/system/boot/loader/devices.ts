import type { Id } from '../../../sim/record.ts'
import type { World } from '../../../sim/world.ts'
import { mediumIn } from '../../hardware/hardware.ts'

const SECTOR = 512
/** What `lsdev` prints: drives as the firmware numbers them, and pools. Shape: illumos usr/src/boot/i386/libi386/biosdisk.c, zfs; columns not verified. */
export function devicesText(world: World, id: Id<'server'>): string {
  const uefi = world.need(id).firmware === 'uefi'
  const drives = [
    ...(mediumIn(world, id, 'usb') ? [1_940_000_256] : []),
    ...world
      .by('disk', 'server', id)
      .filter(({ present }) => present)
      .map(({ sizeBytes }) => sizeBytes),
  ]
  const drive = (bytes: number, i: number): string => {
    const name = uefi ? `EFI handle ${i}` : `BIOS drive ${String.fromCharCode(67 + i)}`
    return `    disk${i}:   ${name} (${Math.floor(bytes / SECTOR)} X ${SECTOR}):\n`
  }
  const cd = mediumIn(world, id, 'iso') ? 'cd devices:\n    cd0:    Device 0xe0\n' : ''
  const pools = world.by('pool', 'server', id).filter(({ machine }) => machine.value !== 'DESTROYED')
  return `${cd}disk devices:\n${drives.map(drive).join('')}zfs devices:\n${pools.map(({ name }) => `    zfs:${name}\n`).join('')}`
}
