import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import { type Layout, layBytes, type Store, stores } from './store.ts'
import { changesBetween, childrenOf, emptyDirectory, type FileEntry, type FileNode } from './tree.ts'

/** A file system whose files are in RAM (or in the image, for `usr`): gone when the power is. */
export interface RamFs extends Rec {
  readonly id: Id<'ramfs'>
  readonly server: Id<'server'>
  readonly root: FileNode
  readonly nextIno: number
  /** Bytes that fit, and how many are taken by what the model does not list (the platform's binaries). */
  readonly capacity: number
  readonly base: number
  /** Bytes of the files listed. */
  readonly used: number
  readonly readonly: boolean
}
declare module '../../sim/record.ts' {
  interface Records {
    ramfs: RamFs
  }
}

/** Bytes of all files below a node. */
export function bytesBelow(node: FileNode): number {
  if (node.kind === 'file') return node.size
  let sum = 0
  if (node.kind === 'dir') for (const [, child] of childrenOf(node)) sum += bytesBelow(child)
  return sum
}
/** Makes an empty file system in RAM: `ramfs:<server>/<name>`. */
export function makeRamFs(
  sim: Simulation,
  server: Id<'server'>,
  name: string,
  how: { capacity: number; base?: number; mode?: number; root?: FileNode; readonly?: boolean; nextIno?: number },
): RamFs {
  const root = how.root ?? emptyDirectory({ mode: how.mode ?? 0o755, mtime: dateOf(sim.world), ino: 2 })
  return sim.put<RamFs>({
    id: `ramfs:${server.slice(7)}/${name}`,
    server,
    root,
    nextIno: how.nextIno ?? 3,
    capacity: how.capacity,
    base: how.base ?? 0,
    used: bytesBelow(root),
    readonly: how.readonly ?? false,
  })
}

/** A store over a record `ramfs:`. Sizes are those of the files, without blocks. */
class RamStore implements Store {
  constructor(
    private readonly sim: Simulation,
    private readonly id: Id<'ramfs'>,
  ) {}
  private get record(): RamFs {
    return this.sim.world.need(this.id)
  }
  get root(): FileNode {
    return this.record.root
  }
  get readonly(): boolean {
    return this.record.readonly
  }
  get nextIno(): number {
    return this.record.nextIno
  }
  lay(before: FileEntry | undefined, after: FileEntry): Layout {
    const { capacity, base, used } = this.record
    return layBytes(capacity - base - used, before, after)
  }
  save(root: FileNode, { inos = 0 }: { inos?: number }): void {
    const { record } = this
    this.sim.put<RamFs>({ ...record, root, nextIno: record.nextIno + inos, used: record.used + difference(record.root, root) })
  }
  space(): { size: number; used: number; available: number } {
    const { capacity, base, used } = this.record
    return { size: capacity, used: base + used, available: Math.max(0, capacity - base - used) }
  }
}
/** Bytes that one tree has more than another: looks only where they differ. */
function difference(before: FileNode | undefined, after: FileNode | undefined): number {
  if (before === after) return 0
  if (before?.kind !== 'dir' || after?.kind !== 'dir') return (after ? bytesBelow(after) : 0) - (before ? bytesBelow(before) : 0)
  let sum = 0
  for (const [, was, is] of changesBetween(before.entries, after.entries)) sum += difference(was, is)
  return sum
}
stores.ramfs = (sim, id) => new RamStore(sim, id as Id<'ramfs'>)
