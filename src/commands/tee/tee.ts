import { defineCommand } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

/** Messages: ast-open src/lib/libcmd/tee.c, which is /usr/bin/tee of illumos. */
export const command = defineCommand({
  name: 'tee',
  summary: 'write standard input to files, too',
  synopsis: ['[-ail] [file ...]'],
  options: {
    a: { help: 'append to the files' },
    i: { help: 'ignore interrupts', fidelity: 'simplified' },
    l: { help: 'line by line', fidelity: 'simplified' },
  },
  description: ['Prints its standard input, and writes it to each file. Each file is made or emptied first.'],
  examples: [{ line: 'echo hostname=n2 | tee -a /usbkey/config', text: 'Append a line and see it.' }],
  source: 'ast-open src/lib/libcmd/tee.c',
  limits: 'What is typed on the terminal is not read: it works in a pipe.',
  misuse: (misuse) => ({
    stderr: `${illegal('tee', misuse).replace(/illegal option -- (.*)/, '-$1: unknown option')}Usage: tee [-ail] [file ...]\n`,
    status: 2,
  }),
  run(context, parsed) {
    const { files, cwd, stdin } = context
    let status = 0
    const good: string[] = []
    for (const name of parsed.operands) {
      const path = pathIn(cwd, name)
      try {
        if (parsed.has('a')) files.append(path, '')
        else files.write(path, '')
        good.push(path)
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        context.err(`tee: ${name}: cannot create [${strerror(error.code)}]\n`)
        status = 1
      }
    }
    context.outBytes(stdin)
    for (const path of good) {
      try {
        files.append(path, stdin)
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        context.err(`tee: write error [${strerror(error.code)}]\n`)
        status = 1
      }
    }
    return status
  },
})
