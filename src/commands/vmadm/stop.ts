import { defineCommand, Failure } from '../../shell/command.ts'
import { vmStateOf, zoneStateOf } from '../../system/zones/vmState.ts'
import { ask, stopVm } from '../../system/zones/vms.ts'
import { isHvm } from '../../system/zones/zone.ts'
import { must, uuidOf, vmOf, vmUuids } from './say.ts'

/** How long a zone may take to shut down before it is halted (ms). smartos-live src/vm/node_modules/VM.js (stopVM) */
const PATIENCE = 60_000

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (stop). */
export const command = defineCommand({
  name: 'vmadm stop',
  aliases: ['vmadm halt'],
  summary: 'stop a running VM',
  synopsis: ['<uuid> [-F] [-t timeout]'],
  options: {
    F: { help: 'halt it at once, without asking what runs in it', long: ['force'] },
    t: { help: 'wait that many seconds before it is halted; for hardware virtual machines and docker', value: 'timeout', long: ['timeout'] },
  },
  operands: { complete: vmUuids },
  description: [
    'Shuts the zone down in an orderly way and waits until it is halted; a zone that is not down after a minute is halted. Clears autoboot: a VM that was stopped stays stopped when the node reboots. Its data stay.',
  ],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  async run(context, parsed) {
    const uuid = uuidOf(parsed.operands, 'stop')
    const force = parsed.has('F')
    const zone = vmOf(context, uuid, force ? 'bad statusCode: 404' : undefined)
    if (parsed.has('t') && !isHvm(zone.brand) && zone.properties.docker !== true)
      throw new Failure('Timeout option is only supported for bhyve, KVM and docker containers.\n')
    const state = vmStateOf(zone)
    if (zoneStateOf(zone) === 'installed' || (!force && state !== 'running' && state !== 'provisioning')) {
      context.err(`VM ${uuid} is already not 'running' (currently: ${state})\n`)
      return 0
    }
    must(stopVm(context.sim, zone, { force }))
    const halted = () => zoneStateOf(vmOf(context, uuid)) === 'installed'
    if (!(await context.until(halted, PATIENCE))) {
      ask(context.sim, vmOf(context, uuid), 'halt')
      await context.until(halted, PATIENCE)
    }
    context.err(`Successfully completed stop for VM ${uuid}\n`)
    return 0
  },
})
