import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

const USAGE =
  'usage: touch [-acm] [-r ref_file] file...\n' +
  '       touch [-acm] [-t [[CC]YY]MMDDhhmm[.SS]] file...\n' +
  '       touch [-acm] [-d YYYY-MM-DDThh:mm:SS[.frac][tz]] file...\n'

/** Does something to a file: what went wrong in the tool's words, if anything. */
function attempt(what: string, name: string, work: () => void): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof FileError) return `touch: cannot ${what} ${name}: ${strerror(error.code)}\n`
    throw error
  }
}
/** The time to set, milliseconds since 1970; undefined for now. */
function timeOf(context: CommandContext, parsed: Parsed): number | undefined {
  const reference = parsed.get('r')
  if (reference === undefined) return undefined
  let time = 0
  const wrong = attempt('stat', reference, () => {
    time = context.files.stat(pathIn(context.cwd, reference)).mtime
  })
  if (wrong) throw new Failure(wrong, 2)
  return time
}

export const command = defineCommand({
  name: 'touch',
  summary: 'set the times of files, and make those that are not there',
  synopsis: ['[-acm] [-r ref_file] file...'],
  options: {
    a: { help: 'set the time of access: it is not kept here, so that nothing changes', fidelity: 'simplified' },
    c: { help: 'make no file that is not there' },
    m: { help: 'set the time of change' },
    r: { help: 'take the time from that file instead of the clock', value: 'ref_file' },
    t: { help: 'take this time instead of the clock', value: 'time', fidelity: 'not modelled' },
    d: { help: 'take this date instead of the clock', value: 'date_time', fidelity: 'not modelled' },
  },
  description: ['Sets the time of change of each file to now. A file that is not there is made, empty.'],
  examples: [{ line: 'touch /opt/note', text: 'Make an empty file.' }],
  source: 'illumos usr/src/cmd/touch/touch.c',
  misuse: (misuse) => ({ stderr: `${illegal('touch', misuse)}${USAGE}`, status: 2 }),
  run(context, parsed) {
    if (parsed.operands.length === 0) throw new Failure(USAGE, 2)
    if (parsed.has('t') || parsed.has('d')) throw new Failure('touch: a time other than that of the clock or of another file is not simulated\n', 1)
    const time = timeOf(context, parsed)
    const onlyAccess = parsed.has('a') && !parsed.has('m')
    let errors = 0
    for (const name of parsed.operands) {
      const path = pathIn(context.cwd, name)
      const there = context.files.exists(path)
      if ((!there && parsed.has('c')) || (there && onlyAccess)) continue
      const wrong = attempt(there ? 'change times on' : 'create', name, () => {
        context.files.touch(path)
        if (time !== undefined) context.files.utimes(path, time)
      })
      if (wrong === undefined) continue
      context.err(wrong)
      errors++
    }
    return errors
  },
})
