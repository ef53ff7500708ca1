import { propertyOf } from './properties.ts'
import type { Lookup } from './space.ts'
import type { Dataset } from './zfs.ts'

/** A value and where it is from: `-` for what cannot be set. */
export interface Valued {
  readonly value: string
  readonly source: 'local' | 'default' | 'temporary' | 'received' | '-' | { readonly inherited: string }
}
/** The dataset whose setting of a property holds here: itself or the nearest above. */
export function setterOf(lookup: Pick<Lookup, 'find'>, dataset: Dataset, name: string): Dataset | undefined {
  for (let at: Dataset | undefined = dataset; at; at = lookup.find(at.of ?? at.parent)) if (Object.hasOwn(at.properties, name)) return at
  return undefined
}
/** A settable property's value in force, parsed. `mountpoint` is the exception: `mountpointOf`. */
export function settingOf(lookup: Pick<Lookup, 'find'>, dataset: Dataset, name: string): Valued {
  const property = propertyOf(name)
  const inherits = !property || property.inherit || dataset.type === 'snapshot'
  const setter = inherits ? setterOf(lookup, dataset, name) : Object.hasOwn(dataset.properties, name) ? dataset : undefined
  if (!setter) return { value: property?.default ?? '-', source: property ? 'default' : '-' }
  return { value: setter.properties[name] as string, source: setter === dataset ? 'local' : { inherited: setter.name } }
}
/** Where a filesystem is to be mounted: a path, `legacy` or `none`; inherited with the rest of the name. (zfs_prop_get) */
export function mountpointOf(lookup: Pick<Lookup, 'find'>, dataset: Dataset): Valued {
  const setter = setterOf(lookup, dataset, 'mountpoint')
  const pool = dataset.name.split('/')[0] as string
  const base = setter?.properties.mountpoint ?? `/${pool}`
  const from = setter?.name ?? pool
  const rest = dataset.name.slice(from.length)
  const value = base === 'none' || base === 'legacy' ? base : `${base === '/' && rest !== '' ? '' : base}${rest}`
  return { value, source: !setter ? 'default' : setter.id === dataset.id ? 'local' : { inherited: setter.name } }
}
/** Is it on? */
export const isOn = (lookup: Pick<Lookup, 'find'>, dataset: Dataset, name: string): boolean => settingOf(lookup, dataset, name).value === 'on'
/** Bytes a record of a file written now. */
export const recordsizeOf = (lookup: Pick<Lookup, 'find'>, dataset: Dataset): number => Number(settingOf(lookup, dataset, 'recordsize').value)
