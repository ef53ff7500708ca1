import type { Simulation } from '../../sim/simulation.ts'
import { secretOf, userNamed } from '../accounts/database.ts'
import { openFiles } from '../files/open.ts'
import type { Server } from '../hardware/hardware.ts'
import { imagePassword } from '../media/contents.ts'
import { crypt, IMAGE_SHADOW_HASH } from './shadow.ts'

/**
 * Whether a password opens an account on the console: what /etc/shadow has. A locked one opens nothing, and none at all
 * asks for none. Whose hash root has there is the work of `smartdcConfig.ts`; where nobody gave one, it is that of the
 * image's own password, which is published beside it.
 */
export function checkPassword(sim: Simulation, server: Server, user: string, password: string): boolean {
  const files = openFiles(sim, { server: server.id })
  const secret = userNamed(files, user) && secretOf(files, user)
  if (secret === undefined) return false
  if (secret === IMAGE_SHADOW_HASH) return password === imagePassword(server.system?.platform ?? '')
  return secret === '' ? password === '' : secret === crypt(password)
}
