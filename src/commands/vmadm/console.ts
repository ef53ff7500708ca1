import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated('console', 'connect to the console of a VM', '<uuid>', 'Connects the terminal to the console of the VM.')
