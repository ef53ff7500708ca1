import type { Id } from '../../sim/record.ts'
import type { InputHandler } from '../../sim/simulation.ts'
import type { BootDevice, Server } from './hardware.ts'
import { partInputs } from './parts.ts'

type OnServer = { subject: Id<'server'> }
type OnFirmware = { subject: Id<'server'>; bootOrder?: readonly BootDevice[]; firmware?: Server['firmware'] }
type OnNic = { subject: Id<'nic'> }
const sends =
  (type: string): InputHandler =>
  (sim, { subject }: OnServer) =>
    void sim.send(subject, { type })

const DEVICES: readonly BootDevice[] = ['usb', 'iso', 'disk', 'pxe']

/** Hands at the machine: buttons and cables. */
export const inputs: Record<string, InputHandler> = {
  ...partInputs,
  'power.button': sends('press'),
  /** The button held for four seconds, and the cord pulled: the same to everything in RAM. */
  'power.hold': sends('cut'),
  'power.cut': sends('cut'),
  'reset.button': sends('reset'),
  /** A fault in the kernel itself. */
  panic: sends('panic'),
  /** The button that makes an interrupt which cannot be masked. */
  'nmi.button': (sim, { subject }: OnServer) => void sim.send(subject, { type: 'nmi' }),
  /** What the firmware's set-up screen would save, for a server that is off: with the power on one changes it there. */
  'firmware.set': (sim, { subject, bootOrder, firmware }: OnFirmware) => {
    const server = sim.world.need(subject)
    if (server.machine.value !== 'off') return
    const known = bootOrder?.filter((device, i) => DEVICES.includes(device) && bootOrder.indexOf(device) === i)
    sim.patch(server, { ...(known && { bootOrder: known }), ...(firmware === 'bios' || firmware === 'uefi' ? { firmware } : {}) })
  },
  'nic.unplug': (sim, { subject }: OnNic) => {
    const nic = sim.patch(sim.world.need(subject), { cable: false })
    sim.send(nic.server, { type: 'unplugged' })
  },
  'nic.plug': (sim, { subject }: OnNic) => {
    const nic = sim.patch(sim.world.need(subject), { cable: true })
    sim.send(nic.server, { type: 'cable' })
  },
}
