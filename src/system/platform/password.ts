import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import type { Server } from '../hardware/hardware.ts'
import { crypt, rootHash } from './shadow.ts'

/**
 * Whether a password opens an account on the console. Order as in smartdc/config: the shadow file of the pool when the
 * node runs by itself, then the loader's `root_shadow`. Source: illumos-joyent smartdc-config method.
 */
export function checkPassword(sim: Simulation, server: Server, user: string, password: string): boolean {
  if (user !== 'root') return false
  const parameters = server.system?.bootParameters ?? {}
  const files = openFiles(sim, { server: server.id })
  const kept = parameters.smartos === 'true' && files.exists('/usbkey/shadow') ? rootHash(files.read('/usbkey/shadow')) : undefined
  return (kept ?? parameters.root_shadow) === crypt(password)
}
