import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { cpusOf } from './cpus.ts'

/** A node of the device tree. */
export interface DeviceNode {
  readonly name: string
  /** Number of the driver's instance; absent when no driver is attached. */
  readonly instance?: number
  /** The driver, where its name is not the node's. */
  readonly driver?: string
  readonly children?: readonly DeviceNode[]
}
const node = (name: string, instance: number | undefined, driver: string | undefined, children: readonly DeviceNode[] = []): DeviceNode => ({
  name,
  ...(instance !== undefined && { instance }),
  ...(driver !== undefined && { driver }),
  children,
})
/** Names that the drivers of network cards bind to, as QEMU builds them. */
const CARDS: Readonly<Record<string, string>> = { e1000g: 'pci1af4,1100', vioif: 'pci1af4,1', igb: 'pci8086,10c9', ixgbe: 'pci8086,10fb', bge: 'pci14e4,1657' }

/** The devices of a server as its kernel has attached them: processors, disks and cards are its own, the rest is that of QEMU's machine. */
export function deviceTree(world: World, id: Id<'server'>): DeviceNode {
  const server = world.need(id)
  const disks = world.by('disk', 'server', id).filter(({ present }) => present)
  const cards = world.by('nic', 'server', id).map(({ link }) => {
    const [, driver = link, instance = '0'] = /^(.*?)(\d+)$/.exec(link) ?? []
    return node(CARDS[driver] ?? 'ethernet', Number(instance), driver)
  })
  return node('i86pc', undefined, undefined, [
    node('scsi_vhci', 0, undefined),
    node('pci', 0, 'npe', [
      node('pci1af4,1100', undefined, undefined),
      node('isa', 0, undefined, [node('i8042', 0, undefined, [node('keyboard', 0, 'kb8042'), node('mouse', 0, 'mouse8042')]), node('asy', 0, undefined)]),
      node('display', 0, 'vgatext'),
      ...cards,
      node(
        'pci1af4,2',
        0,
        'ahci',
        disks.map((_, i) => node('disk', i + 1, 'sd')),
      ),
    ]),
    node('fw', 0, 'acpinex', [
      node(
        'sb',
        0,
        'acpinex',
        Array.from({ length: cpusOf(world, server).count }, (_, i) => node('cpu', i, 'acpinex')),
      ),
    ]),
    node('iscsi', 0, undefined),
    node('options', 0, undefined),
    node('pseudo', 0, undefined),
    node('ramdisk', 0, undefined),
    node('xsvc', 0, undefined),
  ])
}
