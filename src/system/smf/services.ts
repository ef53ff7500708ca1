import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { dateOf, epochOf } from '../hardware/clock.ts'
import { fnmatch } from './fnmatch.ts'
import { GLOBAL, type Manifest, ZONE } from './manifests.ts'

/** An SMF instance as `svcs` sees it. */
export interface Service {
  readonly fmri: string
  readonly description: string
  readonly state: 'disabled' | 'offline' | 'online' | 'maintenance'
  /** It is on its way to another state: `offline*`. */
  readonly starting: boolean
  /** When it came into this state, milliseconds since 1970. */
  readonly since: number
}

/**
 * The services of a place: their states follow from the steps of the start-up that were reached, nothing is kept
 * for each. Empty when nothing runs there.
 */
export function servicesOf(world: World, server: Id<'server'>, zone?: Id<'zone'>): Service[] {
  return zone ? inZone(world, zone) : inGlobalZone(world, server)
}

function inGlobalZone(world: World, id: Id<'server'>): Service[] {
  const { system } = world.need(id)
  if (!system) return []
  const epoch = epochOf(world)
  const start = system.bootedAt
  const first = GLOBAL.find(({ step }) => step !== undefined && step !== 'kernel' && !(step in system.reached))?.step
  return GLOBAL.map((manifest) => {
    const at = manifest.step === 'kernel' ? start + 500 : manifest.step === undefined ? start + 1000 : system.reached[manifest.step]
    return service(manifest, at, epoch, epoch + start + 1000, manifest.step === first)
  })
}
function inZone(world: World, id: Id<'zone'>): Service[] {
  const zone = world.get(id)
  if (zone?.booted === undefined) return []
  const booted = zone.booted
  const age = dateOf(world) - booted
  const first = ZONE.find(({ step }) => step !== undefined && Number(step) > age)?.step
  return ZONE.map((manifest) => {
    const after = Number(manifest.step ?? 500)
    return service(manifest, after <= age ? after : undefined, booted, booted, manifest.step === first)
  })
}
function service({ fmri, description, step }: Manifest, at: number | undefined, epoch: number, start: number, next: boolean): Service {
  const state = step === undefined ? 'disabled' : at === undefined ? 'offline' : 'online'
  return { fmri, description, state, starting: state === 'offline' && next, since: at === undefined ? start : epoch + at }
}

/** Whether a pattern names a service: the whole FMRI, one of its abbreviations, or a glob. Source: smf(7). */
export function matches(fmri: string, pattern: string): boolean {
  if (/[*?[]/.test(pattern)) return globbed(fmri, pattern)
  const bare = pattern.replace(/^svc:\/?/, '')
  const name = fmri.slice('svc:/'.length)
  const withoutInstance = name.slice(0, name.lastIndexOf(':'))
  return [name, withoutInstance, name.slice(name.lastIndexOf(':') + 1)].includes(bare) || name.endsWith(`/${bare}`) || withoutInstance.endsWith(`/${bare}`)
}
/** A glob may leave out the scheme, any of the first parts of the name, and the instance. */
function globbed(fmri: string, pattern: string): boolean {
  const name = fmri.slice('svc:/'.length)
  const parts = name.split('/')
  const beginnings = pattern.startsWith('svc:') ? [name] : parts.map((_, i) => parts.slice(i).join('/'))
  const glob = pattern.replace(/^svc:\/?/, '')
  return beginnings.some((each) => fnmatch(glob, each) || fnmatch(glob, each.slice(0, each.lastIndexOf(':'))))
}
