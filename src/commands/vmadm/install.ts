import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated('install', 'install a VM that was received', '<uuid>', 'Ends what vmadm receive began.')
