import { defineCommand, Failure } from '../../shell/command.ts'
import type { Disk } from '../../system/hardware/hardware.ts'

const GiB = 1024 ** 3
const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

/** Columns: illumos-joyent usr/src/cmd/diskinfo/diskinfo.c. */
export const command = defineCommand({
  name: 'diskinfo',
  summary: 'list the disks of this node',
  synopsis: ['[-Hp] [{-c|-P}]'],
  options: {
    H: { help: 'no header, fields separated by tabs' },
    p: { help: 'sizes in bytes' },
    c: { help: 'condensed form' },
    P: { help: 'physical form: serial number and place' },
  },
  description: [
    'One line a disk: bus, name below /dev/dsk, maker, product, size, whether it can be removed and whether it is a solid state disk. The stick is not listed: once the system runs in RAM it is not a disk that the node uses.',
  ],
  source: 'illumos-joyent usr/src/cmd/diskinfo/diskinfo.c',
  zones: 'global',
  limits: 'Serial numbers and bays are unknown; a plugged stick is left out.',
  run({ world, server, out }, parsed) {
    if (parsed.has('c') && parsed.has('P')) throw new Failure('Usage: diskinfo [-Hp] [{-c|-P}]\ndiskinfo: -c and -P are mutually exclusive\n')
    const disks = world.by('disk', 'server', server).filter(({ present }) => present)
    const size = ({ sizeBytes }: Disk): string => (parsed.has('p') ? String(sizeBytes) : `${(sizeBytes / GiB).toFixed(2).padStart(7)} GiB`)
    const tabs = parsed.has('H')
    if (parsed.has('P')) {
      if (!tabs) out('DISK                    VID      PID              SERIAL               FLT LOC LOCATION\n')
      for (const disk of disks) {
        const cells = [disk.name, disk.vendor, disk.product, '-', '-', '-', '-']
        out(tabs ? `${cells.join('\t')}\n` : `${disk.name.padEnd(22)}  ${disk.vendor.padEnd(8)} ${disk.product.padEnd(16)} ${'-'.padEnd(20)} -   -   -\n`)
      }
      return 0
    }
    if (parsed.has('c')) {
      if (!tabs) out('TYPE    DISK                    VID      PID              SERIAL\n\tSIZE          FLRS LOCATION\n')
      for (const disk of disks) {
        const flags = `---${disk.rotating ? '-' : 'S'}`
        if (tabs) out(`${['SATA', disk.name, disk.vendor, disk.product, '-', size(disk), flags, '-'].join('\t')}\n`)
        else
          out(`SATA    ${disk.name.padEnd(22)}  ${disk.vendor.padEnd(8)} ${disk.product.padEnd(16)} ${'-'.padEnd(20)}\n\t${size(disk).padEnd(13)} ${flags} -\n`)
      }
      return 0
    }
    if (!tabs) out('TYPE    DISK                    VID      PID              SIZE          RMV SSD\n')
    for (const disk of disks) {
      const cells = ['SATA', disk.name, disk.vendor, disk.product, size(disk), 'no', yesNo(!disk.rotating)]
      if (tabs) out(`${cells.join('\t')}\n`)
      else
        out(
          `SATA    ${disk.name.padEnd(22)}  ${disk.vendor.padEnd(8)} ${disk.product.padEnd(16)} ${size(disk).padEnd(13)} no  ${yesNo(!disk.rotating).padEnd(3)}\n`,
        )
    }
    return 0
  },
})
