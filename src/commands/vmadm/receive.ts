import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated({
  name: 'receive',
  summary: 'receive a VM from a stream',
  synopsis: '[-f <filename>]',
  does: 'Makes a VM from the stream that vmadm send writes.',
  options: { f: { help: 'read the stream from this file', value: 'filename' } },
})
