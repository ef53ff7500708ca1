import type { Id, Json } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { installedImage } from '../images/image.ts'
import { badNicValues, type VmNic } from './nics.ts'
import { convert, PROPERTIES } from './properties.ts'
import { BRANDS, type Brand, isHvm } from './zone.ts'

/** A payload that was read: what vmadm knows of it, converted. */
export type Payload = Readonly<Record<string, Json | undefined>>
/** What is wrong with a payload: the answer of `vmadm validate`. */
export interface Faults {
  readonly bad_brand?: string
  readonly bad_values: readonly string[]
  readonly bad_properties: readonly string[]
  readonly missing_properties: readonly string[]
}
export type PayloadRefusal = 'payload.object' | 'brand.unknown' | 'brand.not simulated' | 'values' | 'missing'

const isObject = (value: unknown): value is Readonly<Record<string, Json>> => typeof value === 'object' && value !== null && !Array.isArray(value)
/** The brand that a payload asks for. */
export const brandOf = (payload: unknown): string => (isObject(payload) && payload.brand !== undefined ? String(payload.brand) : 'joyent')
const IMAGE_TYPES: Record<string, readonly string[]> = { lx: ['lx-dataset', 'docker'] }

/** Reads a payload for create: unknown properties and those of other brands are left out. smartos-live src/vm/node_modules/VM.js (normalizePayload, validate) */
export function readPayload(
  sim: Simulation,
  server: Id<'server'>,
  payload: Readonly<Record<string, Json>>,
  brand: Brand,
  action: 'create' | 'update',
): { payload: Payload; faults: Faults } {
  const read: Record<string, Json | undefined> = {}
  const bad: string[] = []
  const strange: string[] = []
  for (const [name, property] of Object.entries(PROPERTIES)) {
    if (!Object.hasOwn(payload, name)) continue
    if (property.brands && !property.brands.includes(brand)) {
      strange.push(name)
      continue
    }
    const value = convert(property.kind, payload[name] as Json)
    if (value === undefined || (property.valid && !property.valid(value))) bad.push(name)
    else read[name] = value
  }
  for (const name of Object.keys(payload)) if (!Object.hasOwn(PROPERTIES, name)) strange.push(name)
  if (read.zpool !== undefined && read.zpool !== 'zones') bad.push('zpool')
  if (read.zfs_root_recsize !== undefined && !isRecordSize(read.zfs_root_recsize)) bad.push('zfs_root_recsize')
  if (Array.isArray(read.nics)) bad.push(...badNicValues(read.nics as readonly VmNic[]))
  const missing: string[] = []
  if (action === 'create' && !isHvm(brand)) {
    if (!Object.hasOwn(payload, 'image_uuid')) missing.push('image_uuid')
    else if (read.image_uuid !== undefined && !fits(sim, server, String(read.image_uuid), brand)) bad.push('image_uuid')
    if (brand === 'lx' && !Object.hasOwn(payload, 'kernel_version')) missing.push('kernel_version')
  }
  return { payload: read, faults: { bad_values: bad, bad_properties: strange, missing_properties: missing } }
}
const isRecordSize = (value: Json): boolean =>
  typeof value === 'number' && (value === 0 || (value >= 512 && value <= 131072 && Number.isInteger(Math.log2(value))))
function fits(sim: Simulation, server: Id<'server'>, uuid: string, brand: Brand): boolean {
  const image = installedImage(sim.world, server, uuid)
  return image !== undefined && (IMAGE_TYPES[brand] ?? ['zone-dataset']).includes(image.manifest.type)
}

/** The payload for create, or the first thing that is wrong with it: values before what is missing. */
export function checkPayload(sim: Simulation, server: Id<'server'>, given: unknown): Result<{ brand: Brand; payload: Payload }, PayloadRefusal> {
  if (!isObject(given)) return refuse('payload.object')
  const name = brandOf(given)
  if (!BRANDS.includes(name as Brand)) return refuse('brand.unknown', { brand: name })
  const brand = name as Brand
  if (isHvm(brand) || brand === 'lx') return refuse('brand.not simulated', { brand })
  const { payload, faults } = readPayload(sim, server, given, brand, 'create')
  if (faults.bad_values.length > 0) return refuse('values', { values: faults.bad_values })
  if (faults.missing_properties.length > 0) return refuse('missing', { properties: faults.missing_properties })
  return ok({ brand, payload })
}
