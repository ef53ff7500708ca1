import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

interface Counts {
  readonly lines: number
  readonly words: number
  readonly bytes: number
  readonly chars: number
}
const countsOf = (text: string): Counts => ({
  lines: text.split('\n').length - 1,
  words: text.match(/[^ \t\n\v\f\r]+/g)?.length ?? 0,
  bytes: text.length,
  // Bytes that go on with a character of UTF-8 do not count as one.
  chars: text.replace(/[\x80-\xbf]/g, '').length,
})
/** Columns in the order in which they are printed, whatever the order of the options. */
const COLUMNS: readonly (readonly [option: string, count: keyof Counts])[] = [
  ['l', 'lines'],
  ['w', 'words'],
  ['c', 'bytes'],
  ['m', 'chars'],
]
function read({ files, cwd, stdin, err }: CommandContext, name: string): string | undefined {
  if (name === '-') return stdin
  const path = name.startsWith('/') ? name : `${cwd}/${name}`
  try {
    return files.read(path)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    err(error.code === 'EISDIR' ? `wc: warning: ${name}: read error [${strerror(error.code)}]\n` : `wc: ${name}: cannot open [${strerror(error.code)}]\n`)
    return undefined
  }
}

/** Output: each count in 8 columns. ast-open src/lib/libcmd/wc.c, which is /usr/bin/wc of illumos. */
export const command = defineCommand({
  name: 'wc',
  summary: 'count lines, words and bytes',
  synopsis: ['[-lwcm] [file ...]'],
  options: {
    l: { help: 'lines' },
    w: { help: 'words' },
    c: { help: 'bytes' },
    m: { help: 'characters', long: ['C'] },
  },
  description: ['Prints how many lines, words and bytes each file has, or standard input; for several files also the sums.'],
  examples: [{ line: 'vmadm list -H | wc -l', text: 'How many VMs there are.' }],
  source: 'ast-open src/lib/libcmd/wc.c',
  misuse: (misuse) => ({
    stderr: `${illegal('wc', misuse)
      .replace(/illegal option -- (.*)/, '-$1: unknown option')
      .replace(/^(wc: )option requires.*\n/, '$1')}Usage: wc [-lwcmNqL] [file ...]\n`,
    status: 2,
  }),
  run(context, parsed) {
    const asked = COLUMNS.filter(([option]) => parsed.has(option))
    const columns = asked.length > 0 ? asked : COLUMNS.slice(0, 3)
    const print = (counts: Counts, name?: string): void =>
      context.out(`${columns.map(([, count]) => ` ${String(counts[count]).padStart(7)}`).join('')}${name === undefined ? '' : ` ${name}`}\n`)
    if (parsed.operands.length === 0) {
      print(countsOf(context.stdin))
      return 0
    }
    let sum: Counts = { lines: 0, words: 0, bytes: 0, chars: 0 }
    let failed = false
    for (const name of parsed.operands) {
      const text = read(context, name)
      failed ||= text === undefined
      if (text === undefined) continue
      const counts = countsOf(text)
      sum = { lines: sum.lines + counts.lines, words: sum.words + counts.words, bytes: sum.bytes + counts.bytes, chars: sum.chars + counts.chars }
      print(counts, name)
    }
    if (parsed.operands.length > 1) print(sum, 'total')
    return failed ? 1 : 0
  },
})
