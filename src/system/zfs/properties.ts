/** What may be set or asked of a dataset. Names, order, defaults and values: illumos zfs_prop.c; order: the enum in sys/fs/zfs.h. */
export interface Property {
  readonly name: string
  readonly aliases?: readonly string[]
  /** Column name in `zfs list`. */
  readonly header: string
  /** How it prints: bytes with the suffix B, plain numbers, never abbreviated numbers, words. */
  readonly kind: 'bytes' | 'number' | 'exact' | 'ratio' | 'index' | 'string' | 'time'
  /** Values of an index property. */
  readonly values?: readonly string[]
  /** How the values are written in usage and errors, if not simply listed. */
  readonly shown?: string
  readonly default?: string
  readonly inherit?: boolean
  readonly readonly?: boolean
  /** Fixed at creation. */
  readonly once?: boolean
  readonly on: 'all' | 'filesystem' | 'volume' | 'snapshot' | 'dataset' | 'filesystem+snapshot' | 'volume+snapshot'
}
const ONOFF = ['on', 'off'] as const
const COMPRESSION = [
  'on',
  'off',
  'lzjb',
  'gzip',
  'gzip-1',
  'gzip-2',
  'gzip-3',
  'gzip-4',
  'gzip-5',
  'gzip-6',
  'gzip-7',
  'gzip-8',
  'gzip-9',
  'zle',
  'lz4',
] as const
const CHECKSUM = ['on', 'off', 'fletcher2', 'fletcher4', 'sha256', 'noparity', 'sha512', 'skein', 'edonr'] as const
const DEDUP = ['on', 'off', 'verify', 'sha256', 'sha256,verify', 'sha512', 'sha512,verify', 'skein', 'skein,verify', 'edonr,verify'] as const
const CACHE = ['all', 'none', 'metadata'] as const

const read = (name: string, header: string, kind: Property['kind'], on: Property['on'], more: Partial<Property> = {}): Property => ({
  name,
  header,
  kind,
  on,
  readonly: true,
  ...more,
})
const index = (name: string, header: string, values: readonly string[], fallback: string, on: Property['on'], more: Partial<Property> = {}): Property => ({
  name,
  header,
  kind: 'index',
  values,
  default: fallback,
  inherit: true,
  on,
  ...more,
})
const limit = (name: string, header: string, on: Property['on'], more: Partial<Property> = {}): Property => ({
  name,
  header,
  kind: 'bytes',
  default: '0',
  on,
  ...more,
})

