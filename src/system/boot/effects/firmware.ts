import type { Id } from '../../../sim/record.ts'
import type { Effect } from '../../../sim/simulation.ts'
import { clear, consoleOf, print } from '../../console/tty.ts'
import { contextOf, stickOf } from '../at.ts'

type Owner = Id<'server'>

/** Effects of the firmware states. */
export const firmwareEffects: Record<string, Effect> = {
  'firmware.begin': (sim, id: Owner) => clear(sim, consoleOf(id)),
  'firmware.next': (sim, id: Owner) => {
    const server = sim.world.need(id)
    sim.send(id, { type: server.bootOrder[contextOf(server).entry] ?? 'exhausted' })
  },
  'firmware.probe': (sim, id: Owner, { device }: { device: string }) => {
    const server = sim.world.need(id)
    if (device === 'usb' && stickOf(sim.world, id)) sim.send(id, { type: 'found', firmware: server.firmware })
    else {
      // A disk of the pool has no boot blocks unless it was made bootable; a network without a boot server names no file.
      if (device === 'pxe' && sim.world.by('nic', 'server', id).some((nic) => nic.cable)) {
        print(sim, consoleOf(id), 'PXE-E53: No boot filename received\nPXE-M0F: Exiting Intel PXE ROM.\n')
      }
      sim.send(id, { type: 'missing' })
    }
  },
  'firmware.nothing': (sim, id: Owner) => print(sim, consoleOf(id), 'No bootable device\n'),
}
