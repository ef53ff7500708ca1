import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import type { Answers } from '../hardware/spec.ts'
import { complete, configText } from './config.ts'
import { CONFIG } from './nodeConfig.ts'
import { crypt, shadowText } from './shadow.ts'

/**
 * Keeps the accounts' passwords on `/usbkey`: /etc/shadow with root's hash. The shell empties the target before sed reads,
 * and on a node that had been set up before both are one file: that one is left empty, and nobody can log in. Throws a
 * FileError if there is no such directory.
 */
export function persistShadow(sim: Simulation, server: Id<'server'>, hash = crypt('')): void {
  const files = openFiles(sim, { server })
  files.write('/usbkey/shadow', '')
  files.write('/usbkey/shadow', files.exists('/etc/shadow') ? files.read('/etc/shadow').replace(/^root:[^:]*:/m, `root:${hash}:`) : shadowText(hash))
  files.chmod('/usbkey/shadow', 0o400)
}
/** Keeps the host's ssh keys and settings on `/usbkey`. Throws a FileError if there is no such directory. */
export function persistSsh(sim: Simulation, server: Id<'server'>): void {
  const files = openFiles(sim, { server })
  if (!files.exists('/usbkey/ssh')) files.mkdir('/usbkey/ssh')
  for (const name of files.readdir('/etc/ssh')) {
    const from = files.stat(`/etc/ssh/${name}`)
    if (from.kind !== 'file') continue
    files.write(`/usbkey/ssh/${name}`, files.read(`/etc/ssh/${name}`))
    files.chmod(`/usbkey/ssh/${name}`, from.mode & 0o7777)
  }
}
/** Writes what the set-up keeps in the pool, on `/usbkey`: the config, root's password, the host's ssh directory. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export function persistAnswers(sim: Simulation, server: Id<'server'>, answers: Answers, hash = crypt(answers.root_password ?? 'root')): void {
  const files = openFiles(sim, { server })
  files.write(CONFIG, configText(complete(answers)))
  files.chmod(CONFIG, 0o600)
  persistShadow(sim, server, hash)
  persistSsh(sim, server)
  files.write('/zones/.system_pool', '')
}
