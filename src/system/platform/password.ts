import type { Simulation } from '../../sim/simulation.ts'
import { SHADOW, secretOf, userNamed } from '../accounts/database.ts'
import { openFiles } from '../files/open.ts'
import type { Server } from '../hardware/hardware.ts'
import { crypt, IMAGE_SHADOW_HASH } from './shadow.ts'

/**
 * Whether a password opens an account on the console: what /etc/shadow has. A locked one opens nothing, and none at all
 * asks for none. Root's is the pool's shadow file if that is mounted there and the node runs by itself, then the loader's
 * `root_shadow`, unless it was changed since. Source: illumos-joyent smartdc-config method.
 */
export function checkPassword(sim: Simulation, server: Server, user: string, password: string): boolean {
  const files = openFiles(sim, { server: server.id })
  const secret = userNamed(files, user) && secretOf(files, user)
  const parameters = server.system?.bootParameters ?? {}
  const mounted = files.exists(SHADOW) && files.mountOf(SHADOW).path === SHADOW
  const counts = mounted ? parameters.smartos === 'true' : secret !== IMAGE_SHADOW_HASH
  const wanted = user !== 'root' || (secret !== undefined && counts) ? secret : parameters.root_shadow
  return wanted !== undefined && (wanted === '' ? password === '' : wanted === crypt(password))
}
