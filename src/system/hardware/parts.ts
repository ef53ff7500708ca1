import type { Id } from '../../sim/record.ts'
import type { InputHandler, Simulation } from '../../sim/simulation.ts'

/** A screwdriver works only while the power is off: disks and memory are not changed in a machine that runs. */
const isOff = (sim: Simulation, server: Id<'server'>): boolean => sim.world.get(server)?.machine.value === 'off'
const setPresent =
  (present: boolean): InputHandler =>
  (sim, { subject }: { subject: Id<'disk'> }) => {
    const disk = sim.world.get(subject)
    if (disk && isOff(sim, disk.server)) sim.patch(disk, { present })
  }

/** Parts that are taken out of a machine or put in. */
export const partInputs: Record<string, InputHandler> = {
  'disk.pull': setPresent(false),
  'disk.plug': setPresent(true),
  /** Memory modules of so many MiB in all: 64 MiB to 4 TiB. */
  'ram.fit': (sim, { subject, ramMiB }: { subject: Id<'server'>; ramMiB: number }) => {
    const server = sim.world.get(subject)
    if (server && isOff(sim, subject) && Number.isInteger(ramMiB) && ramMiB >= 64 && ramMiB <= 4 * 1024 * 1024) sim.patch(server, { ramMiB })
  },
}
