import type { Id } from '../../sim/record.ts'
import type { InputHandler } from '../../sim/simulation.ts'
import { partInputs } from './parts.ts'

type OnServer = { subject: Id<'server'> }
type OnMedium = { subject: Id<'medium'>; server: Id<'server'> }
type OnNic = { subject: Id<'nic'> }
const sends =
  (type: string): InputHandler =>
  (sim, { subject }: OnServer) =>
    void sim.send(subject, { type })

/** Hands at the machine: buttons, sticks and cables. */
export const inputs: Record<string, InputHandler> = {
  ...partInputs,
  'power.button': sends('press'),
  /** The button held for four seconds, and the cord pulled: the same to everything in RAM. */
  'power.hold': sends('cut'),
  'power.cut': sends('cut'),
  'reset.button': sends('reset'),
  panic: sends('panic'),
  'usb.pull': (sim, { subject }: OnMedium) => {
    const medium = sim.world.need(subject)
    if (!medium.server) return
    const { server, ...rest } = medium
    sim.put(rest)
    sim.send(server, { type: 'pulled' })
  },
  'usb.plug': (sim, { subject, server }: OnMedium) => {
    const medium = sim.world.need(subject)
    if (!medium.server) sim.put({ ...medium, server })
  },
  'nic.unplug': (sim, { subject }: OnNic) => void sim.patch(sim.world.need(subject), { cable: false }),
  'nic.plug': (sim, { subject }: OnNic) => {
    const nic = sim.patch(sim.world.need(subject), { cable: true })
    sim.send(nic.server, { type: 'cable' })
  },
}
