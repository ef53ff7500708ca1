import { defineCommand, Failure } from '../../shell/command.ts'
import { vmStateOf } from '../../system/zones/vmState.ts'
import { rebootVm } from '../../system/zones/vms.ts'
import { must, uuidOf, vmOf, vmUuids } from './say.ts'

/** How long vmadm waits for the zone to come back (ms). smartos-live src/vm/node_modules/VM.js (rebootZone) */
const PATIENCE = 180_000

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (reboot). */
export const command = defineCommand({
  name: 'vmadm reboot',
  summary: 'reboot a running VM',
  synopsis: ['<uuid> [-F]'],
  options: { F: { help: 'reboot it at once, without an orderly shutdown', long: ['force'] } },
  operands: { complete: vmUuids },
  description: ['Shuts the zone down and boots it again. It gets a new zone id; what it had in memory and in /tmp is gone.'],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  async run(context, parsed) {
    const uuid = uuidOf(parsed.operands, 'reboot')
    const force = parsed.has('F')
    const zone = vmOf(context, uuid, 'bad statusCode: 404')
    const state = vmStateOf(zone)
    if (state !== 'running') throw new Failure(`Cannot ${force ? 'reset' : 'reboot'} vm from state "${state}", must be "running"${force ? '.' : ''}\n`)
    must(rebootVm(context.sim, zone, { force }))
    const back = () => {
      const now = vmOf(context, uuid)
      return vmStateOf(now) === 'running' && now.zoneid !== zone.zoneid
    }
    if (!(await context.until(back, PATIENCE))) throw new Failure('timed out waiting for zone to reboot\n')
    context.err(`Successfully completed reboot for VM ${uuid}\n`)
    return 0
  },
})
