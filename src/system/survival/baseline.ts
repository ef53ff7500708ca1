import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { mountsOn } from '../files/mounts.ts'
import type { FileNode } from '../files/tree.ts'
import { recordsOf } from '../smf/service.ts'
import { diffOf } from './diff.ts'
import type { Thing } from './things.ts'

/**
 * How a server's file systems were when its boot was over: what one changed since is what differs from it. The trees are
 * shared with the file systems themselves, so that this costs nothing until something changes.
 */
export interface Baseline extends Rec {
  readonly id: Id<'baseline'>
  readonly server: Id<'server'>
  /** By the record that holds the tree: `ramfs:…`, `dataset:…`. */
  readonly trees: Readonly<Record<string, FileNode>>
  /** Paths that the boot itself has written since the file systems were mounted: it does so each time. */
  readonly scripted: readonly string[]
  /** Device number of the last mount that the boot made: what is mounted later is somebody's doing. */
  readonly lastDev: number
  /** Services that are not as the image has them, and whether the boot has left them enabled. */
  readonly services?: Readonly<Record<string, boolean>>
}
/** How far the running system has come; apart from the trees, which are long when they are saved. */
export interface Stay extends Rec {
  readonly id: Id<'stay'>
  /** A shell has run: from now on the baseline stays as it is, whatever the boot still does. */
  readonly touched: true
  /** What ran when the server began to go down: all of it has ended by the time that RAM is lost. */
  readonly leaving?: readonly Thing[]
}
declare module '../../sim/record.ts' {
  interface Records {
    baseline: Baseline
    stay: Stay
  }
}
const idOf = (server: Id<'server'>): Id<'baseline'> => `baseline:${server.slice(7)}`
const stayOf = (server: Id<'server'>): Id<'stay'> => `stay:${server.slice(7)}`

/** How it was when the boot of the running system was over; undefined while nothing runs. */
export const baselineOf = (world: World, server: Id<'server'>): Baseline | undefined => world.get(idOf(server))
/** The tree that a record holds, whatever kind of file system it is. */
export const treeIn = (world: World, backing: Id): FileNode | undefined => (world.get(backing as string) as (Rec & { root?: FileNode }) | undefined)?.root

/**
 * Takes the file systems as they are for how the boot left them. Called whenever the boot has come further; without
 * effect once a shell has run, because from then on it is no longer the boot alone that writes.
 */
export function takeBaseline(sim: Simulation, server: Id<'server'>): void {
  const { world } = sim
  if (world.get(stayOf(server))) return
  const before = baselineOf(world, server)
  const trees: Record<string, FileNode> = {}
  const scripted = new Set(before?.scripted)
  let lastDev = 0
  for (const { backing, dev, fstype, lives, path } of mountsOn(world, server)) {
    lastDev = Math.max(lastDev, dev)
    const tree = lives === 'image' || fstype === 'lofs' ? undefined : treeIn(world, backing)
    if (!tree || backing in trees) continue
    trees[backing] = tree
    const known = before?.trees[backing]
    if (known) for (const change of diffOf(known, tree).changes) scripted.add(`${path === '/' ? '' : path}/${change.path}`)
  }
  // A stick is mounted by hand, later; what it held when the boot was over is known now.
  for (const { id, root } of world.by('medium', 'server', server)) if (root) trees[id] = root
  const services = Object.fromEntries(recordsOf(world, { server }).map(({ fmri, enabled }) => [fmri, enabled]))
  sim.put<Baseline>({ id: idOf(server), server, trees, scripted: [...scripted], lastDev, services })
}
/** A shell begins on a server: what changes from now on is its user's doing. */
export function touch(sim: Simulation, server: Id<'server'>): void {
  if (baselineOf(sim.world, server) && !sim.world.get(stayOf(server))) sim.put<Stay>({ id: stayOf(server), touched: true })
}
/** What ran when the server began to go down; undefined while it is not on its way. */
export const leavingOf = (world: World, server: Id<'server'>): readonly Thing[] | undefined => world.get(stayOf(server))?.leaving
/** Notes what runs, as long as it does. */
export function setLeaving(sim: Simulation, server: Id<'server'>, leaving: readonly Thing[]): void {
  sim.put<Stay>({ id: stayOf(server), touched: true, leaving })
}
/** The system is gone. */
export const dropBaseline = (sim: Simulation, server: Id<'server'>): void => sim.commit({ [idOf(server)]: undefined, [stayOf(server)]: undefined })
