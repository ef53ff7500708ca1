import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { mountAt } from '../files/mounts.ts'
import { bytesBelow } from '../files/ramfs.ts'
import { type Layout, layBytes, type Store, stores } from '../files/store.ts'
import type { FileEntry, FileNode } from '../files/tree.ts'
import { type BootServer, hostOf } from './netboot.ts'

/** The disk of a boot server. */
class ServerStore implements Store {
  readonly readonly = false
  constructor(
    private readonly sim: Simulation,
    private readonly id: Id<'bootserver'>,
  ) {}
  private get server(): BootServer {
    return this.sim.world.need(this.id)
  }
  get root(): FileNode {
    return this.server.root
  }
  get nextIno(): number {
    return this.server.nextIno
  }
  lay(before: FileEntry | undefined, after: FileEntry): Layout {
    return layBytes(this.space().available, before, after)
  }
  save(root: FileNode, { inos = 0 }: { inos?: number }): void {
    this.sim.put<BootServer>({ ...this.server, root, nextIno: this.nextIno + inos })
  }
  space(): { size: number; used: number; available: number } {
    const size = this.server.capacity
    const used = bytesBelow(this.root)
    return { size, used, available: Math.max(0, size - used) }
  }
}
stores.bootserver = (sim, id) => new ServerStore(sim, id as Id<'bootserver'>)

/** Mounts the disk of a boot server for its console. */
export const mountDisk = (sim: Simulation, id: Id<'bootserver'>): void =>
  void mountAt(sim, hostOf(id), { path: '/', source: '/dev/dsk/c0t0d0s0', fstype: 'ufs', readonly: false, lives: 'pool', backing: id })
