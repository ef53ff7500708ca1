import { Failure } from '../../shell/command.ts'
import { isHvm } from '../../system/zones/zone.ts'
import { misused } from './say.ts'
import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated({
  name: 'sysrq',
  summary: 'send a system request to a VM',
  synopsis: '<uuid> <nmi|screenshot>',
  does: 'Sends a non-maskable interrupt to a hardware virtual machine, or takes a picture of its screen.',
  check(zone, { operands: [, type = ''] }) {
    if (type !== 'nmi' && type !== 'screenshot') misused(`Invalid sysrq type: ${type}`)
    if (!isHvm(zone.brand)) throw new Failure('The sysrq command is only supported for VMs  with brand "bhyve" or "kvm".\n')
  },
})
