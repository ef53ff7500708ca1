import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { consoleOf, print } from '../../console/tty.ts'
import { GLOBAL } from '../../smf/manifests.ts'
import { definitionOf, serviceOf } from '../../smf/services.ts'
import { bootArgsOf } from '../bootArgs.ts'

/**
 * What the switches of the boot make the start-up say when a step of it is reached: `-r` that devices are configured,
 * `-m verbose` each service. Sources: illumos usr/src/cmd/svc/milestone/devices-local, usr/src/cmd/svc/startd/log.c.
 */
export function sayStep(sim: Simulation, server: Id<'server'>, step: string): void {
  const { reconfigure, smf } = bootArgsOf(sim.world.need(server).system?.bootParameters)
  const say = (text: string): void => print(sim, consoleOf(server), text)
  if (step === 'filesystem/root') {
    if (reconfigure) say('Configuring devices.\n')
    const milestone = smf.find((one) => one.startsWith('milestone='))
    if (milestone) say(`globalzone: ${milestone} is not simulated\n`)
  }
  if (!smf.includes('verbose')) return
  for (const { fmri, step: own } of GLOBAL) {
    if (own !== step || serviceOf(sim.world, { server }, fmri)?.state === 'disabled') continue
    say(`[ ${fmri.slice('svc:/'.length)} starting (${definitionOf(sim.world, { server }, fmri)?.name ?? ''}) ]\n`)
  }
}
