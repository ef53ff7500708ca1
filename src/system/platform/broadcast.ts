import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { print } from '../console/tty.ts'
import { dateOf } from '../hardware/clock.ts'
import { strftime } from './dates.ts'
import { hostnameOf } from './names.ts'

/** Who sends a message to everybody. */
export interface Sender {
  readonly server: Id<'server'>
  readonly zone?: Id<'zone'> | undefined
  readonly tty?: Id<'tty'> | undefined
}
/** Writes a message on every terminal that somebody is logged in on: what wall does. Source: illumos usr/src/cmd/wall/wall.c. */
export function broadcast(sim: Simulation, { server, zone, tty }: Sender, text: string): void {
  const name = tty === undefined ? '???' : tty.slice(tty.indexOf('/') + 1)
  const when = strftime('%a %b %e %H:%M:%S', dateOf(sim.world))
  const head = `Broadcast Message from root (${name}) on ${hostnameOf(sim.world, server, zone)} ${when}...\n`
  for (const one of sim.world.by('tty', 'server', server)) if (one.reader === 'shell') print(sim, one.id, `\u0007\u0007\u0007${head}${text}`)
}
