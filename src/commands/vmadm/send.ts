import { Failure } from '../../shell/command.ts'
import { unsimulated } from './unsimulated.ts'

/** Not modelled yet. smartos-live src/vm/sbin/vmadm.js */
export const command = unsimulated({
  name: 'send',
  summary: 'write a VM as a stream',
  synopsis: '<uuid> [target]',
  does: 'Stops the VM and writes it with its datasets as a stream.',
  check(_zone, _parsed, { tty }) {
    if (tty) throw new Failure('Cannot send VM to a TTY.\n')
  },
})
