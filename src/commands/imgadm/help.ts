import { defineCommand } from '../../shell/command.ts'
import { help } from './imgadm.ts'

/** Our own words in the shape of the tool's help. */
export const command = defineCommand({
  name: 'imgadm help',
  summary: 'show the subcommands of imgadm',
  synopsis: [''],
  options: {},
  description: ['Lists the subcommands.'],
  source: 'smartos-live src/img/lib/cli.js',
  run(context) {
    context.out(help())
    return 0
  },
})
