import { defineCommand, Failure } from '../../shell/command.ts'
import { zoneStateOf } from '../../system/zones/vmState.ts'
import { ask } from '../../system/zones/vms.ts'
import { misused, uuidOf, vmOf, vmUuids } from './say.ts'

const SIGNALS = ['HUP', 'INT', 'QUIT', 'ILL', 'TRAP', 'ABRT', 'EMT', 'FPE', 'KILL', 'BUS', 'SEGV', 'SYS', 'PIPE', 'ALRM', 'TERM', 'USR1', 'USR2']

/** The signal that is asked for, as `-s NAME` or as `-NAME`, and what else there is. */
function signalOf(words: readonly string[]): readonly [string, readonly string[]] {
  const at = words.findIndex((word) => word.startsWith('-'))
  const word = words[at]
  if (word === undefined) return ['TERM', words]
  if (word !== '-s') return [word.slice(1), words.toSpliced(at, 1)]
  return [words[at + 1] ?? '', words.toSpliced(at, 2)]
}

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (kill). */
export const command = defineCommand({
  name: 'vmadm kill',
  summary: 'send a signal to the first process of a VM',
  synopsis: ['[-s SIGNAL|-SIGNAL] <uuid>'],
  options: { s: { help: 'the signal, by name or number; TERM by default', value: 'SIGNAL' } },
  raw: true,
  operands: { complete: vmUuids },
  description: ['Sends a signal to the init process of the zone. Init of a zone ignores all of them but KILL, after which the zone begins anew.'],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  run(context, parsed) {
    const [given, operands] = signalOf(parsed.operands)
    if (operands.length > 1) misused('Too many arguments.')
    const uuid = uuidOf(operands, 'kill')
    const zone = vmOf(context, uuid, 'bad statusCode: 404')
    const name = /^\d+$/.test(given) ? SIGNALS[Number(given) - 1] : given.replace(/^SIG/, '')
    if (name === undefined || !SIGNALS.includes(name)) throw new Failure(`Unknown signal "${given}"\n`)
    if (zoneStateOf(zone) !== 'running') throw new Failure(`Cannot find running init PID for VM ${uuid}\n`)
    if (name === 'KILL') ask(context.sim, zone, 'reboot')
    context.err(`Sent signal "SIG${name}" to init process for VM ${uuid}\n`)
    return 0
  },
})
