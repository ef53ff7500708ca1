import type { Server } from '../../hardware/hardware.ts'
import { contextOf } from '../at.ts'
import type { LoaderText } from '../server/chart.ts'
import { loadedKernel } from './plan.ts'

const seconds = (count: number): string => `${count} second${count === 1 ? '' : 's'}`

/** Fixed texts of the boot blocks and the loader. Sources: illumos usr/src/boot/i386/{pmbr/pmbr.s,gptzfsboot/zfsboot.c,cdboot/cdboot.S,loader/main.c}, efi/loader/main.c, common/boot.c. */
export function loaderText(server: Server, text: LoaderText): string {
  const left = contextOf(server).seconds
  const kernel = loadedKernel(server)?.path ?? ''
  switch (text) {
    case 'io error':
      return 'I/O error'
    case 'cdboot':
      return 'CD Loader 1.2\n\nBuilding the boot loader arguments\n'
    case 'cdboot found':
      return 'Looking up /BOOT/LOADER... Found\nRelocating the loader and the BTX\nStarting the BTX loader\n'
    case 'cdboot failed':
      return 'Looking up /BOOT/LOADER... File not found\nLooking up /boot/loader... File not found\nBoot failed\n'
    case 'efi':
      // The address and the firmware's name are those of QEMU's.
      return 'Command line arguments: loader.efi\nImage base: 0x7e0d6000\nEFI version: 2.70\nEFI Firmware: EDK II (rev 1.00)\n\nillumos/amd64 EFI loader, Revision 1.1\n'
    case 'efi failed':
      return 'Failed to find bootable partition\npress any key to interrupt reboot in 5 seconds\n'
    case 'btx':
      return server.firmware === 'uefi'
        ? 'Loading /boot/defaults/loader.conf\n'
        : `BTX loader 1.00  BTX version is 1.02\nBIOS 639kB/${server.ramMiB * 1024 - 1024}kB available memory\n\nillumos/x86 ZFS enabled bootstrap loader, Revision 1.1\nLoading /boot/defaults/loader.conf\n`
    case 'countdown':
      return `\r   Autoboot in ${seconds(left)}. [Space] to pause ${left === 1 ? ' ' : ''}`
    case 'countdown end':
      return `\r${' '.repeat(44)}\r`
    case 'hit enter':
      return 'Hit [Enter] to boot immediately, or any other key for command prompt.\n'
    case 'booting in':
      return `\rBooting [${kernel}] in ${seconds(left)}... `
    case 'booting now':
      return `\rBooting [${kernel}]...               \n`
    case 'not booting':
      return '\n'
    case 'rebooting':
      return 'Rebooting...\n'
  }
}
