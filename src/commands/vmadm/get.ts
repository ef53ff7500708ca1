import { defineCommand } from '../../shell/command.ts'
import { vmObject } from '../../system/zones/vmObject.ts'
import { uuidOf, vmOf, vmUuids } from './say.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js. */
export const command = defineCommand({
  name: 'vmadm get',
  aliases: ['vmadm json'],
  summary: 'show all properties of a VM as JSON',
  synopsis: ['<uuid>'],
  options: {},
  operands: { complete: vmUuids },
  description: [
    'Prints one JSON object with everything vmadm knows of the VM. Its keys are those of a payload, and some that only say how things are: state, zoneid, snapshots.',
  ],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/vmload',
  run(context, parsed) {
    const uuid = uuidOf(parsed.operands, 'get')
    const zone = vmOf(context, uuid, `zoneadm: ${uuid}: No such zone configured`)
    context.out(`${JSON.stringify(vmObject(context.sim, zone), null, 2)}\n`)
    return 0
  },
})
