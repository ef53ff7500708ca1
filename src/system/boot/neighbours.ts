import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'

/** Ends every zone of a server at once, as when the power goes. */
export function killZones(sim: Simulation, server: Id<'server'>): void {
  for (const zone of sim.world.by('zone', 'server', server)) sim.send(zone.id, { type: 'power.lost' })
}
/** Asks every running zone to shut down. */
export function shutdownZones(sim: Simulation, server: Id<'server'>): void {
  for (const zone of sim.world.by('zone', 'server', server)) sim.send(zone.id, { type: 'shutdown' })
}
/** How many zones have a kernel zone. */
export const runningZones = (sim: Simulation, server: Id<'server'>): number =>
  sim.world.by('zone', 'server', server).filter((zone) => zone.zoneid !== undefined).length
/** Boots the zones that want it. */
export function bootZones(_sim: Simulation, _server: Id<'server'>): void {}
/** Imports the pools that lie on the disks and mounts what belongs to the global zone. */
export function importPools(_sim: Simulation, _server: Id<'server'>): 'imported' | 'no pool' | 'failed' {
  return 'no pool'
}
/** Whether there is a volume to dump to. */
export const hasDump = (_sim: Simulation, _server: Id<'server'>): boolean => false
/** The pools are no longer imported; after a cut what had not been written is lost. */
export function cutStorage(sim: Simulation, server: Id<'server'>, cut: boolean): void {
  optional(sim, 'pools.lost', server, { cut })
}
/** Ends the shells and commands of a server. */
export function killShells(sim: Simulation, server: Id<'server'>): void {
  optional(sim, 'shell.killed', server, {})
}
/** Starts a login shell on a terminal. */
export function startShell(sim: Simulation, tty: Id<'tty'>, user: string): void {
  optional(sim, 'shell.login', tty, { user })
}

/** Performs an effect of a layer above this one, if it is there. */
function optional(sim: Simulation, type: string, owner: Id, params: object): void {
  if (sim.definition.effects[type]) sim.perform(type, owner, params)
}
