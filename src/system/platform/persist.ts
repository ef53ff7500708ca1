import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import type { Answers } from '../hardware/spec.ts'
import { configText } from './config.ts'
import { crypt, shadowText } from './shadow.ts'

/** Writes what the set-up keeps in the pool, on `/usbkey`: the config, root's password, the host's ssh directory. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export function persistAnswers(sim: Simulation, server: Id<'server'>, answers: Answers, hash = crypt(answers.root_password ?? 'root')): void {
  const files = openFiles(sim, { server })
  files.write('/usbkey/config', configText(answers))
  files.write('/usbkey/shadow', shadowText(hash))
  files.chmod('/usbkey/shadow', 0o400)
  if (!files.exists('/usbkey/ssh')) files.mkdir('/usbkey/ssh')
  for (const name of files.readdir('/etc/ssh')) files.write(`/usbkey/ssh/${name}`, files.read(`/etc/ssh/${name}`))
  if (!files.exists('/usbkey/config.inc')) files.mkdir('/usbkey/config.inc')
}
