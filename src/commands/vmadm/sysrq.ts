import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated(
  'sysrq',
  'send a system request to a VM',
  '<uuid> <nmi|screenshot>',
  'Sends a non-maskable interrupt to a hardware virtual machine, or takes a picture of its screen.',
)
