import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { consoleOf, print } from '../../console/tty.ts'
import { bootFiles } from '../../files/boot.ts'
import { openFiles } from '../../files/open.ts'
import { bringUp, networkFault } from '../../network/physical.ts'
import { identify } from '../../platform/identity.ts'
import { CONFIG } from '../../platform/nodeConfig.ts'
import { savecoreAtBoot } from '../../platform/savecore.ts'
import { applyConfig } from '../../platform/smartdcConfig.ts'
import { importAtBoot } from '../../smf/import.ts'
import { bringUpOthers, failAtBoot, mayRun, reached } from '../../smf/operations.ts'
import { datasetOf } from '../../zfs/zfs.ts'
import { bootAutobootZones } from '../../zones/node.ts'
import { isIn } from '../at.ts'
import { bootArgsOf } from '../bootArgs.ts'
import { importPools } from '../neighbours.ts'
import { methodEffects } from './methods.ts'
import { sayStep } from './startArgs.ts'
import { requestMaintenance, suloginEffects } from './sulogin.ts'

type Owner = Id<'server'>

/** smartdc/config: the boot goes on when it fails, but what needs it stays offline. */
function configure(sim: Simulation, id: Owner): void {
  const { ok, log } = applyConfig(sim, id)
  if (!ok) failAtBoot(sim, { server: id }, 'svc:/system/smartdc/config:default', 1, log)
}

/** How often dhcpagent asks, simulated ms: it waits longer each time, up to a minute. (RFC 2131 4.1) */
const ASK_AGAIN = 10_000
/** Nobody answered: dhcpagent goes on asking while the method waits. */
const askAgain = (sim: Simulation, id: Owner): void => sim.later(id, 'dhcp', ASK_AGAIN, { type: 'boot.askAgain' })

/** Effects of the services that come up. */
export const serviceEffects: Record<string, Effect> = {
  ...methodEffects,
  ...suloginEffects,
  'smf.reached': (sim, id: Owner, { milestone }: { milestone: string }) => {
    const server = sim.world.need(id)
    if (server.system) sim.patch(server, { system: { ...server.system, reached: { ...server.system.reached, [milestone]: sim.now } } })
    reached(sim, { server: id }, milestone)
    sayStep(sim, id, milestone)
    // Here manifest-import comes online.
    if (milestone === 'smartdc/config') importAtBoot(sim, id)
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
    const asks = parameters.smartos === 'true' && parameters.noimport !== 'true' && !openFiles(sim, { server: id }).exists(CONFIG)
    if (!asks) configure(sim, id)
    sim.send(id, { type: asks ? 'unconfigured' : 'configured' })
  },
  'boot.setup': (sim, id: Owner) => {
    sim.send(id, { type: 'ask for set-up' })
    const setup: Id = `setup:${id.slice(7)}`
    if (!sim.world.get(setup as string)) sim.start({ id: setup, server: id })
    sim.send(setup, { type: 'begin' })
  },
  'boot.network': (sim, id: Owner) => {
    const fault = networkFault(sim, id)
    if (!fault) {
      const up = bringUp(sim, id)
      if (!up) askAgain(sim, id)
      return void sim.send(id, { type: up ? 'up' : 'no answer' })
    }
    // The service is given up, the boot goes on: what needs it stays offline.
    failAtBoot(sim, { server: id }, 'svc:/network/physical:default', fault.status, [fault.text])
    sim.send(id, { type: 'up' })
  },
  'boot.askAgain': (sim, id: Owner) => {
    if (!isIn(sim.world.need(id), 'on', 'system', 'milestones', 'dhcp')) return
    if (bringUp(sim, id)) sim.send(id, { type: 'cable' })
    else askAgain(sim, id)
  },
  // dhcpagent notices a link that comes up, also long after the boot.
  'boot.link': (sim, id: Owner) => {
    const { system } = sim.world.need(id)
    if (system?.multiUser && !networkFault(sim, id) && Object.keys(system.addresses ?? {}).length === 0) bringUp(sim, id)
  },
  'boot.identity': (sim, id: Owner) => identify(sim, id),
  // Booted with -s the system stops here. Source: illumos usr/src/cmd/svc/startd/graph.c
  'boot.singleUser': (sim, id: Owner) => {
    const { single } = bootArgsOf(sim.world.need(id).system?.bootParameters)
    if (single) print(sim, consoleOf(id), 'Requesting System Maintenance Mode\nSINGLE USER MODE\n')
    sim.send(id, { type: single ? 'stay single' : 'go on' })
    if (single) sim.send(id, { type: 'sulogin' })
  },
  'boot.zones': (sim, id: Owner) => {
    if (datasetOf(sim.world, id, 'zones') && mayRun(sim, { server: id }, 'svc:/system/zones:default')) bootAutobootZones(sim, id)
  },
  'boot.maintenance': (sim, id: Owner) => {
    failAtBoot(sim, { server: id }, 'svc:/system/filesystem/smartdc:default', 95, [])
    bringUpOthers(sim, { server: id })
    requestMaintenance(sim, id)
    sim.send(id, { type: 'sulogin' })
  },
  /** A service of the image that the start-up has to bring up once more: somebody has cleared it. */
  'smf.retry': (sim, service: Id<'service'>) => {
    const record = sim.world.get(service)
    if (record?.fmri !== 'svc:/system/filesystem/smartdc:default' || !isIn(sim.world.need(record.server), 'on', 'system', 'milestones', 'maintenance')) return
    sim.commit({ [service]: undefined })
    sim.send(record.server, { type: 'retry' })
  },
}
