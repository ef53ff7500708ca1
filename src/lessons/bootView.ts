import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import type { World } from '../sim/world.ts'
import { bootRootOf } from '../system/boot/source.ts'
import { openFiles } from '../system/files/open.ts'
import { namesIn } from '../system/files/tree.ts'
import { textAt } from '../system/media/lookup.ts'
import { matches } from '../system/smf/fmri.ts'
import { servicesOf } from '../system/smf/services.ts'
import { fateIn, placeOf, WRITTEN_AT_BOOT } from '../system/survival/places.ts'
import type { Pool } from '../system/zfs/zfs.ts'

const setupOf = (world: World, server: Id<'server'>) => world.get(`setup:${server.slice('server:'.length)}` as Id<'setup'>)

/** Where the script of the first-boot set-up stands, `asking.admin ip`, `apply.swap`, `done`; empty if it does not run. */
export function setupStep(world: World, server: Id<'server'>): string {
  const value: unknown = setupOf(world, server)?.machine.value
  const running = typeof value === 'object' && value !== null ? (value as { running?: { script?: unknown } }).running : undefined
  const parts: string[] = []
  for (let at = running?.script; at !== undefined; at = typeof at === 'object' && at !== null ? Object.values(at)[0] : undefined)
    parts.push(typeof at === 'string' ? at : (Object.keys(at as object)[0] ?? ''))
  return parts.join('.')
}
/** The answers given so far, by the keys of `answers.json`; nothing of the password. */
export function setupAnswers(world: World, server: Id<'server'>): Readonly<Record<string, string>> {
  const answers = (setupOf(world, server)?.machine.context?.answers ?? {}) as Readonly<Record<string, string>>
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !key.endsWith('_hash')))
}
/** Stamps of the platform images in what a pool boots from, as their files say it. */
export function installedOn(world: World, pool: Pool): string[] {
  const root = bootRootOf(world, pool)
  const names = root?.kind === 'dir' ? namesIn(root).filter((name) => name.startsWith('platform-')) : []
  return names.flatMap((name) => (root && textAt(root, `/${name}/etc/version/platform`)?.trim()) || []).sort()
}
/** State of the first service of the global zone with that name, as svcs names it; empty if there is none. */
export function stateOfService(sim: Simulation, server: Id<'server'>, name: string): string {
  const service = servicesOf(sim.world, server).find(({ fmri }) => matches(fmri, name))
  return service?.state ?? ''
}
/** What becomes of what is written at a path when the system goes down in an orderly way: `lost`, `made anew`, `kept`, `stick`; empty if there is no such place. */
export function fateOf(sim: Simulation, server: Id<'server'>, path: string): string {
  const files = openFiles(sim, { server })
  const place = files.exists(path) ? path : path.replace(/\/[^/]*$/, '') || '/'
  if (!files.exists(place)) return ''
  const mount = files.mountOf(place)
  return WRITTEN_AT_BOOT.has(path) ? 'made anew' : fateIn(placeOf(mount))
}
