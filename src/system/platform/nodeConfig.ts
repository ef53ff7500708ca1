import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import { parseConfig, type ReadConfig, readConfig } from './config.ts'

/** Where a node that was set up has what was answered. */
export const CONFIG = '/usbkey/config'

/** The text of `/usbkey/config`; undefined if there is no such file. */
function textOf(sim: Simulation, server: Id<'server'>): string | undefined {
  const files = openFiles(sim, { server })
  return files.exists(CONFIG) ? files.read(CONFIG) : undefined
}
/** The values of `/usbkey/config`; none if there is no such file. */
export const nodeConfig = (sim: Simulation, server: Id<'server'>): Record<string, string> => parseConfig(textOf(sim, server) ?? '')
/** What stops a boot script that reads `/usbkey/config`; undefined if nothing does. */
export const configFault = (sim: Simulation, server: Id<'server'>): ReadConfig['fault'] => readConfig(textOf(sim, server) ?? '').fault
