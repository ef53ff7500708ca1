import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated('receive', 'receive a VM from a stream', '[-f <filename>]', 'Makes a VM from the stream that vmadm send writes.', {
  f: { help: 'read the stream from this file', value: 'filename' },
})
