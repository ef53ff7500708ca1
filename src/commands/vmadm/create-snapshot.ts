import { defineCommand } from '../../shell/command.ts'
import { createSnapshot } from '../../system/zones/snapshots.ts'
import { misused, must, uuidOf, vmOf, vmUuids } from './say.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (create_snapshot). */
export const command = defineCommand({
  name: 'vmadm create-snapshot',
  summary: 'take a snapshot of a VM',
  synopsis: ['<uuid> <snapname>'],
  options: {},
  operands: { complete: vmUuids },
  description: ['Takes the ZFS snapshot zones/<uuid>@vmsnap-<snapname> of the VM. A name has up to 64 letters, digits and the characters - _ . : %.'],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  run(context, parsed) {
    if (parsed.operands.length !== 2) misused('Wrong number of parameters to "create-snapshot"')
    const uuid = uuidOf(parsed.operands, 'create-snapshot')
    const name = parsed.operands[1] ?? ''
    must(createSnapshot(context.sim, vmOf(context, uuid), name))
    context.err(`Created snapshot ${name} for VM ${uuid}\n`)
    return 0
  },
})
