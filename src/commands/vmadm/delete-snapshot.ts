import { defineCommand } from '../../shell/command.ts'
import { deleteSnapshot } from '../../system/zones/snapshots.ts'
import { misused, must, uuidOf, vmOf, vmUuids } from './say.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (delete_snapshot). */
export const command = defineCommand({
  name: 'vmadm delete-snapshot',
  summary: 'delete a snapshot of a VM',
  synopsis: ['<uuid> <snapname>'],
  options: {},
  operands: { complete: vmUuids },
  description: ['Destroys one snapshot of the VM. What only that snapshot still had is free again.'],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  run(context, parsed) {
    if (parsed.operands.length !== 2) misused('Wrong number of parameters to "delete-snapshot"')
    const uuid = uuidOf(parsed.operands, 'delete-snapshot')
    const name = parsed.operands[1] ?? ''
    must(deleteSnapshot(context.sim, vmOf(context, uuid), name))
    context.err(`Deleted snapshot ${name} for VM ${uuid}\n`)
    return 0
  },
})
