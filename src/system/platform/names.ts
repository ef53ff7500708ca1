import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { epochOf } from '../hardware/clock.ts'

/** The name that a place calls itself: the global zone's, or a zone's (its uuid when it has no other). */
export function hostnameOf(world: World, server: Id<'server'>, zone?: Id<'zone'>): string {
  if (!zone) return world.need(server).system?.hostname ?? ''
  const record = world.get(zone)
  const own = record?.properties.hostname
  return typeof own === 'string' && own !== '' ? own : (record?.uuid ?? '')
}
/** Kernel version as `uname -v` says it. */
export const kernelVersion = (world: World, server: Id<'server'>): string => `joyent_${world.need(server).system?.platform ?? ''}`
/** Milliseconds since 1970 when a place booted. */
export function bootedAt(world: World, server: Id<'server'>, zone?: Id<'zone'>): number {
  if (zone) return world.get(zone)?.booted ?? 0
  return epochOf(world) + (world.need(server).system?.bootedAt ?? 0)
}
