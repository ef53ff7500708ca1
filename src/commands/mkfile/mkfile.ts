import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

const USAGE = 'Usage: mkfile [-nv] <size>[g|k|b|m] <name1> [<name2>] ...\n'
const UNITS: Readonly<Record<string, number>> = { b: 512, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }
/** Bytes written at once: the block size that stat(2) tells of a ZFS file. */
const BLOCK = 128 * 1024
/** The sticky bit and read and write for the owner: such a file may be swapped to. */
const MODE = 0o1600

function sizeOf(text: string): number {
  const match = /^(\d*)([A-Za-z]?)$/.exec(text)
  const unit = match?.[2] ? UNITS[match[2].toLowerCase()] : 1
  // Letters at the end must be a unit; what atoll(3C) makes of the rest is its leading digits.
  if (/[A-Za-z]$/.test(text) && (!match || unit === undefined)) throw new Failure(`unknown size ${text}\n${USAGE}`)
  return Number.parseInt(text, 10) * (unit ?? 1) || 0
}
/** Makes one file: what went wrong, in the tool's words, if anything. */
function make({ files }: CommandContext, path: string, shown: string, size: number, sparse: boolean): string | undefined {
  try {
    files.write(path, '')
  } catch (error) {
    if (error instanceof FileError) return `Could not open ${shown}: ${strerror(error.code)}`
    throw error
  }
  if (size === 0) return `Could not seek to offset -1 in ${shown}: ${strerror('EINVAL')}`
  try {
    if (sparse) {
      files.truncate(path, size)
      files.writeAt(path, size - 1, { size: 1, fill: 'zero' })
    } else files.fill(path, size, 'zero')
    files.chmod(path, MODE)
    return undefined
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (sparse) return `Could not set length of ${shown}: ${strerror(error.code)}`
    const node = files.stat(path)
    const written = node.kind === 'file' ? Math.floor(node.size / BLOCK) * BLOCK : 0
    return `${shown}: initialized ${written} of ${size} bytes: ${strerror(error.code)}`
  }
}

export const command = defineCommand({
  name: 'mkfile',
  summary: 'make a file of a size',
  synopsis: ['[-nv] size[g|k|b|m] filename...'],
  options: { n: { help: 'do not write the zeros: the file is a hole and takes no room' }, v: { help: 'say name and size' } },
  description: [
    'Makes files of that many bytes, kilobytes (k), megabytes (m), gigabytes (g) or blocks of 512 bytes (b), filled with zeros. On a filesystem with compression zeros take no room either.',
  ],
  examples: [{ line: 'mkfile 100m /zones/data', text: 'Something to see space accounting at.' }],
  source: 'illumos usr/src/cmd/mkfile/mkfile.c',
  misuse: () => ({ stderr: USAGE, status: 1 }),
  run(context, parsed) {
    const [text, ...names] = parsed.operands
    if (text === undefined || names.length === 0) throw new Failure(USAGE)
    const size = sizeOf(text)
    let errors = 0
    for (const name of names) {
      if (parsed.has('v')) context.out(`${name} ${size} bytes\n`)
      const wrong = make(context, pathIn(context.cwd, name), name, size, parsed.has('n'))
      if (wrong === undefined) continue
      context.err(`${wrong}\n`)
      errors++
    }
    return errors
  },
})
