import type { Id } from '../../src/sim/record.ts'
import type { Simulation } from '../../src/sim/simulation.ts'
import { extentsOf } from '../../src/system/files/tree.ts'
import { allocatedSize } from '../../src/system/zfs/geometry.ts'
import { childrenOf, type Dataset, METADATA, snapshotsOf } from '../../src/system/zfs/zfs.ts'

/** Blocks by their address, with transaction group of birth, allocated and logical bytes. */
export type Blocks = Map<string, { readonly birth: number; readonly a: number; readonly l: number }>
/** Bytes: allocated and logical. */
interface Sum {
  a: number
  l: number
}
/** What a filesystem or volume is made of, as `zfs list -o space` splits it. */
export interface Split {
  readonly dataset: number
  readonly snapshots: number
  readonly refreservation: number
  readonly children: number
  readonly used: number
}
const limit = (dataset: Dataset, name: string): number => Number(dataset.properties[name] ?? 0)

/** The mark by which the oracle knows in whose life a metadata block was born: promotion turns lineages round. */
export const makerOf = ({ objset, createtxg, type }: Dataset): string => `${objset}/${createtxg}/${type}`

/**
 * The oracle of reference zfs 1.3 to 1.5: sets of blocks, recounted from the trees each time. It knows nothing of
 * deadlists, nor of any figure that the model keeps.
 */
export class Oracle {
  private readonly cache = new Map<string, Blocks>()
  private readonly splits = new Map<string, Split>()
  constructor(private readonly sim: Simulation) {}

  /** Blocks that a dataset refers to. */
  refs(dataset: Dataset): Blocks {
    const known = this.cache.get(dataset.id)
    if (known) return known
    const blocks: Blocks = new Map()
    const [objset, createtxg, type] = (dataset.properties['x:maker'] ?? '').split('/')
    const size = METADATA[type === 'volume' ? 'volume' : 'filesystem']
    blocks.set(`meta ${objset}`, { birth: Number(createtxg), a: allocatedSize(this.sim.world.need(dataset.pool), size), l: size })
    for (const extent of extentsOf(dataset.root)) {
      for (let i = 0; i < extent.count; i++) {
        const key = String(extent.dva + i * extent.lsize)
        if (blocks.has(key)) throw new Error(`block ${key} twice in ${dataset.name}`)
        blocks.set(key, { birth: extent.birth, a: extent.asize, l: extent.lsize })
      }
    }
    this.cache.set(dataset.id, blocks)
    return blocks
  }
  /** What some blocks amount to. */
  total(blocks: Blocks, keep: (key: string, birth: number) => boolean = () => true): Sum {
    const sum = { a: 0, l: 0 }
    for (const [key, { birth, a, l }] of blocks) {
      if (!keep(key, birth)) continue
      sum.a += a
      sum.l += l
    }
    return sum
  }
  /** usedby*, and used: children with what they reserve beyond it. */
  split(head: Dataset): Split {
    const known = this.splits.get(head.id)
    if (known) return known
    const dataset = this.total(this.refs(head), (_, birth) => birth > head.originTxg).a
    const snapshots = this.chain(head).reduce((sum, each) => sum + this.total(this.dead(each, head), (_, birth) => birth > head.originTxg).a, 0)
    const refreservation = Math.max(0, limit(head, 'refreservation') - this.own(head))
    const children = childrenOf(this.sim.world, head.id).reduce((sum, child) => sum + Math.max(this.split(child).used, limit(child, 'reservation')), 0)
    const split = { dataset, snapshots, refreservation, children, used: dataset + snapshots + refreservation + children }
    this.splits.set(head.id, split)
    return split
  }
  /** Bytes of a head that no snapshot has. */
  own = (head: Dataset): number => this.total(this.refs(head), (_, birth) => birth > head.prevTxg).a
  /** The property `available`. */
  available(head: Dataset): number {
    const space = this.space(head) + Math.max(0, limit(head, 'refreservation') - this.own(head))
    const refquota = limit(head, 'refquota')
    return refquota === 0 ? space : Math.min(space, Math.max(0, refquota - this.total(this.refs(head)).a))
  }
  private space(head: Dataset): number {
    const { used } = this.split(head)
    const pool = this.sim.world.need(head.pool)
    const slop = Math.max(Math.floor(pool.dspace / 32), Math.min(Math.floor(pool.dspace / 2), 128 * 1024 ** 2))
    const parent = head.parent && this.sim.world.need(head.parent)
    const quotas = [limit(head, 'quota') || Number.POSITIVE_INFINITY, parent ? Number.POSITIVE_INFINITY : pool.dspace - slop]
    const above = parent ? this.space(parent) + Math.max(0, limit(head, 'reservation') - used) : Number.POSITIVE_INFINITY
    return Math.max(0, Math.min(above, ...quotas.map((quota) => quota - used)))
  }
  /** `used` of a snapshot: what only it has in its filesystem. */
  unique(snapshot: Dataset, head: Dataset): number {
    const chain = this.chain(head)
    const next = this.refs(chain[chain.findIndex(({ id }) => id === snapshot.id) + 1] as Dataset)
    return this.total(this.refs(snapshot), (key, birth) => !next.has(key) && birth > snapshot.prevTxg).a
  }
  /** Bytes that the snapshot before it did not have. */
  written(dataset: Dataset, head: Dataset): number {
    const previous = this.before(dataset, head)
    return this.total(this.refs(dataset), (key) => !previous.has(key)).a
  }
  /** Bytes that destroying a snapshot would free: in no other dataset of the pool. */
  reclaim(snapshots: readonly Dataset[]): number {
    const doomed = new Set<string>(snapshots.map(({ id }) => id))
    const kept = new Set(
      this.sim.world
        .all('dataset')
        .filter(({ id }) => !doomed.has(id))
        .flatMap((each) => [...this.refs(each).keys()]),
    )
    return this.total(new Map(snapshots.flatMap((each) => [...this.refs(each)])), (key) => !kept.has(key)).a
  }
  private chain = (head: Dataset): Dataset[] => [...snapshotsOf(this.sim.world, head.id), head]
  private before(dataset: Dataset, head: Dataset): Blocks {
    const chain = this.chain(head)
    const previous = chain[chain.findIndex(({ id }) => id === dataset.id) - 1] ?? (head.origin ? this.sim.world.get(head.origin as Id<'dataset'>) : undefined)
    return previous ? this.refs(previous) : new Map()
  }
  private dead(dataset: Dataset, head: Dataset): Blocks {
    const now = this.refs(dataset)
    return new Map([...this.before(dataset, head)].filter(([key]) => !now.has(key)))
  }
}
