import { defineCommand } from '../../shell/command.ts'
import { misuseOf, Transfer } from '../cp/transfer.ts'

const USAGE = 'Usage: mv [-fin] source target_file\n       mv [-fin] source... target_dir\n       mv [-fin] -T source target\n'

/** Messages and status: illumos usr/src/cmd/mv/mv.c. */
export const command = defineCommand({
  name: 'mv',
  summary: 'move or rename files',
  synopsis: ['[-fin] source target_file', '[-fin] source... target_dir'],
  options: {
    f: { help: 'do not ask' },
    i: { help: 'ask before a file is replaced' },
    n: { help: 'leave files that are there' },
    s: { help: 'nothing: it is taken for old scripts' },
    T: { help: 'do not go into a directory that is the target' },
  },
  description: ['Gives a file or directory another name or place. Within a filesystem nothing is copied; to another one it is copied and then removed.'],
  examples: [{ line: 'mv /opt/note /opt/done', text: 'Rename a file, or move it into the directory of that name.' }],
  source: 'illumos usr/src/cmd/mv/mv.c',
  misuse: misuseOf('mv', USAGE),
  run(context, parsed) {
    const there = parsed.has('f') ? 'replace' : parsed.has('n') ? 'leave' : parsed.has('i') ? 'ask' : 'replace'
    return new Transfer(context, { cmd: 'mv', usage: USAGE, recursive: true, preserve: true, links: true, there, plain: parsed.has('T') }).all(parsed.operands)
  },
})
