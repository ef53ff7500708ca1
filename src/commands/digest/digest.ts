import { defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import type { FileEntry } from '../../system/files/tree.ts'
import { ALGORITHMS, type Algorithm, sumOf } from '../../system/media/checksum.ts'

const USAGE = 'Usage:\n  digest -l | [-v] -a <algorithm> [file...]\n'
/** Bytes a simulated millisecond: what a processor does at about 400 MB/s. */
const RATE = 400_000

/** Texts and status: illumos usr/src/cmd/cmd-crypto/digest/digest.c. */
export const command = defineCommand({
  name: 'digest',
  summary: 'print the checksum of files',
  synopsis: ['-l', '[-v] -a algorithm [file...]'],
  options: {
    a: { help: 'which checksum: sha1, md5, sha256, sha384, sha512', value: 'algorithm', complete: () => Object.keys(ALGORITHMS) },
    l: { help: 'list the checksums there are' },
    v: { help: 'with the name of the checksum' },
  },
  description: [
    'A checksum is the same for the same bytes, and another when only one of them differs. With it one sees whether a download is what was published.',
  ],
  examples: [{ line: 'digest -a md5 platform-latest.tgz', text: 'To be compared with md5sums.txt of that release.' }],
  source: 'illumos usr/src/cmd/cmd-crypto/digest/digest.c',
  limits: 'The checksum of a big file follows from what it is a copy of: it is not the one of the real distribution.',
  misuse: () => ({ stderr: USAGE, status: 2 }),
  async run(context, parsed) {
    const name = parsed.get('a')
    if (parsed.has('l') && name === undefined && parsed.operands.length === 0) {
      context.out(`${Object.keys(ALGORITHMS).join('\n')}\n`)
      return 0
    }
    if (name === undefined || parsed.has('l')) throw new Failure(USAGE, 2)
    if (!Object.hasOwn(ALGORITHMS, name)) throw new Failure(`digest: unknown algorithm -- ${name}\n`)
    const algorithm = name as Algorithm
    const { operands } = parsed
    const print = (sum: string, file?: string): void => {
      const named = file !== undefined && (operands.length > 1 || parsed.has('v'))
      context.out(`${parsed.has('v') ? `${name} ` : ''}${named ? `(${file}) = ` : ''}${sum}\n`)
    }
    if (operands.length === 0) print(sumOf(algorithm, textOf(context.stdin)))
    let status = 0
    for (const file of operands) {
      try {
        const node = context.files.stat(pathIn(context.cwd, file))
        if (node.kind !== 'file') throw new FileError('EISDIR', file)
        await context.wait(Math.max(1, Math.ceil(node.size / RATE)))
        print(sumOf(algorithm, node), file)
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        status = error.code === 'EISDIR' ? 1 : 2
        context.err(status === 1 ? `digest: crypto operation failed for file ${file}: CKR_GENERAL_ERROR\n\n` : `digest: can not open input file ${file}\n\n`)
      }
    }
    return status
  },
})
const textOf = (content: string): FileEntry => ({ kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: 0, ino: 0, size: content.length, content })
