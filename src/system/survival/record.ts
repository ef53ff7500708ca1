import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { dateOf } from '../hardware/clock.ts'
import { baselineOf, leavingOf, setLeaving } from './baseline.ts'
import type { Fate } from './places.ts'
import { previewOf } from './preview.ts'
import type { Item } from './table.ts'
import { type Thing, thingsOf } from './things.ts'

/** How a system ended. */
export type Ending = 'reboot' | 'poweroff' | 'halt' | 'cut' | 'reset' | 'panic'
/** What became of what was changed, the last time that a server's RAM was lost. */
export interface Survival extends Rec {
  readonly id: Id<'survival'>
  readonly server: Id<'server'>
  readonly how: Ending
  /** Milliseconds since 1970. */
  readonly at: number
  /** How many changed files have had which fate. */
  readonly counts: Readonly<Record<Fate, number>>
  /** The first of them, and the other things; together at most `MOST_KEPT`. */
  readonly files: readonly Pick<Item, 'path' | 'how' | 'kind' | 'fate' | 'unwritten'>[]
  readonly things: readonly Thing[]
}
declare module '../../sim/record.ts' {
  interface Records {
    survival: Survival
  }
}
/** So many files and things of a loss are remembered one by one. */
export const MOST_KEPT = 100
const idOf = (server: Id<'server'>): Id<'survival'> => `survival:${server.slice(7)}`

/** What the last end of a system on that server did; undefined if none has ended yet. */
export const survivalOf = (world: World, server: Id<'server'>): Survival | undefined => world.get(idOf(server))

/** The system begins to go down: what runs is noted as long as it does. */
export function noteLeaving(sim: Simulation, server: Id<'server'>): void {
  const baseline = baselineOf(sim.world, server)
  if (baseline && !leavingOf(sim.world, server)) setLeaving(sim, server, thingsOf(sim.world, server, baseline, 'reboot').filter(isWorth))
}
/** Not worth a line: what is the same at each boot. */
const isWorth = ({ kind, fate }: Thing): boolean => kind !== 'processes' && kind !== 'swap' && !(kind === 'zone' && fate === 'kept')

/**
 * RAM is about to be lost: notes what that does to what was changed. To be called while everything is still there; what
 * was written in an orderly way down is no longer open, so that nothing of it counts as lost.
 */
export function noteLoss(sim: Simulation, server: Id<'server'>, how: Ending): void {
  const { world } = sim
  if (!baselineOf(world, server)) return
  const { files, things, counts } = previewOf(world, server, 'cut')
  const noted = Object.values(things).flat().filter(isWorth).slice(0, MOST_KEPT)
  const told = [...files.lost, ...files.kept, ...files['made anew'], ...files.stick].slice(0, MOST_KEPT - noted.length)
  const record: Survival = {
    id: idOf(server),
    server,
    how,
    at: dateOf(world),
    counts,
    files: told.map(({ path, how: change, kind, fate, unwritten }) => ({ path, how: change, kind, fate, ...(unwritten && { unwritten }) })),
    things: noted,
  }
  const params = { lost: counts.lost + counts['made anew'], kept: counts.kept + counts.stick }
  if (params.lost + params.kept === 0) sim.put(record)
  else sim.event('operation', server, { id: 'op.survival.loss', params }, () => sim.put(record))
}
