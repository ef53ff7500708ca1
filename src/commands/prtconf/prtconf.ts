import { defineCommand } from '../../shell/command.ts'

/** Output: illumos usr/src/cmd/prtconf/prtconf.c. */
export const command = defineCommand({
  name: 'prtconf',
  summary: 'print the configuration of the system',
  synopsis: ['[-m]'],
  options: { m: { help: 'only the size of memory, in megabytes' } },
  description: ['Prints the maker, the size of memory and the tree of devices.'],
  source: 'illumos usr/src/cmd/prtconf/prtconf.c',
  limits: 'The tree has the disks and network cards only.',
  run({ world, server, zone, out }, parsed) {
    const cap = zone && Number(world.get(zone)?.properties.max_physical_memory)
    const record = world.need(server)
    const memory = cap ? Math.min(cap, record.ramMiB) : record.ramMiB
    if (parsed.has('m')) {
      out(`${memory}\n`)
      return 0
    }
    out(`System Configuration:  Joyent  i86pc\nMemory size: ${memory} Megabytes\nSystem Peripherals (Software Nodes):\n\n`)
    if (zone) return 0
    out('i86pc\n    scsi_vhci, instance #0\n    pci, instance #0\n')
    for (const nic of world.by('nic', 'server', server)) out(`        ${nic.link.replace(/(\d+)$/, ', instance #$1')}\n`)
    world.by('disk', 'server', server).forEach((_, i) => {
      out(`        disk, instance #${i + 1}\n`)
    })
    return 0
  },
})
