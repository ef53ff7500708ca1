import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import type { FileNode } from '../../files/tree.ts'
import type { Loader, Server } from '../../hardware/hardware.ts'
import { sourceOf } from '../source.ts'
import type { Env } from './env.ts'

/** Changes what the loader of a server knows. */
export function patchLoader(sim: Simulation, id: Id<'server'>, fields: Partial<Loader>): void {
  const server = sim.world.need(id)
  if (server.loader) sim.patch(server, { loader: { ...server.loader, ...fields } })
}
/** Sets the loader's variables. */
export const setEnv = (sim: Simulation, id: Id<'server'>, env: Env): void => patchLoader(sim, id, { env })
/** The loader's variables. */
export const envOf = (sim: Simulation, id: Id<'server'>): Env => sim.world.need(id).loader?.env ?? {}
/** The tree that the loader reads from; undefined when its medium is gone. */
export function rootFor(sim: Simulation, id: Id<'server'>): FileNode | undefined {
  const { loader } = sim.world.need(id)
  return loader && sourceOf(sim.world, id, loader.source)?.root
}
/** Forgets what was loaded, but not the loader itself. */
export function unload(sim: Simulation, id: Id<'server'>): void {
  const { transfer, ...server } = sim.world.need(id)
  const { args, plan, ...loader } = server.loader ?? { source: 'medium:none' as Id, prefix: '', env: {} }
  sim.put<Server>({ ...server, ram: (server.ram ?? []).filter(({ what }) => what === 'loader'), ...(server.loader && { loader }) })
}
