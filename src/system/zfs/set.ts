import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { FileEntry } from '../files/tree.ts'
import { thickReservation } from './datasets.ts'
import { mountDataset, mountedAt, mountObstacle, refreshMounts, unmountDataset } from './mounting.ts'
import { parseSize } from './nice.ts'
import { appliesTo, isUserProperty, type Property, propertyOf, valuesOf } from './properties.ts'
import { availableOf, type Lookup, spaceFor } from './space.ts'
import { limitOf, Transaction } from './transaction.ts'
import { mountpointOf, settingOf } from './values.ts'
import { type Dataset, treeOf, usedOf } from './zfs.ts'

const LIMITS = new Set(['quota', 'refquota', 'reservation', 'refreservation', 'filesystem_limit', 'snapshot_limit'])

/**
 * Parses the text of one property for a type of dataset. Refuses, as libzfs does: `zfs.invalid-property`,
 * `zfs.readonly-property`, `zfs.wrong-type`, `zfs.not-one-of`, `zfs.bad-number`, `zfs.zero-quota`, `zfs.not-power-of-2`,
 * `zfs.mountpoint-path`, `zfs.auto-only-volumes`, `zfs.once`. (illumos libzfs_dataset.c zfs_valid_proplist)
 */
export function parseProperty(type: Dataset['type'], name: string, text: string, creating: boolean): Result<{ name: string; value: string }> {
  const property = propertyOf(name)
  if (!property) {
    if (!isUserProperty(name)) return refuse('zfs.invalid-property', { property: name })
    return text.length >= 8192 ? refuse('zfs.value-too-long', { property: name }) : ok({ name, value: text })
  }
  if (type === 'snapshot') return refuse('zfs.not-for-snapshots', { property: property.name })
  if (!appliesTo(property, type)) return refuse('zfs.wrong-type', { property: property.name })
  if (property.readonly || (property.once && !creating)) return refuse('zfs.readonly-property', { property: property.name })
  const value = parseValue(property, text, type)
  return value.ok ? ok({ name: property.name, value: value.value }) : value
}
function parseValue(property: Property, text: string, type: Dataset['type']): Result<string> {
  const { name } = property
  if (property.values) return property.values.includes(text) ? ok(text) : refuse('zfs.not-one-of', { property: name, values: valuesOf(property) })
  if (name === 'mountpoint')
    return text === 'none' || text === 'legacy' || text.startsWith('/')
      ? ok(text.length > 1 ? text.replace(/\/+$/, '') : text)
      : refuse('zfs.mountpoint-path', {})
  if (property.kind === 'string') return ok(text)
  if (text === 'none' && LIMITS.has(name)) return ok('0')
  if (text === 'auto' && name === 'refreservation') return type === 'volume' ? ok('auto') : refuse('zfs.auto-only-volumes', {})
  const number = parseSize(text)
  if (typeof number !== 'number') return refuse('zfs.bad-number', { text: number.text })
  if (number === 0 && (name === 'quota' || name === 'refquota')) return refuse('zfs.zero-quota', {})
  if (
    (name === 'recordsize' || name === 'volblocksize') &&
    (number < 512 || number > (name === 'recordsize' ? 1048576 : 131072) || Math.log2(number) % 1 !== 0)
  ) {
    return refuse('zfs.not-power-of-2', { property: name, most: name === 'recordsize' ? '1M' : '128K' })
  }
  if (name === 'version' && (number < 1 || number > 5)) return refuse('zfs.bad-version', { property: name })
  return ok(String(number))
}
/** Parses `name=value` texts for a dataset about to be made. Refuses as `parseProperty`. */
export function parseProperties(type: 'filesystem' | 'volume', texts: Readonly<Record<string, string>>): Result<Record<string, string>> {
  const parsed: Record<string, string> = {}
  for (const [name, text] of Object.entries(texts)) {
    const result = parseProperty(type, name, text, true)
    if (!result.ok) return result
    parsed[result.value.name] = result.value.value
  }
  return ok(parsed)
}

