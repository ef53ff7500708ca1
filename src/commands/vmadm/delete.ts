import { defineCommand, Failure } from '../../shell/command.ts'
import { phaseOf, zoneStateOf } from '../../system/zones/vmState.ts'
import { deleteVm } from '../../system/zones/vms.ts'
import { findZone } from '../../system/zones/zone.ts'
import { must, uuidOf, vmOf, vmUuids } from './say.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (delete). */
export const command = defineCommand({
  name: 'vmadm delete',
  aliases: ['vmadm destroy'],
  summary: 'delete a VM with all its data',
  synopsis: ['<uuid>'],
  options: {},
  operands: { complete: vmUuids },
  description: [
    'Halts the VM if it runs, and destroys its zone, its datasets and all its snapshots. Nothing of it can be had back. The image that it was a clone of stays.',
  ],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  async run(context, parsed) {
    const { sim, world, server } = context
    const uuid = uuidOf(parsed.operands, 'delete')
    const zone = vmOf(context, uuid, `Failed to delete VM ${uuid}: VM ${uuid} not found`)
    must(deleteVm(sim, zone), `Failed to delete VM ${uuid}: `)
    const left = () => findZone(world, server, uuid)
    const stuck = () => {
      const now = left()
      return now !== undefined && zoneStateOf(now) === 'incomplete' && phaseOf(now) === 'interrupted'
    }
    await context.until(() => left() === undefined || stuck())
    if (left()) throw new Failure(`Failed to delete VM ${uuid}: zoneadm: zone '${uuid}': uninstall operation failed\n`)
    context.err(`Successfully deleted VM ${uuid}\n`)
    return 0
  },
})
