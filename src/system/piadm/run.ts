import { bootable } from './bootable.ts'
import { enter, list } from './bootfs.ts'
import { configOf } from './config.ts'
import { activate, avail, remove } from './images.ts'
import { install } from './install.ts'
import { regenerateOs } from './osdir.ts'
import { eecho, fail, type Script, type Steps, usage } from './script.ts'

/** Commands that only root may give. */
const PRIVILEGED = new Set(['activate', 'assign', 'bootable', 'install', 'destroy', 'remove', 'update'])
/** Commands that a compute node of Triton does not have. */
const STANDALONE = new Set(['activate', 'assign', 'avail', 'install', 'destroy', 'remove'])

/** Runs `piadm` with its words. Throws `Exit` unless all goes well. */
export function* piadm(script: Script, user: string, words: readonly string[]): Steps {
  const [command = '', ...operands] = words
  // Neither of these parameters: a compute node. (smartos-live src/piadm.sh initialize_as_CN)
  const parameters = script.world.get(script.server)?.system?.bootParameters ?? {}
  const headNode = 'headnode' in parameters
  const computeNode = !headNode && !('smartos' in parameters)
  const config = configOf(script)
  if (PRIVILEGED.has(command) && user !== 'root') fail(script, `Must be root for ${command}`)
  if (STANDALONE.has(command)) {
    if (computeNode) fail(script, `The ${command} command cannot be used on a Triton Compute Node`)
    if (headNode) {
      eecho(script, `The ${command} command cannot be used on a Triton Head Node`)
      fail(script, "On a headnode, please use 'sdcadm platform'.")
    }
  }
  const [first = '', second = ''] = operands
  switch (command) {
    case 'activate':
    case 'assign':
      return yield* activate(script, first, second)
    case 'avail':
      return yield* avail(script, config)
    case 'bootable':
      return yield* bootable(script, config, operands)
    case 'install': {
      const { bootfs } = yield* install(script, config, first, second)
      enter(script, bootfs, 1698)
      return regenerateOs(script, bootfs)
    }
    case 'list':
      return list(script, operands)
    case 'destroy':
    case 'remove':
      return remove(script, first, second)
    case 'update':
      return fail(
        script,
        computeNode ? 'piadm update on a Triton compute node is not simulated' : 'The update command may only be used on a Triton Compute Node',
      )
    default:
      return usage(script)
  }
}
