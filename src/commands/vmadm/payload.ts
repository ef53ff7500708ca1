import { type CommandContext, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { parseJson } from '../../system/zones/json.ts'
import { fromUtf8 } from '../../system/zones/text.ts'
import { misused } from './say.ts'

/** The JSON payload from `-f` or from standard input. smartos-live src/vm/sbin/vmadm.js (getPayload, readFile) */
export function readPayloadFrom(context: CommandContext, file: string | undefined, command: string): unknown {
  const bytes = file === undefined || file === '-' ? fromStdin(context, file, command) : fromFile(context, file)
  const parsed = parseJson(fromUtf8(bytes))
  if ('fault' in parsed) throw new Failure(`Invalid JSON payload: ${parsed.fault}\n`)
  return parsed.value
}
function fromStdin({ stdin, tty }: CommandContext, file: string | undefined, command: string): string {
  if (stdin === '' && tty && file === undefined) misused(`Will not ${command} from stdin when stdin is a tty.`)
  return stdin
}
function fromFile({ files, cwd }: CommandContext, file: string): string {
  try {
    return files.read(pathIn(cwd, file))
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (error.code === 'ENOENT') throw new Failure(`File: ${file} does not exist.\n`)
    throw new Failure(`Error reading: ${file} ${JSON.stringify({ code: error.code, syscall: 'open', path: file })}\n`)
  }
}
