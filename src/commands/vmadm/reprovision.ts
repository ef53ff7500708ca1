import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated({
  name: 'reprovision',
  summary: 'give a VM a new root from another image',
  synopsis: '<uuid> [-f <filename>]',
  does: 'Replaces the root dataset of the VM by a clone of another image, and keeps its name, nics and metadata.',
  options: { f: { help: 'read the payload from this file', value: 'filename' } },
  absent: (uuid) => `Failed to reprovision VM ${uuid}: VM ${uuid} not found`,
})
