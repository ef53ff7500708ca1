import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { configureDumpAtBoot } from '../platform/dump.ts'
import { touch } from '../survival/baseline.ts'
import { mountPool } from '../zfs/boot.ts'
import { powerCut, shutdownPools } from '../zfs/pools.ts'
import { datasetOf } from '../zfs/zfs.ts'

/** Imports the pools that lie on the disks and mounts what belongs to the global zone. Without swap and dump on the system pool the boot cannot go on. */
export function importPools(sim: Simulation, server: Id<'server'>): 'imported' | 'no pool' | 'failed' {
  mountPool(sim, server)
  // Tried once more, after maintenance, the pool is imported already: it is looked for, and not only what came just now.
  if (!datasetOf(sim.world, server, 'zones')) return 'no pool'
  if (!datasetOf(sim.world, server, 'zones/swap') || !datasetOf(sim.world, server, 'zones/dump')) return 'failed'
  configureDumpAtBoot(sim, server)
  return 'imported'
}
/** The pools are no longer imported; after a cut what had not been written is lost. */
export function releaseStorage(sim: Simulation, server: Id<'server'>, how: 'off' | 'cut' | 'reset'): void {
  if (how === 'off') shutdownPools(sim, server)
  else powerCut(sim, server)
}
/** Writes what is still in memory: the sync at the end of an orderly way down. */
export const syncStorage = (sim: Simulation, server: Id<'server'>): void => shutdownPools(sim, server)
/** Ends the shells and commands of a server. */
export function killShells(sim: Simulation, server: Id<'server'>): void {
  optional(sim, 'shell.killed', server, {})
}
/** Starts a login shell on a terminal. */
export function startShell(sim: Simulation, tty: Id<'tty'>, user: string): void {
  touch(sim, sim.world.need(tty).server)
  optional(sim, 'shell.login', tty, { user })
}

/** Performs an effect of a layer above this one, if it is there. */
function optional(sim: Simulation, type: string, owner: Id, params: object): void {
  if (sim.definition.effects[type]) sim.perform(type, owner, params)
}