/** Sets properties of a dataset, from text. Refuses as `parseProperty`, and: `zfs.too-small`, `zfs.too-big`, `zfs.busy`, `zfs.volsize-multiple`. */
export function setProperties(sim: Simulation, dataset: Dataset, texts: Readonly<Record<string, string>>): Result {
  const parsed: Record<string, string> = {}
  for (const [name, text] of Object.entries(texts)) {
    const result = dataset.type === 'snapshot' && isUserProperty(name) ? ok({ name, value: text }) : parseProperty(dataset.type, name, text, false)
    if (!result.ok) return result
    const checked = checkLimit(sim, dataset, result.value.name, result.value.value)
    if (!checked.ok) return checked
    parsed[result.value.name] = checked.value
  }
  return change(sim, dataset, 'op.zfs.set', { property: Object.keys(parsed).join(', '), name: dataset.name }, { ...dataset.properties, ...parsed })
}
/** Whether a limit fits what is there already. Yields the value in force. */
function checkLimit(sim: Simulation, dataset: Dataset, name: string, value: string): Result<string> {
  const { world } = sim
  const lookup = { find: (id: Id<'dataset'> | undefined) => (id ? world.get(id) : undefined), pool: world.need(dataset.pool) }
  const volsize = Number(dataset.properties.volsize ?? 0)
  const blocksize = Number(settingOf(lookup, dataset, 'volblocksize').value)
  const auto = thickReservation(volsize, blocksize, Number(settingOf(lookup, dataset, 'copies').value))
  const number = value === 'auto' ? auto : Number(value)
  if (name === 'quota' && number > 0 && (number < usedOf(dataset) || number < limitOf(dataset, 'reservation'))) return refuse('zfs.too-small', {})
  if (name === 'refquota' && number > 0 && number < dataset.referenced.a) return refuse('zfs.too-small', {})
  if (name === 'reservation') {
    const parent = lookup.find(dataset.parent)
    const used = Math.max(usedOf(dataset), limitOf(dataset, 'reservation'))
    const quota = limitOf(dataset, 'quota')
    if (number > used && number - used > spaceFor(lookup, parent ?? dataset)) return refuse('zfs.too-big', {})
    if (quota > 0 && number > quota) return refuse('zfs.too-big', {})
  }
  if (name === 'refreservation') {
    const held = Math.max(dataset.unique.a, limitOf(dataset, 'refreservation'))
    if (number > held && number - held > spaceFor(lookup, dataset)) return refuse('zfs.too-big', {})
  }
  if (name === 'volsize') {
    if (number === 0 || number % blocksize !== 0) return refuse('zfs.volsize-multiple', {})
    const wanted = thickReservation(number, blocksize) - limitOf(dataset, 'refreservation')
    if (limitOf(dataset, 'refreservation') > 0 && wanted > availableOf(lookup, dataset)) return refuse('zfs.too-big', {})
  }
  return ok(value === 'auto' ? String(auto) : value)
}
/** Removes a setting, so that it is inherited or the default again; -r: of descendants, too. */
export function inheritProperty(sim: Simulation, dataset: Dataset, name: string): Result {
  const { [name]: _, ...rest } = dataset.properties
  return change(sim, dataset, 'op.zfs.inherit', { property: name, name: dataset.name }, rest)
}
/** Puts the new settings in force: charges, volume size, mounts. */
function change(sim: Simulation, dataset: Dataset, id: string, params: Record<string, string>, properties: Readonly<Record<string, string>>): Result {
  return sim.event('operation', dataset.id, { id, params }, () => {
    const find = lookupOf(sim)
    const nowhere = dataset.type === 'filesystem' && !mountpointOf(find, dataset).value.startsWith('/')
    const moves = ['mountpoint', 'canmount', 'zoned'].some((name) => properties[name] !== dataset.properties[name])
    const mounted = moves
      ? treeOf(sim.world, dataset).filter((each) => each.type === 'filesystem' && mountedAt(sim.world, each) === mountpointOf(find, each).value)
      : []
    for (const each of mounted.toReversed()) {
      const unmounted = unmountDataset(sim, each)
      if (!unmounted.ok) {
        for (const again of mounted) if (!mountedAt(sim.world, again)) mountDataset(sim, again)
        return unmounted
      }
    }
    const tx = new Transaction(sim, dataset.pool)
    const current = tx.get(dataset.id)
    const resized = properties.volsize !== dataset.properties.volsize && current.root.kind === 'file'
    const root = resized ? ({ ...current.root, size: Number(properties.volsize) } as FileEntry) : current.root
    const after = { ...current, root, properties: resized ? withThickness(current, properties) : properties }
    if (after.type === 'snapshot') tx.put(after)
    else tx.charge(after)
    tx.sync()
    if (moves && dataset.type === 'filesystem') remount(sim, sim.world.need(dataset.id), mounted, nowhere)
    refreshMounts(sim, dataset.server)
    return ok()
  })
}
/** A thick volume stays thick when it grows. (zfs_add_synthetic_resv) */
function withThickness(before: Dataset, properties: Readonly<Record<string, string>>): Record<string, string> {
  const blocksize = Number(before.properties.volblocksize ?? 8192)
  const thick = thickReservation(Number(before.properties.volsize), blocksize)
  return limitOf(before, 'refreservation') === thick
    ? { ...properties, refreservation: String(thickReservation(Number(properties.volsize), blocksize)) }
    : { ...properties }
}
/** Mounts again what was mounted; what had nowhere to be mounted (`none`, `legacy`) and now has is mounted, too. (zfs(8), mountpoint) */
function remount(sim: Simulation, dataset: Dataset, before: readonly Dataset[], nowhere: boolean): void {
  const was = new Set<string>(before.map(({ id }) => id))
  const find = lookupOf(sim)
  for (const each of treeOf(sim.world, dataset)) {
    const wanted = was.has(each.id) || (nowhere && settingOf(find, each, 'canmount').value === 'on')
    if (wanted && each.type === 'filesystem' && !mountedAt(sim.world, each) && !mountObstacle(sim.world, each)) mountDataset(sim, each)
  }
}
const lookupOf = ({ world }: Simulation): Pick<Lookup, 'find'> => ({ find: (id) => (id ? world.get(id) : undefined) })
