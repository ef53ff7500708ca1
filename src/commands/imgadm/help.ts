import { defineCommand } from '../../shell/command.ts'
import { help, nameOfSubcommand } from './imgadm.ts'
import { fail } from './say.ts'

/** Our own words in the shape of the tool's help. */
export const command = defineCommand({
  name: 'imgadm help',
  summary: 'show the subcommands of imgadm, or how one of them is used',
  synopsis: ['[<command>]'],
  options: {},
  description: ['Lists the subcommands, or says what one of them takes.'],
  source: 'smartos-live src/img/lib/cli.js',
  async run(context, parsed) {
    const [name] = parsed.operands
    if (name === undefined) {
      context.out(help())
      return 0
    }
    const known = nameOfSubcommand(name)
    if (known === undefined) return fail('help', 'UnknownCommand', `unknown command: "${name}"`)
    return context.run({ argv: ['imgadm', known, '--help'] })
  },
})
