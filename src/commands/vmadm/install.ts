import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated({
  name: 'install',
  summary: 'install a VM that was received',
  synopsis: '<uuid>',
  does: 'Ends what vmadm receive began.',
})
