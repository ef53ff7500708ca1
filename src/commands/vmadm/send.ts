import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated('send', 'write a VM as a stream', '<uuid> [target]', 'Stops the VM and writes it with its datasets as a stream.')
