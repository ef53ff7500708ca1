import { Failure } from '../../shell/command.ts'
import { vmStateOf } from '../../system/zones/vmState.ts'
import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated({
  name: 'console',
  summary: 'connect to the console of a VM',
  synopsis: '<uuid>',
  does: 'Connects the terminal to the console of the VM.',
  check(zone) {
    const state = vmStateOf(zone)
    if (state !== 'running') throw new Failure(`cannot connect to console when state is "${state}" must be "running".\n`)
  },
})
