import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { type DeviceNode, deviceTree } from '../platform/devices.ts'

/**
 * What a kernel tells of itself and its devices with `-v`: memory, then each device as its driver attaches. Shape:
 * illumos usr/src/uts/i86pc/os/startup.c, common/os/autoconf.c; unit addresses are ours.
 */
export function verboseLines(world: World, id: Id<'server'>): string {
  const bytes = world.need(id).ramMiB * 1024 * 1024
  const lines = [`mem = ${bytes / 1024}K (0x${bytes.toString(16)})`, 'root nexus = i86pc']
  const visit = (node: DeviceNode, parent: string, path: string): void => {
    for (const [i, child] of (node.children ?? []).entries()) {
      const at = child.name === 'pci' ? `${path}/pci@0,0` : path === '' ? `/${child.name}` : `${path}/${child.name}@${i.toString(16)}`
      const driver = `${child.driver ?? child.name}${child.instance ?? ''}`
      // What ACPI lists below its own nexus is not announced.
      if (child.instance !== undefined && !parent.startsWith('acpinex'))
        lines.push(`${driver} at ${parent}${path === '' ? '' : `: space 0 offset ${i}`}`, `${driver} is ${at}`)
      visit(child, child.instance === undefined ? parent : driver, at)
    }
  }
  visit(deviceTree(world, id), 'root', '')
  return `${lines.join('\n')}\n`
}
