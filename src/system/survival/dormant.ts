import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { isImported } from '../zfs/zfs.ts'

/** A pool that lies on the disks and is not imported: nothing in it can be seen, and nothing can happen to it. */
export interface Dormant {
  readonly pool: Id<'pool'>
  readonly name: string
  /** File systems of the system, such as `zones/var`; in the order of their names. */
  readonly datasets: readonly { readonly id: Id<'dataset'>; readonly name: string }[]
  /** How many file systems of VMs and images there are besides. */
  readonly others: number
}
const UUID = /\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(\/|$)/

/** The pools on a server's disks that are not imported now. */
export function dormantOf(world: World, server: Id<'server'>): readonly Dormant[] {
  return world
    .by('pool', 'server', server)
    .filter((pool) => !isImported(pool) && pool.machine.value !== 'DESTROYED')
    .map(({ id, name }) => {
      const all = world.by('dataset', 'pool', id).filter(({ type }) => type === 'filesystem')
      const own = all.filter((dataset) => !UUID.test(dataset.name)).sort((a, b) => (a.name < b.name ? -1 : 1))
      return { pool: id, name, datasets: own.map((dataset) => ({ id: dataset.id, name: dataset.name })), others: all.length - own.length }
    })
}
