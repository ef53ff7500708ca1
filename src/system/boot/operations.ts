import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'

/** A way down that a command may ask for. */
export type WayDown = 'reboot' | 'poweroff' | 'halt' | 'init 0' | 'init 5' | 'init 6' | 'panic' | 'dump and halt' | 'dump and poweroff'

/** How else it goes down. */
export interface Going {
  /** The zones are not halted one by one first. */
  readonly quick?: boolean
}
/**
 * Takes a server down: at once (`reboot`, `poweroff`, `halt`: processes are killed) or in an orderly way (`init`:
 * services and zones stop first). Refuses with `boot.not-running` when it is on its way down already.
 */
export function goDown(sim: Simulation, server: Id<'server'>, how: WayDown, more: Going = {}): Result<void, 'boot.not-running'> {
  return sim.event('operation', server, { id: `op.server.${how.replaceAll(' ', '')}` }, () =>
    sim.send(server, { type: how, ...(/^(panic|dump)/.test(how) && { kind: 'request' }), ...more }) ? ok() : refuse('boot.not-running'),
  )
}
/** The same from inside a zone: it is the zone that goes down. `reboot` starts it again. */
export function zoneGoesDown(sim: Simulation, zone: Id<'zone'>, how: WayDown): Result<void, 'boot.not-running'> {
  const again = how === 'reboot' || how === 'init 6'
  const type = how.startsWith('init') ? 'shutdown' : again ? 'reboot' : 'halt'
  return sim.event('operation', zone, { id: `op.zone.${again ? 'reboot' : 'shutdown'}` }, () =>
    sim.send(zone, { type, reboot: again }) ? ok() : refuse('boot.not-running'),
  )
}
