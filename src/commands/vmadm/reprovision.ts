import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated(
  'reprovision',
  'give a VM a new root from another image',
  '<uuid> [-f <filename>]',
  'Replaces the root dataset of the VM by a clone of another image, and keeps its name, nics and metadata.',
  { f: { help: 'read the payload from this file', value: 'filename' } },
)
