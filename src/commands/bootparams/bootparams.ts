import { defineCommand } from '../../shell/command.ts'

/** A file that stands for the real ones, if somebody has put it there. */
const INSTEAD = '/tmp/bootparams'

/** Output: smartos-live src/bootparams.c. */
export const command = defineCommand({
  name: 'bootparams',
  summary: 'print the boot parameters',
  synopsis: [''],
  options: {},
  description: ['Prints what the kernel was given by the boot loader, one key=value a line; the file /tmp/bootparams instead, if there is one.'],
  source: 'smartos-live src/bootparams.c',
  zones: 'global',
  limits: 'The properties that describe the boot hardware are left out.',
  run({ world, server, files, out, outBytes }) {
    if (files.exists(INSTEAD) && files.stat(INSTEAD).kind === 'file') outBytes(files.read(INSTEAD))
    else for (const [key, value] of Object.entries(world.need(server).system?.bootParameters ?? {})) out(`${key}=${value}\n`)
    return 0
  },
})
