import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated({
  name: 'events',
  summary: 'watch what happens to VMs',
  synopsis: '[-fjr] [uuid]',
  does: 'Prints a line for every change of a VM, as it happens.',
  options: {
    f: { help: 'whole time stamps and UUIDs' },
    j: { help: 'one JSON object a line' },
    r: { help: 'say when it is ready' },
  },
  absent: (uuid) => `VM ${uuid} not found`,
})
