import { defineCommand } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'

/** Shows the bytes below 32 and above 126 as `cat -v` does: `^A`, `M-C`. Tabs and line ends stay. */
const visible = (bytes: string): string =>
  bytes.replace(/[^\t\n\x20-\x7e]/g, (char) => {
    const code = char.charCodeAt(0)
    const low = code & 127
    return `${code > 127 ? 'M-' : ''}${low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low)}`
  })

export const command = defineCommand({
  name: 'cat',
  summary: 'print files, one after the other',
  synopsis: ['[-benstuv] [file ...]'],
  options: {
    n: { help: 'number the lines' },
    b: { help: 'number the lines that are not empty' },
    s: { help: 'say nothing of files that are not there' },
    u: { help: 'do not buffer: as without it' },
    v: { help: 'show control characters' },
    e: { help: 'with -v: a $ at the end of each line' },
    t: { help: 'with -v: tabs as ^I' },
  },
  description: ['Prints the bytes of the files, or of standard input where there is no file or the file is called -.'],
  examples: [{ line: 'cat /usbkey/config', text: 'How this node was set up.' }],
  source: 'illumos man1/cat.1, usr/src/cmd/cat/cat.c',
  misuse: (misuse) => ({ stderr: `${illegal('cat', misuse)}usage: cat [ -usvtebn ] [-|file] ...\n`, status: 2 }),
  run({ files, cwd, stdin, outBytes, err }, parsed) {
    let status = 0
    let number = 0
    const shown = (bytes: string): string => {
      let text = bytes
      if (parsed.has('v')) {
        text = visible(text)
        if (parsed.has('t')) text = text.replaceAll('\t', '^I')
        if (parsed.has('e')) text = text.replaceAll('\n', '$\n')
      }
      if (!parsed.has('n') && !parsed.has('b')) return text
      const numbered = (line: string): string => (parsed.has('b') && line === '' ? line : `${String(++number).padStart(6)}\t${line}`)
      return text.replace(/[^\n]*\n|[^\n]+$/g, (line) => (line.endsWith('\n') ? `${numbered(line.slice(0, -1))}\n` : numbered(line)))
    }
    for (const operand of parsed.operands.length > 0 ? parsed.operands : ['-']) {
      try {
        outBytes(shown(operand === '-' ? stdin : files.read(pathIn(cwd, operand))))
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        status = 2
        if (!parsed.has('s')) err(error.code === 'EISDIR' ? `cat: read error: Is a directory\n` : `cat: cannot open ${operand}: ${strerror(error.code)}\n`)
      }
    }
    return status
  },
})
