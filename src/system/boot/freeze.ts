import type { Due, Id, MachineState } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Tty } from '../console/tty.ts'

/** What stands still while the debugger holds the kernel: everything that was still to happen, and who listened on the terminals. */
export interface Frozen {
  /** Each with the simulated ms that were left. */
  readonly dues: readonly { readonly due: Due; readonly left: number }[]
  /** Where its statechart stood. */
  readonly machine: MachineState
  readonly terminals: readonly Pick<Tty, 'id' | 'reader' | 'mode' | 'prompt'>[]
}
declare module '../hardware/hardware.ts' {
  interface RunningSystem {
    readonly frozen?: Frozen
  }
}
/** Whether something is to happen on a server: to itself, or to what is a part of it. */
const isOn = (sim: Simulation, owner: Id, server: Id<'server'>): boolean => {
  const record = sim.world.get(owner as string) as { readonly server?: unknown } | undefined
  return owner === server || record?.server === server
}

/** Stops a system where it stands: its timers, its commands, its terminals. Comes before its statechart is told. */
export function freeze(sim: Simulation, server: Id<'server'>): void {
  const record = sim.world.need(server)
  if (!record.system) return
  const dues = sim.world.all('due').filter(({ owner }) => isOn(sim, owner, server))
  const terminals = sim.world.by('tty', 'server', server).map(({ id, reader, mode, prompt }) => ({ id, reader, mode, prompt }))
  sim.commit(Object.fromEntries(dues.map(({ id }) => [id, undefined])))
  for (const { id } of terminals) sim.patch(sim.world.need(id), { reader: '', mode: 'off', prompt: '' })
  sim.patch(record, {
    system: { ...record.system, frozen: { machine: record.machine, dues: dues.map((due) => ({ due, left: due.at - sim.now })), terminals } },
  })
}
/** Lets it go on, as if no time had passed. */
export function thaw(sim: Simulation, server: Id<'server'>): void {
  const record = sim.world.need(server)
  if (!record.system?.frozen) return
  const { frozen, ...system } = record.system
  sim.patch(record, { system, machine: frozen.machine })
  const changes: Record<string, Due> = {}
  for (const { due, left } of frozen.dues) if (sim.world.get(due.owner as string)) changes[due.id] = { ...due, at: sim.now + left }
  sim.commit(changes)
  for (const { id, ...how } of frozen.terminals) {
    const tty = sim.world.get(id)
    if (tty) sim.put({ ...tty, ...how })
  }
}
