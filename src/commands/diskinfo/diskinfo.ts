import { defineCommand, Failure } from '../../shell/command.ts'
import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { mediaDevices } from '../../system/media/devices.ts'
import { ARTIFACT_BYTES } from '../../system/media/releases.ts'

const GiB = 1024 ** 3
const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

/** A disk as it is listed. */
interface Listed {
  readonly bus: string
  readonly name: string
  readonly vendor: string
  readonly product: string
  readonly sizeBytes: number
  readonly removable: boolean
  readonly rotating: boolean
}
/** The disks that are there, then the sticks. Only what is of the kind `fixed`: no optical drive. */
const listed = (world: World, server: Id<'server'>): Listed[] => [
  ...world
    .by('disk', 'server', server)
    .filter(({ present }) => present)
    .map((disk) => ({ ...disk, bus: 'SATA', removable: false })),
  ...mediaDevices(world, server)
    .filter(({ medium }) => medium.kind === 'usb')
    .map(({ name }) => ({ bus: 'USB', name, vendor: 'QEMU', product: 'QEMU HARDDISK', sizeBytes: ARTIFACT_BYTES['usb.img'], removable: true, rotating: true })),
]

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
    'One line a disk: bus, name below /dev/dsk, maker, product, size, whether it can be removed and whether it is a solid state disk. A stick is one of them; a disc in the optical drive is not.',
  ],
  source: 'illumos-joyent usr/src/cmd/diskinfo/diskinfo.c',
  zones: 'global',
  limits: 'Serial numbers and bays are unknown.',
  run({ world, server, out }, parsed) {
    if (parsed.has('c') && parsed.has('P')) throw new Failure('Usage: diskinfo [-Hp] [{-c|-P}]\ndiskinfo: -c and -P are mutually exclusive\n')
    const disks = listed(world, server)
    const size = ({ sizeBytes }: Listed): string => (parsed.has('p') ? String(sizeBytes) : `${(sizeBytes / GiB).toFixed(2).padStart(7)} GiB`)
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
        const flags = `--${disk.removable ? 'R' : '-'}${disk.rotating ? '-' : 'S'}`
        if (tabs) out(`${[disk.bus, disk.name, disk.vendor, disk.product, '-', size(disk), flags, '-'].join('\t')}\n`)
        else
          out(
            `${disk.bus.padEnd(7)} ${disk.name.padEnd(22)}  ${disk.vendor.padEnd(8)} ${disk.product.padEnd(16)} ${'-'.padEnd(20)}\n\t${size(disk).padEnd(13)} ${flags} -\n`,
          )
      }
      return 0
    }
    if (!tabs) out('TYPE    DISK                    VID      PID              SIZE          RMV SSD\n')
    for (const disk of disks) {
      const cells = [disk.bus, disk.name, disk.vendor, disk.product, size(disk), yesNo(disk.removable), yesNo(!disk.rotating)]
      if (tabs) out(`${cells.join('\t')}\n`)
      else
        out(
          `${disk.bus.padEnd(7)} ${disk.name.padEnd(22)}  ${disk.vendor.padEnd(8)} ${disk.product.padEnd(16)} ${size(disk).padEnd(13)} ${yesNo(disk.removable).padEnd(3)} ${yesNo(!disk.rotating).padEnd(3)}\n`,
        )
    }
    return 0
  },
})
