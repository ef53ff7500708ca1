import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { type Layout, type Store, stores } from '../files/store.ts'
import type { Extent, FileEntry, FileNode } from '../files/tree.ts'
import { born, kill } from './blocks.ts'
import { FileLayout } from './layout.ts'
import { availableOf, type Lookup } from './space.ts'
import { Transaction } from './transaction.ts'
import { isOn, recordsizeOf, settingOf } from './values.ts'
import { type Dataset, type Pool, snapshotsOf } from './zfs.ts'

/** A dataset as something that holds files: what is written is charged block by block. */
class DatasetStore implements Store {
  private readonly lookup: Lookup
  constructor(
    private readonly sim: Simulation,
    private readonly id: Id<'dataset'>,
  ) {
    const { world } = sim
    this.lookup = {
      find: (key) => (key ? world.get(key) : undefined),
      get pool(): Pool {
        return world.need(world.need(id).pool)
      },
    }
  }
  private get dataset(): Dataset {
    return this.sim.world.need(this.id)
  }
  get root(): FileNode {
    return this.dataset.root
  }
  get readonly(): boolean {
    return this.dataset.type === 'snapshot' || isOn(this.lookup, this.dataset, 'readonly')
  }
  get nextIno(): number {
    return this.dataset.nextIno
  }
  lay(before: FileEntry | undefined, after: FileEntry, from: number, to: number): Layout {
    const { dataset } = this
    const recordsize = dataset.type === 'volume' ? Number(settingOf(this.lookup, dataset, 'volblocksize').value) : recordsizeOf(this.lookup, dataset)
    return new FileLayout(this.lookup, dataset, this.lookup.pool, recordsize).lay(before, after, from, to)
  }
  save(root: FileNode, { dead = [], born: fresh = [], inos = 0 }: { dead?: Iterable<Extent>; born?: Iterable<Extent>; inos?: number }): void {
    const tx = new Transaction(this.sim, this.dataset.pool)
    let head: Dataset = { ...this.dataset, root, nextIno: this.dataset.nextIno + inos }
    for (const extent of dead) head = kill(tx, head, extent)
    let end = tx.pool.nextDva
    for (const extent of fresh) {
      head = born(tx, head, extent)
      end = Math.max(end, extent.dva + extent.count * extent.lsize)
    }
    if (end !== tx.pool.nextDva) tx.pool = { ...tx.pool, nextDva: end }
    tx.charge(head)
    tx.write()
  }
  space(): { size: number; used: number; available: number } {
    const { dataset } = this
    const available = availableOf(this.lookup, dataset)
    return { size: dataset.referenced.a + available, used: dataset.referenced.a, available }
  }
  options(): string[] {
    const on = (name: string): boolean => isOn(this.lookup, this.dataset, name)
    const { dataset } = this
    // Where nothing is mounted with restrictions: the order is that of zfs_vfsops.c zfs_register_callbacks.
    return ['devices', 'setuid', 'nbmand', 'exec', 'xattr', 'atime'].map((name) => (on(name) && dataset.type !== 'volume' ? name : `no${name}`))
  }
  snapshots(): { name: string; root: FileNode; ino: number }[] {
    return snapshotsOf(this.sim.world, this.id).map(({ name, root, objset }) => ({ name: name.slice(name.indexOf('@') + 1), root, ino: objset }))
  }
}
stores.dataset = (sim, id) => new DatasetStore(sim, id as Id<'dataset'>)
