import { defineCommand, Failure } from '../../shell/command.ts'
import { vmStateOf } from '../../system/zones/vmState.ts'
import { uuidOf, vmOf, vmUuids } from './say.ts'

/** Texts: smartos-live src/vm/node_modules/VM.js (info). */
export const command = defineCommand({
  name: 'vmadm info',
  summary: 'show what the hypervisor knows of a running VM',
  synopsis: ['<uuid> [type,...]'],
  options: {},
  operands: { complete: vmUuids },
  description: ['Asks the hypervisor of a kvm or bhyve VM. Zones have none.'],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  run(context, parsed) {
    const uuid = uuidOf(parsed.operands, 'info')
    const before = `Unable to get VM info for VM ${uuid}: `
    const zone = vmOf(context, uuid, `${before}bad statusCode: 404`)
    const state = vmStateOf(zone)
    if (state !== 'running' && state !== 'stopping')
      throw new Failure(`${before}Unable to get info for vm from state "${state}", must be "running" or "stopping".\n`)
    throw new Failure(`${before}no info types supported for brand ${zone.brand}\n`)
  },
})
