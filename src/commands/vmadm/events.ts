import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated('events', 'watch what happens to VMs', '[-fjr] [uuid]', 'Prints a line for every change of a VM, as it happens.', {
  f: { help: 'whole time stamps and UUIDs' },
  j: { help: 'one JSON object a line' },
  r: { help: 'say when it is ready' },
})
