import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import { parseConfig } from './config.ts'

/** The values of `/usbkey/config`; none if there is no such file. */
export function nodeConfig(sim: Simulation, server: Id<'server'>): Record<string, string> {
  const files = openFiles(sim, { server })
  return files.exists('/usbkey/config') ? parseConfig(files.read('/usbkey/config')) : {}
}
