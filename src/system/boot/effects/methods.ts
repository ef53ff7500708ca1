import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { consoleOf, listen, meant } from '../../console/tty.ts'
import { bringUp, networkFault } from '../../network/physical.ts'
import { identify } from '../../platform/identity.ts'
import { appendLog } from '../../smf/log.ts'
import { type MethodName, methodEnded } from '../../smf/method.ts'
import { placeOf } from '../../smf/service.ts'
import { datasetOf } from '../../zfs/zfs.ts'
import { bootAutobootZones, shutdownAllZones } from '../../zones/node.ts'
import { isIn } from '../at.ts'

type Call = { method: MethodName }
/** An effect on the server whose global zone a service is in; in a zone none of this is done. */
const global =
  (run: (sim: Simulation, server: Id<'server'>, call: Call, service: Id<'service'>) => void): Effect =>
  (sim, id: Id<'service'>, call: Call) => {
    const { zone, server } = placeOf(sim.world.need(id))
    if (!zone) run(sim, server, call, id)
  }

/** What methods of the image do, by service, when the restarter runs them by hand of somebody; at boot the statechart of the server does it. */
export const methodEffects: Record<string, Effect> = {
  'method.network/physical:default': global((sim, server, { method }, service) => {
    if (method !== 'start') return
    const fault = networkFault(sim, server)
    if (!fault) return void bringUp(sim, server)
    const record = sim.world.need(service)
    appendLog(sim, placeOf(record), record.fmri, `${fault.text}\n`)
    methodEnded(sim, service, method, fault.status)
  }),
  'method.system/identity:node': global((sim, server, { method }) => {
    if (method === 'start') identify(sim, server)
  }),
  'method.system/zones:default': global((sim, server, { method }) => {
    if (method === 'stop') shutdownAllZones(sim, server)
    else if (method === 'start' && datasetOf(sim.world, server, 'zones')) bootAutobootZones(sim, server)
  }),
  /** The login prompt, and the session that came from it, belong to this service. */
  'method.system/console-login:default': global((sim, id, { method }) => {
    const tty = meant(sim, consoleOf(id))?.id ?? consoleOf(id)
    if (method === 'start') sim.perform('console.login', id, {})
    if (method !== 'stop') return
    const session = isIn(sim.world.need(id), 'on', 'system', 'console', 'session')
    if (session && sim.definition.effects['shell.hangup']) sim.perform('shell.hangup', tty, {})
    listen(sim, tty, { reader: '', mode: 'off' })
  }),
}
