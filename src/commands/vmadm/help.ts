import { defineCommand } from '../../shell/command.ts'
import { usage } from './vmadm.ts'

/** Text: smartos-live src/vm/sbin/vmadm.js (usage). */
export const command = defineCommand({
  name: 'vmadm help',
  summary: 'show the subcommands of vmadm',
  synopsis: [''],
  options: {},
  description: ['Prints the usage of every subcommand.'],
  source: 'smartos-live src/vm/sbin/vmadm.js',
  run(context) {
    context.out(usage())
    return 0
  },
})
