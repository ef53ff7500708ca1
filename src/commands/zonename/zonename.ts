import { defineCommand, Failure } from '../../shell/command.ts'

/** Format: illumos usr/src/cmd/zonename/zonename.c. */
export const command = defineCommand({
  name: 'zonename',
  summary: 'print the name of the zone one is in',
  synopsis: ['[-t]'],
  options: { t: { help: 'print the network type of the zone instead' } },
  description: ['Prints global in the global zone; in another zone its name, which on SmartOS is the UUID of the VM.'],
  source: 'illumos man1/zonename.1, usr/src/cmd/zonename/zonename.c',
  misuse: ({ kind, ...misuse }) => ({
    stderr: `zonename: ${kind === 'unknown option' && 'option' in misuse ? `illegal option -- ${String(misuse.option).replace(/^-+/, '')}\n` : ''}usage: zonename [-t]\n`,
    status: 1,
  }),
  run(context, parsed) {
    if (parsed.operands.length > 0) throw new Failure('usage: zonename [-t]\n')
    const name = context.zone?.slice(context.zone.indexOf('/') + 1) ?? 'global'
    context.out(parsed.has('t') ? `${context.zone ? 'exclusive' : 'shared'}\n` : `${name}\n`)
    return 0
  },
})
