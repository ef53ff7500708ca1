import { defineCommand } from '../../shell/command.ts'
import { haltForRollback, rollbackSnapshot } from '../../system/zones/snapshots.ts'
import { zoneStateOf } from '../../system/zones/vmState.ts'
import { startVm } from '../../system/zones/vms.ts'
import { misused, must, uuidOf, vmOf, vmUuids } from './say.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (rollback_snapshot). */
export const command = defineCommand({
  name: 'vmadm rollback-snapshot',
  summary: 'put a VM back to a snapshot',
  synopsis: ['<uuid> <snapname>'],
  options: {},
  operands: { complete: vmUuids },
  description: [
    'Halts the VM, puts its dataset back to the snapshot, and starts it, even if it was stopped before. Everything written since is lost, and so are newer snapshots.',
  ],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  async run(context, parsed) {
    if (parsed.operands.length !== 2) misused('Wrong number of parameters to "rollback-snapshot"')
    const uuid = uuidOf(parsed.operands, 'rollback-snapshot')
    const name = parsed.operands[1] ?? ''
    must(haltForRollback(context.sim, vmOf(context, uuid, 'bad statusCode: 404'), name))
    const halted = () => zoneStateOf(vmOf(context, uuid)) === 'installed'
    await context.until(halted)
    must(rollbackSnapshot(context.sim, vmOf(context, uuid), name))
    must(startVm(context.sim, vmOf(context, uuid)))
    await context.until(() => zoneStateOf(vmOf(context, uuid)) === 'running')
    context.err(`Rolled back snapshot ${name} for VM ${uuid}\n`)
    return 0
  },
})
