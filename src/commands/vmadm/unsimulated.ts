import { type Command, defineCommand, type Option } from '../../shell/command.ts'
import { uuidOf, vmOf, vmUuids } from './say.ts'

/** A subcommand that exists but whose work is not modelled: it checks its VM and says so. */
export const unsimulated = (name: string, summary: string, synopsis: string, does: string, options: Readonly<Record<string, Option>> = {}): Command =>
  defineCommand({
    name: `vmadm ${name}`,
    summary,
    synopsis: [synopsis],
    options,
    operands: { complete: vmUuids },
    description: [does],
    source: 'smartos-live src/vm/sbin/vmadm.js',
    limits: 'Not modelled: it says so and fails.',
    run(context, parsed) {
      if (synopsis.startsWith('<uuid>')) vmOf(context, uuidOf(parsed.operands, name), 'bad statusCode: 404')
      context.err(`vmadm ${name}: not simulated\n`)
      return 1
    },
  })
