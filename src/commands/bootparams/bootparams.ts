import { defineCommand } from '../../shell/command.ts'

/** Output: smartos-live src/bootparams.c. */
export const command = defineCommand({
  name: 'bootparams',
  summary: 'print the boot parameters',
  synopsis: [''],
  options: {},
  description: ['Prints what the kernel was given by the boot loader, one key=value a line.'],
  source: 'smartos-live src/bootparams.c',
  zones: 'global',
  limits: 'The properties that describe the boot hardware are left out.',
  run({ world, server, out }) {
    for (const [key, value] of Object.entries(world.need(server).system?.bootParameters ?? {})) out(`${key}=${value}\n`)
    return 0
  },
})
