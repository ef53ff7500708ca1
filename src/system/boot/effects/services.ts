import type { Id } from '../../../sim/record.ts'
import type { Effect } from '../../../sim/simulation.ts'
import { consoleOf, print } from '../../console/tty.ts'
import { bootFiles } from '../../files/boot.ts'
import { openFiles } from '../../files/open.ts'
import { bringUp } from '../../network/physical.ts'
import { identify } from '../../platform/identity.ts'
import { savecoreAtBoot } from '../../platform/savecore.ts'
import { datasetOf } from '../../zfs/zfs.ts'
import { bootAutobootZones } from '../../zones/node.ts'
import { importPools } from '../neighbours.ts'

type Owner = Id<'server'>

/** Effects of the services that come up. */
export const serviceEffects: Record<string, Effect> = {
  'smf.reached': (sim, id: Owner, { milestone }: { milestone: string }) => {
    const server = sim.world.need(id)
    if (server.system) sim.patch(server, { system: { ...server.system, reached: { ...server.system.reached, [milestone]: sim.now } } })
    // system/dumpadm is among the services of this step.
    if (milestone === 'single-user') savecoreAtBoot(sim, id)
  },
  'boot.mountUsr': (sim, id: Owner) => bootFiles(sim, id),
  'boot.importPools': (sim, id: Owner) => {
    const noimport = sim.world.need(id).system?.bootParameters.noimport === 'true'
    sim.send(id, { type: noimport ? 'no pool' : importPools(sim, id) })
  },
  'boot.checkConfig': (sim, id: Owner) => {
    const parameters = sim.world.need(id).system?.bootParameters ?? {}
    const asks = parameters.smartos === 'true' && parameters.noimport !== 'true' && !openFiles(sim, { server: id }).exists('/usbkey/config')
    sim.send(id, { type: asks ? 'unconfigured' : 'configured' })
  },
  'boot.setup': (sim, id: Owner) => {
    sim.send(id, { type: 'ask for set-up' })
    const setup: Id = `setup:${id.slice(7)}`
    if (!sim.world.get(setup as string)) sim.start({ id: setup, server: id })
    sim.send(setup, { type: 'begin' })
  },
  'boot.network': (sim, id: Owner) => sim.send(id, { type: bringUp(sim, id) ? 'up' : 'no answer' }),
  'boot.identity': (sim, id: Owner) => identify(sim, id),
  'boot.zones': (sim, id: Owner) => {
    if (datasetOf(sim.world, id, 'zones')) bootAutobootZones(sim, id)
  },
  // Source: illumos usr/src/cmd/svc/startd/{graph,fork}.c
  'boot.maintenance': (sim, id: Owner) =>
    print(sim, consoleOf(id), 'Requesting System Maintenance Mode\n(See /lib/svc/share/README for more information.)\nConsole login service(s) cannot run\n'),
}
