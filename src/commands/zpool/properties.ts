import type { World } from '../../sim/world.ts'
import { nice, niceBytes } from '../../system/zfs/nice.ts'
import type { Pool } from '../../system/zfs/zfs.ts'
import { healthName } from './tree.ts'

/** A property of a pool. Names, order, columns, defaults: illumos common/zfs/zpool_prop.c; order: the enum zpool_prop_t in sys/fs/zfs.h. */
export interface PoolProperty {
  readonly name: string
  readonly aliases?: readonly string[]
  /** Column name in `zpool list`. */
  readonly header: string
  /** Right-aligned, with a width that does not grow, or text. */
  readonly kind: 'number' | 'index' | 'string'
  /** Least width of its column. */
  readonly width: number
  readonly values: string
  readonly readonly?: boolean
  /** Where nothing is set. */
  readonly default?: string
}
const read = (name: string, header: string, kind: PoolProperty['kind'], width: number, values = '<size>', aliases: readonly string[] = []): PoolProperty => ({
  name,
  header,
  kind,
  width,
  values,
  readonly: true,
  aliases,
})
const choice = (name: string, header: string, values: readonly string[], fallback: string, aliases: readonly string[] = []): PoolProperty => ({
  name,
  header,
  kind: 'index',
  width: Math.max(header.length, ...values.map(({ length }) => length)),
  values: values.join(' | '),
  default: fallback,
  aliases,
})
const text = (name: string, header: string, values: string, fallback: string): PoolProperty => ({
  name,
  header,
  kind: 'string',
  width: header.length,
  values,
  default: fallback,
})

/** All of them, in the order of `zpool get all`. */
export const POOL_PROPERTIES: readonly PoolProperty[] = [
  read('size', 'SIZE', 'number', 5),
  read('capacity', 'CAP', 'number', 5, '<size>', ['cap']),
  text('altroot', 'ALTROOT', '<path>', '-'),
  read('health', 'HEALTH', 'string', 8, '<state>'),
  read('guid', 'GUID', 'number', 5, '<guid>'),
  { name: 'version', header: 'VERSION', kind: 'number', width: 7, values: '<version>', default: '-' },
  text('bootfs', 'BOOTFS', '<filesystem>', '-'),
  choice('delegation', 'DELEGATION', ['on', 'off'], 'on'),
  choice('autoreplace', 'REPLACE', ['on', 'off'], 'off', ['replace']),
  text('cachefile', 'CACHEFILE', '<file> | none', '-'),
  choice('failmode', 'FAILMODE', ['wait', 'continue', 'panic'], 'wait'),
  choice('listsnapshots', 'LISTSNAPS', ['on', 'off'], 'off', ['listsnaps']),
  choice('autoexpand', 'EXPAND', ['on', 'off'], 'off', ['expand']),
  { name: 'dedupditto', header: 'DEDUPDITTO', kind: 'number', width: 10, values: '<threshold (min 100)>', default: '0' },
  read('dedupratio', 'DEDUP', 'number', 5, '<1.00x or higher if deduped>', ['dedup']),
  read('free', 'FREE', 'number', 5),
  read('allocated', 'ALLOC', 'number', 5, '<size>', ['alloc']),
  choice('readonly', 'RDONLY', ['on', 'off'], 'off'),
  text('comment', 'COMMENT', '<comment-string>', '-'),
  read('expandsize', 'EXPANDSZ', 'number', 8, '<size>', ['expandsz']),
  read('freeing', 'FREEING', 'number', 7),
  read('fragmentation', 'FRAG', 'number', 5, '<percent>', ['frag']),
  read('leaked', 'LEAKED', 'number', 6),
  read('bootsize', 'BOOTSIZE', 'number', 8),
  read('checkpoint', 'CKPOINT', 'number', 7, '<size>', ['ckpoint']),
  choice('multihost', 'MULTIHOST', ['on', 'off'], 'off'),
  choice('autotrim', 'AUTOTRIM', ['on', 'off'], 'off'),
]
const byName = new Map(POOL_PROPERTIES.flatMap((property) => [property.name, ...(property.aliases ?? [])].map((name) => [name, property] as const)))
/** The property of that name or alias. */
export const poolProperty = (name: string): PoolProperty | undefined => byName.get(name)

/** Raw bytes allocated, parity included, as `zpool list` counts. */
export const rawAllocated = ({ allocated, size, dspace }: Pick<Pool, 'allocated' | 'size' | 'dspace'>): number =>
  size === dspace ? allocated : Math.round((allocated / dspace) * size)

/** A property's value as `zpool list` and `zpool get` print it, and where it is from. */
export function readPool(_world: World, pool: Pool, property: PoolProperty, exact: boolean): { value: string; source: 'default' | 'local' | '-' } {
  const raw = rawAllocated(pool)
  const bytes = (n: number): string => (exact ? String(n) : niceBytes(n))
  const percent = (n: number): string => (exact ? String(n) : `${n}%`)
  const gone = pool.machine.value === 'UNAVAIL'
  const readonly: Readonly<Record<string, string>> = {
    size: gone ? '-' : bytes(pool.size),
    capacity: gone ? '-' : percent(Math.floor((raw * 100) / pool.size)),
    health: healthName(pool),
    guid: pool.guid,
    dedupratio: gone ? '-' : exact ? '1.00' : '1.00x',
    free: gone ? '-' : bytes(pool.size - raw),
    allocated: gone ? '-' : bytes(raw),
    expandsize: '-',
    freeing: exact ? '0' : nice(0),
    fragmentation: gone ? '-' : percent(0),
    leaked: exact ? '0' : nice(0),
    bootsize: pool.properties.bootsize ? bytes(Number(pool.properties.bootsize)) : '-',
    checkpoint: '-',
  }
  if (property.readonly) return { value: readonly[property.name] ?? '-', source: '-' }
  const set = pool.properties[property.name]
  if (set !== undefined) return { value: set, source: 'local' }
  return { value: property.default ?? '-', source: 'default' }
}
