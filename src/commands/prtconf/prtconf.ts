import { defineCommand } from '../../shell/command.ts'
import { MANUFACTURER } from '../../system/platform/sysinfo.ts'

/** Output: illumos usr/src/cmd/prtconf/prtconf.c. */
export const command = defineCommand({
  name: 'prtconf',
  summary: 'print the configuration of the system',
  synopsis: ['[-m]'],
  options: { m: { help: 'only the size of memory, in megabytes' } },
  description: ['Prints the maker, the size of memory and the tree of devices.'],
  source: 'illumos usr/src/cmd/prtconf/prtconf.c',
  limits: 'The tree has the disks and network cards only.',
  run({ world, server, zone, out, err }, parsed) {
    const cap = zone && Number(world.get(zone)?.properties.max_physical_memory)
    const record = world.need(server)
    const memory = cap ? Math.min(cap, record.ramMiB) : record.ramMiB
    if (parsed.has('m')) {
      out(`${memory}\n`)
      return 0
    }
    // A zone does not see the firmware's tables: there the vendor string is the built-in one.
    out(`System Configuration:  ${zone ? 'Joyent' : MANUFACTURER}  i86pc\nMemory size: ${memory} Megabytes\nSystem Peripherals (Software Nodes):\n\n`)
    if (zone) {
      err('prtconf: devinfo facility not available\n')
      return 0
    }
    out('i86pc\n    scsi_vhci, instance #0\n    pci, instance #0\n')
    for (const nic of world.by('nic', 'server', server)) out(`        ${nic.link.replace(/(\d+)$/, ', instance #$1')}\n`)
    world.by('disk', 'server', server).forEach((_, i) => {
      out(`        disk, instance #${i + 1}\n`)
    })
    return 0
  },
})
