import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'

/** Whether a name of the world outside can be resolved from a place: it has an address on a NIC with a cable, and a resolver. */
export function reachesOut(sim: Simulation, server: Id<'server'>, zone?: Id<'zone'>): boolean {
  const { world } = sim
  const nics = world.by('nic', 'server', server)
  const wired = zone
    ? world.by('vnic', 'zone', zone).some(({ tag }) => nics.some(({ tags, cable }) => cable && tags.includes(tag)))
    : nics.some(({ link, cable }) => cable && world.get(server)?.system?.addresses?.[link] !== undefined)
  return wired && hasResolver(sim, server, zone)
}
function hasResolver(sim: Simulation, server: Id<'server'>, zone?: Id<'zone'>): boolean {
  try {
    return /^\s*nameserver\s+\S/m.test(openFiles(sim, { server, zone }).read('/etc/resolv.conf'))
  } catch (error) {
    // A zone's own file is written when it boots; before that the zone asks as its node does.
    if (error instanceof FileError) return zone !== undefined
    throw error
  }
}
