import { defineCommand } from '../../shell/command.ts'
import { misuseOf, Transfer } from './transfer.ts'

const USAGE =
  'Usage: cp [-afinpT@/] source_file target_file\n       cp [-afinp@/] source_file... target\n       cp [-afinp@/] -T source_file target\n       cp [-r|-R [-H|-L|-P]] [-afinp@/] source_dir... target\n'

/** Messages and status: illumos usr/src/cmd/mv/mv.c, which is cp, too. */
export const command = defineCommand({
  name: 'cp',
  summary: 'copy files',
  synopsis: ['[-fipRr] source_file target_file', '[-fipRr] source_file... target'],
  options: {
    a: { help: 'as -R -P -p' },
    f: { help: 'replace what cannot be written' },
    i: { help: 'ask before a file is replaced' },
    n: { help: 'leave files that are there' },
    p: { help: 'keep times and permissions' },
    r: { help: 'directories, too, with all that is in them' },
    R: { help: 'the same as -r' },
    H: { help: 'with -r: follow links that are named, copy others as links', fidelity: 'simplified' },
    L: { help: 'with -r: follow links' },
    P: { help: 'with -r: copy links as links' },
    T: { help: 'do not go into a directory that is the target' },
  },
  description: [
    'Copies a file to another name, or files into a directory. A copy takes its own space: for a whole filesystem, a snapshot or a clone does not.',
  ],
  examples: [{ line: 'cp -r /opt/site /zones/keep', text: 'Copy a tree.' }],
  source: 'illumos usr/src/cmd/mv/mv.c',
  misuse: misuseOf('cp', USAGE),
  run(context, parsed) {
    const recursive = parsed.has('r') || parsed.has('R') || parsed.has('a')
    const links = parsed.has('P') || parsed.has('a')
    if ((parsed.has('H') || parsed.has('L') || parsed.has('P')) && !recursive && parsed.operands.length >= 2) {
      context.err(USAGE)
      return 2
    }
    const there = parsed.has('n') ? 'leave' : parsed.has('i') ? 'ask' : 'replace'
    const preserve = parsed.has('p') || parsed.has('a')
    return new Transfer(context, { cmd: 'cp', usage: USAGE, recursive, preserve, links, there, plain: parsed.has('T') }).all(parsed.operands)
  },
})
