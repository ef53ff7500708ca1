import type { Id } from '../../sim/record.ts'
import type { InputHandler, Simulation } from '../../sim/simulation.ts'
import type { Medium, Server } from '../hardware/hardware.ts'
import { isIn } from './at.ts'

type OnMedium = { subject: Id<'medium'>; server: Id<'server'> }

/** Whether what starts on a server reads from that medium: its boot blocks, or its loader. */
const isUsed = (server: Server, medium: Medium): boolean => (server.loader ? server.loader.source === medium.id : isIn(server, 'on', medium.kind))

/** A medium leaves its slot or drive; whoever reads from it notices. A running system does not. */
function pull(sim: Simulation, { subject }: OnMedium): void {
  const medium = sim.world.need(subject)
  if (!medium.server) return
  const { server, ...rest } = medium
  const used = isUsed(sim.world.need(server), medium)
  sim.put<Medium>(rest)
  if (used) sim.send(server, { type: 'pulled' })
}
/** A medium goes into the slot or drive of its kind, if that is free. */
function plug(sim: Simulation, { subject, server }: OnMedium): void {
  const medium = sim.world.need(subject)
  const taken = sim.world.by('medium', 'server', server).some(({ kind }) => kind === medium.kind)
  if (!medium.server && !taken) sim.put<Medium>({ ...medium, server })
}

/** Sticks and discs in a hand. */
export const inputs: Record<string, InputHandler> = { 'usb.pull': pull, 'usb.plug': plug, 'iso.eject': pull, 'iso.insert': plug }
