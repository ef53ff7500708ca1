import { defineCommand, Failure } from '../../shell/command.ts'
import { vmStateOf } from '../../system/zones/vmState.ts'
import { startVm } from '../../system/zones/vms.ts'
import { misused, textOf, uuidOf, vmOf, vmUuids } from './say.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (start). */
export const command = defineCommand({
  name: 'vmadm start',
  aliases: ['vmadm boot'],
  summary: 'start a stopped VM',
  synopsis: ['<uuid> [option=value ...]'],
  options: {},
  operands: { complete: vmUuids },
  description: [
    'Boots the zone of a stopped VM, and sets autoboot, so that it also starts with the node. The options order, once, cdrom and disk are for hardware virtual machines.',
  ],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  limits: 'The boot options of hardware virtual machines are not modelled.',
  async run(context, parsed) {
    const uuid = uuidOf(parsed.operands, 'start')
    const [extra] = parsed.operands.slice(1)
    if (extra !== undefined && !/^(?:order|once|cdrom|disk)=/.test(extra)) misused(`Invalid argument to start: ${extra.split('=')[0]}`)
    const zone = vmOf(context, uuid, `Unable to start VM ${uuid}: bad statusCode: 404`)
    const state = vmStateOf(zone)
    if (state === 'running') {
      context.err(`Unable to start VM ${uuid}: VM ${uuid} is already 'running'\n`)
      return 0
    }
    const started = startVm(context.sim, zone)
    if (!started.ok)
      throw new Failure(
        `Unable to start VM ${uuid}: ${started.error.code === 'vm.state' ? `Cannot start vm from state "${state}", must be "stopped".` : textOf(started.error)}\n`,
      )
    await context.until(() => vmStateOf(vmOf(context, uuid)) !== 'ready')
    context.err(`Successfully started VM ${uuid}\n`)
    return 0
  },
})
