import type { World } from '../../sim/world.ts'
import { mountedAt } from './mounting.ts'
import { appliesTo, isUserProperty, propertyOf } from './properties.ts'
import { deadBetween, type Size } from './size.ts'
import { availableOf, type Lookup } from './space.ts'

import { mountpointOf, settingOf, type Valued } from './values.ts'
import { clonesOf, type Dataset, snapshotsOf, treeOf, usedOf } from './zfs.ts'

/** Reads datasets' records from the world. */
export const lookupIn = (world: World, dataset: Dataset): Lookup => ({ find: (id) => (id ? world.get(id) : undefined), pool: world.need(dataset.pool) })

const hundredths = ({ l, p }: Size): number => (p === 0 ? 100 : Math.floor((l * 100) / p))
/** What a snapshot shares with none of its neighbours is `written` since the one before. (dsl_dataset_space_written) */
const writtenOf = (world: World, dataset: Dataset): number =>
  dataset.referenced.a - (world.get(dataset.prev ?? 'dataset:')?.referenced.a ?? 0) + deadBetween(dataset.deadlist, -1).a
const everything = (dataset: Dataset): Size => ({
  a: 0,
  p: dataset.head.p + dataset.snap.p + dataset.child.p,
  l: dataset.head.l + dataset.snap.l + dataset.child.l,
})

type Reader = (world: World, dataset: Dataset) => string | number
const READERS: Readonly<Record<string, Reader>> = {
  type: (_, { type }) => type,
  creation: (_, { creation }) => creation / 1000,
  used: (_, dataset) => usedOf(dataset),
  available: (world, dataset) => availableOf(lookupIn(world, dataset), dataset),
  referenced: (_, { referenced }) => referenced.a,
  compressratio: (_, dataset) => hundredths(dataset.type === 'snapshot' ? dataset.referenced : everything(dataset)),
  refcompressratio: (_, { referenced }) => hundredths(referenced),
  mounted: (world, dataset) => (mountedAt(world, dataset) ? 'yes' : 'no'),
  origin: (world, { origin }) => (origin ? (world.get(origin)?.name ?? '-') : '-'),
  createtxg: (_, { createtxg }) => createtxg,
  guid: (_, { guid }) => guid,
  objsetid: (_, { objset }) => objset,
  usedbydataset: (_, { head }) => head.a,
  usedbysnapshots: (_, { snap }) => snap.a,
  usedbychildren: (_, { child, childReserved }) => child.a + childReserved,
  usedbyrefreservation: (_, { refReserved }) => refReserved,
  defer_destroy: (_, { deferDestroy }) => (deferDestroy ? 'on' : 'off'),
  userrefs: (_, { holds }) => Object.keys(holds ?? {}).length,
  written: writtenOf,
  clones: (world, { id }) =>
    clonesOf(world, id)
      .map(({ name }) => name)
      .join(','),
  logicalused: (_, dataset) => everything(dataset).l,
  logicalreferenced: (_, { referenced }) => referenced.l,
  filesystem_count: (world, dataset) => treeOf(world, dataset).length - 1,
  snapshot_count: (world, dataset) => treeOf(world, dataset).reduce((sum, { id }) => sum + snapshotsOf(world, id).length, 0),
}
/**
 * A property of a dataset: its value unabbreviated (bytes and seconds in digits, ratios in hundredths), and where it
 * is from. Undefined if a dataset of this type has no such property.
 */
export function readProperty(world: World, dataset: Dataset, name: string): Valued | undefined {
  const lookup = lookupIn(world, dataset)
  if (name.startsWith('written@')) return writtenSince(world, dataset, name.slice('written@'.length))
  const property = propertyOf(name)
  if (!property) return isUserProperty(name) ? userProperty(lookup, dataset, name) : undefined
  if (!appliesTo(property, dataset.type) && !(dataset.type === 'snapshot' && property.name === 'volsize')) return undefined
  if (property.name === 'volsize' && !Object.hasOwn(dataset.properties, 'volsize')) return undefined
  const reader = READERS[property.name]
  if (reader) return { value: String(reader(world, dataset)), source: '-' }
  if (property.name === 'mountpoint') return mountpointOf(lookup, dataset)
  const setting = settingOf(lookup, dataset, property.name)
  return property.once || property.name === 'version' || (dataset.type === 'snapshot' && property.name === 'volsize') ? { ...setting, source: '-' } : setting
}
function userProperty(lookup: Lookup, dataset: Dataset, name: string): Valued {
  return settingOf(lookup, dataset, name)
}
/** Bytes referred to now that a snapshot did not have: `written@S`. */
function writtenSince(world: World, dataset: Dataset, snapshot: string): Valued | undefined {
  const chain = dataset.type === 'snapshot' ? snapshotsOf(world, dataset.of as never) : snapshotsOf(world, dataset.id)
  const since = chain.find(({ name }) => name.endsWith(`@${snapshot}`))
  if (!since || (since.createtxg >= dataset.createtxg && dataset.type === 'snapshot')) return undefined
  const later = [
    ...chain.filter(({ createtxg }) => createtxg > since.createtxg && (dataset.type !== 'snapshot' || createtxg <= dataset.createtxg)),
    ...(dataset.type === 'snapshot' ? [] : [dataset]),
  ]
  const gone = later.reduce((sum, { deadlist }) => sum + deadBetween(deadlist, -1, since.createtxg).a, 0)
  return { value: String(dataset.referenced.a - since.referenced.a + gone), source: '-' }
}
/** Names of the user properties that hold for a dataset. */
export function userPropertiesOf(world: World, dataset: Dataset): string[] {
  const names = new Set<string>()
  for (let at: Dataset | undefined = dataset; at; at = at.of || at.parent ? (world.get((at.of ?? at.parent) as never) as Dataset | undefined) : undefined) {
    for (const name of Object.keys(at.properties)) if (name.includes(':')) names.add(name)
  }
  return [...names].sort()
}