/** All of them, in the order of `zfs get all`. */
export const PROPERTIES: readonly Property[] = [
  read('type', 'TYPE', 'string', 'all'),
  read('creation', 'CREATION', 'time', 'all'),
  read('used', 'USED', 'bytes', 'all'),
  read('available', 'AVAIL', 'bytes', 'dataset', { aliases: ['avail'] }),
  read('referenced', 'REFER', 'bytes', 'all', { aliases: ['refer'] }),
  read('compressratio', 'RATIO', 'ratio', 'all'),
  read('mounted', 'MOUNTED', 'index', 'filesystem', { values: ['yes', 'no'] }),
  read('origin', 'ORIGIN', 'string', 'dataset'),
  limit('quota', 'QUOTA', 'filesystem'),
  limit('reservation', 'RESERV', 'dataset', { aliases: ['reserv'] }),
  { name: 'volsize', header: 'VOLSIZE', kind: 'number', on: 'volume+snapshot' },
  { name: 'volblocksize', aliases: ['volblock'], header: 'VOLBLOCK', kind: 'number', default: '8192', once: true, on: 'volume' },
  { name: 'recordsize', aliases: ['recsize'], header: 'RECSIZE', kind: 'number', default: '131072', inherit: true, on: 'filesystem' },
  { name: 'mountpoint', header: 'MOUNTPOINT', kind: 'string', inherit: true, on: 'filesystem' },
  { name: 'sharenfs', header: 'SHARENFS', kind: 'string', default: 'off', inherit: true, on: 'filesystem' },
  index('checksum', 'CHECKSUM', CHECKSUM, 'on', 'dataset'),
  index('compression', 'COMPRESS', COMPRESSION, 'off', 'dataset', { aliases: ['compress'], shown: 'on | off | lzjb | gzip | gzip-[1-9] | zle | lz4' }),
  index('atime', 'ATIME', ONOFF, 'on', 'filesystem'),
  index('devices', 'DEVICES', ONOFF, 'on', 'filesystem+snapshot'),
  index('exec', 'EXEC', ONOFF, 'on', 'filesystem+snapshot'),
  index('setuid', 'SETUID', ONOFF, 'on', 'filesystem+snapshot'),
  index('readonly', 'RDONLY', ONOFF, 'off', 'dataset', { aliases: ['rdonly'] }),
  index('zoned', 'ZONED', ONOFF, 'off', 'filesystem'),
  index('snapdir', 'SNAPDIR', ['hidden', 'visible'], 'hidden', 'filesystem'),
  index('aclmode', 'ACLMODE', ['discard', 'groupmask', 'passthrough', 'restricted'], 'discard', 'filesystem'),
  index('aclinherit', 'ACLINHERIT', ['discard', 'noallow', 'restricted', 'passthrough', 'passthrough-x'], 'restricted', 'filesystem'),
  read('createtxg', 'CREATETXG', 'exact', 'all'),
  index('canmount', 'CANMOUNT', ['on', 'off', 'noauto'], 'on', 'filesystem', { inherit: false }),
  index('xattr', 'XATTR', ONOFF, 'on', 'filesystem+snapshot'),
  index('copies', 'COPIES', ['1', '2', '3'], '1', 'dataset'),
  { name: 'version', header: 'VERSION', kind: 'number', default: '5', on: 'filesystem+snapshot' },
  index('utf8only', 'UTF8ONLY', ONOFF, 'off', 'filesystem+snapshot', { once: true, inherit: false }),
  index('normalization', 'NORMALIZATION', ['none', 'formC', 'formD', 'formKC', 'formKD'], 'none', 'filesystem+snapshot', { once: true, inherit: false }),
  index('casesensitivity', 'CASE', ['sensitive', 'insensitive', 'mixed'], 'sensitive', 'filesystem+snapshot', { once: true, inherit: false }),
  index('vscan', 'VSCAN', ONOFF, 'off', 'filesystem'),
  index('nbmand', 'NBMAND', ONOFF, 'off', 'filesystem+snapshot'),
  { name: 'sharesmb', header: 'SHARESMB', kind: 'string', default: 'off', inherit: true, on: 'filesystem' },
  limit('refquota', 'REFQUOTA', 'filesystem'),
  limit('refreservation', 'REFRESERV', 'dataset', { aliases: ['refreserv'] }),
  read('guid', 'GUID', 'exact', 'all'),
  index('primarycache', 'PRIMARYCACHE', CACHE, 'all', 'all'),
  index('secondarycache', 'SECONDARYCACHE', CACHE, 'all', 'all'),
  read('usedbysnapshots', 'USEDSNAP', 'bytes', 'dataset'),
  read('usedbydataset', 'USEDDS', 'bytes', 'dataset'),
  read('usedbychildren', 'USEDCHILD', 'bytes', 'dataset'),
  read('usedbyrefreservation', 'USEDREFRESERV', 'bytes', 'dataset'),
  read('defer_destroy', 'DEFER_DESTROY', 'index', 'snapshot', { values: ['on', 'off'] }),
  read('userrefs', 'USERREFS', 'exact', 'snapshot'),
  index('logbias', 'LOGBIAS', ['latency', 'throughput'], 'latency', 'dataset'),
  index('dedup', 'DEDUP', DEDUP, 'off', 'dataset'),
  { name: 'mlslabel', header: 'MLSLABEL', kind: 'string', default: 'none', inherit: true, on: 'filesystem' },
  index('sync', 'SYNC', ['standard', 'always', 'disabled'], 'standard', 'dataset'),
  read('refcompressratio', 'REFRATIO', 'ratio', 'all'),
  read('written', 'WRITTEN', 'number', 'all'),
  read('clones', 'CLONES', 'string', 'snapshot'),
  read('logicalused', 'LUSED', 'number', 'dataset'),
  read('logicalreferenced', 'LREFER', 'number', 'all'),
  limit('filesystem_limit', 'FSLIMIT', 'filesystem'),
  limit('snapshot_limit', 'SSLIMIT', 'dataset'),
  read('filesystem_count', 'FSCOUNT', 'exact', 'filesystem'),
  read('snapshot_count', 'SSCOUNT', 'exact', 'dataset'),
  index('redundant_metadata', 'REDUND_MD', ['all', 'most'], 'all', 'dataset'),
  read('objsetid', 'OBJSETID', 'exact', 'all'),
]
const table = new Map(PROPERTIES.flatMap((property) => [property.name, ...(property.aliases ?? [])].map((name) => [name, property] as const)))
/** The property of that name or alias. */
export const propertyOf = (name: string): Property | undefined => table.get(name)
/** Whether a name is that of a user property. (zfs_prop_user) */
export const isUserProperty = (name: string): boolean => name.includes(':') && name.length < 256 && /^[a-z0-9+._:-]+$/.test(name)
/** Whether a property exists for a type of dataset. */
export function appliesTo(property: Property, type: 'filesystem' | 'volume' | 'snapshot'): boolean {
  const { on } = property
  return (
    on === 'all' || on === type || (on === 'dataset' && type !== 'snapshot') || on === `${type}+snapshot` || (type === 'snapshot' && on.endsWith('+snapshot'))
  )
}
/** The values of a property as usage and errors write them. */
export const valuesOf = (property: Property): string | undefined => property.shown ?? property.values?.join(' | ')
