import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, print } from '../../console/tty.ts'
import { mediumIn } from '../../hardware/hardware.ts'
import { fileAt, lookUp } from '../../media/lookup.ts'
import { bootOrderNow, contextOf } from '../at.ts'
import { postScreen } from '../firmwareScreen.ts'
import { bootPool, sourceOf } from '../source.ts'

type Owner = Id<'server'>

/** What the firmware finds behind an entry of the boot order: the medium in the slot, the pool that boots; undefined if nothing. */
export function foundAt(sim: Simulation, id: Owner, device: string): Id | undefined {
  if (device === 'usb' || device === 'iso') {
    // A medium without a boot sector, or without a system partition for UEFI, is not started.
    const medium = mediumIn(sim.world, id, device)
    return medium?.blank ? undefined : medium?.id
  }
  return device === 'disk' ? bootPool(sim.world, id)?.id : undefined
}
/** What the server starts from: the entry of the boot order at which the firmware stopped. */
export function presentSource(sim: Simulation, id: Owner): Id | undefined {
  const server = sim.world.need(id)
  return foundAt(sim, id, bootOrderNow(server)[contextOf(server).entry] ?? '')
}

/** Effects of the firmware states, and of what each medium starts with. */
export const firmwareEffects: Record<string, Effect> = {
  'firmware.begin': (sim, id: Owner) => {
    clear(sim, consoleOf(id))
    print(sim, consoleOf(id), postScreen(sim.world.need(id)))
    listen(sim, consoleOf(id), { reader: 'firmware', mode: 'key' })
  },
  'firmware.next': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const { entry } = contextOf(server)
    // What is started from now on has the screen for itself.
    if (entry === 0) {
      clear(sim, consoleOf(id))
      listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    }
    sim.send(id, { type: bootOrderNow(server)[entry] ?? 'exhausted' })
  },
  'firmware.probe': (sim, id: Owner, { device }: { device: string }) => {
    const found = foundAt(sim, id, device)
    sim.send(id, found ? { type: 'found', firmware: sim.world.need(id).firmware } : { type: 'missing' })
  },
  'firmware.nothing': (sim, id: Owner) => {
    print(sim, consoleOf(id), 'No bootable device\n')
    listen(sim, consoleOf(id), { reader: 'anykey', mode: 'key' })
  },
  // Boot blocks look for the loader on the file system of the medium; a loader that is an EFI program for its directory.
  'medium.look': (sim, id: Owner) => {
    const at = presentSource(sim, id)
    const source = at && sourceOf(sim.world, id, at)
    const found = source && (sim.world.need(id).firmware === 'uefi' ? lookUp(source.root, '/boot') : fileAt(source.root, '/boot/loader'))
    sim.send(id, { type: found ? 'loader' : 'no loader' })
  },
}
