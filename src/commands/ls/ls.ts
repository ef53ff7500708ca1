import { type CommandContext, defineCommand, type Parsed } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import type { FileNode } from '../../system/files/tree.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { accountName } from '../../system/platform/accounts.ts'
import { strftime } from '../../system/platform/dates.ts'
import { nice } from '../../system/zfs/nice.ts'

/** Files older than this, or from the future, show the year instead of the time (half a year, ms). */
const RECENT = 6 * 30 * 24 * 3_600_000
/** Columns of a terminal whose width nobody told. */
const COLUMNS = 80

/** A name to print and what it stands for. */
interface Entry {
  readonly name: string
  readonly path: string
  readonly node: FileNode
}

const KIND = { dir: 'd', link: 'l', file: '-' } as const
function modeText(node: FileNode): string {
  const kind = node.kind === 'file' && node.device ? (node.device === 'disk' ? 'b' : 'c') : KIND[node.kind]
  const bits = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((node.mode >> bit) & 1 ? 'rwxrwxrwx'.charAt(8 - bit) : '-'))
  if (node.mode & 0o4000) bits[2] = bits[2] === 'x' ? 's' : 'S'
  if (node.mode & 0o2000) bits[5] = bits[5] === 'x' ? 's' : 'l'
  if (node.mode & 0o1000) bits[8] = bits[8] === 'x' ? 't' : 'T'
  return kind + bits.join('')
}
const childCount = ({ files }: CommandContext, path: string): number => {
  try {
    return files.readdir(path).length
  } catch {
    return 0
  }
}
const childPath = (dir: string, name: string): string => (dir === '/' ? `/${name}` : `${dir}/${name}`)
/** Bytes as stat(2) tells them: a ZFS directory's size is its number of entries. */
function sizeOf(context: CommandContext, { node, path }: Entry): number {
  if (node.kind === 'file') return node.size
  return node.kind === 'link' ? node.target.length : childCount(context, path) + 2
}
/** Links to a directory: its name, its dot, and the dot-dot of each directory in it. */
function linksOf({ files }: CommandContext, { node, path }: Entry): number {
  if (node.kind !== 'dir') return 1
  try {
    return 2 + files.readdir(path).filter((name) => files.lstat(childPath(path, name)).kind === 'dir').length
  } catch {
    return 2
  }
}
/** Blocks of 512 bytes that a file takes. */
function blocksOf({ node }: Entry): number {
  if (node.kind !== 'file') return 1
  const allocated = node.extents?.reduce((sum, extent) => sum + extent.asize * extent.count, 0)
  return Math.ceil((allocated ?? node.size) / 512) || 1
}

/** One line of `-l`. Widths: illumos usr/src/cmd/ls/ls.c (pentry) */
function long(context: CommandContext, parsed: Parsed, entry: Entry): string {
  const { node } = entry
  const { files, world } = context
  const number = parsed.has('n')
  const owner = number ? String(node.uid) : accountName(files, '/etc/passwd', node.uid)
  const group = number ? String(node.gid) : accountName(files, '/etc/group', node.gid)
  const size = sizeOf(context, entry)
  const age = dateOf(world) - node.mtime
  const date = strftime(age > RECENT || age < -60_000 ? '%b %e  %Y' : '%b %e %H:%M', node.mtime)
  const target = node.kind === 'link' ? ` -> ${node.target}` : ''
  const columns = [
    `${modeText(node)} ${String(linksOf(context, entry)).padStart(3)}`,
    parsed.has('g') ? '' : `${owner.padEnd(8)} `,
    parsed.has('o') ? '' : `${group.padEnd(8)} `,
    `${parsed.has('h') ? nice(size).padStart(5) : String(size).padStart(7)} ${date} `,
  ]
  return `${columns[0]} ${columns[1]}${columns[2]}${columns[3]}${name(parsed, entry)}${target}`
}
function name(parsed: Parsed, { name: text, node }: Entry): string {
  const ino = parsed.has('i') ? `${String(node.ino).padStart(10)} ` : ''
  if (node.kind === 'dir') return `${ino}${text}${parsed.has('F') || parsed.has('p') ? '/' : ''}`
  if (!parsed.has('F')) return ino + text
  return `${ino}${text}${node.kind === 'link' ? '@' : node.mode & 0o111 ? '*' : ''}`
}
/** Columns read downwards, as wide as the longest name and two. */
function inColumns(names: readonly string[]): string {
  const width = Math.max(...names.map((each) => each.length)) + 2
  const count = Math.max(1, Math.floor(COLUMNS / width))
  const rows = Math.ceil(names.length / count)
  const lines = Array.from({ length: rows }, (_, row) =>
    names
      .filter((_, i) => i % rows === row)
      .map((each) => each.padEnd(width))
      .join('')
      .trimEnd(),
  )
  return lines.map((line) => `${line}\n`).join('')
}

function sorted(parsed: Parsed, context: CommandContext, entries: readonly Entry[]): Entry[] {
  if (parsed.has('f')) return [...entries]
  const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  const order = (a: Entry, b: Entry): number =>
    (parsed.has('t') ? b.node.mtime - a.node.mtime : parsed.has('S') ? sizeOf(context, b) - sizeOf(context, a) : 0) || byName(a, b)
  const list = entries.toSorted(order)
  return parsed.has('r') ? list.reverse() : list
}
function show(context: CommandContext, parsed: Parsed, entries: readonly Entry[], total: boolean): void {
  const list = sorted(parsed, context, entries)
  if (parsed.has('l') || parsed.has('n') || parsed.has('g') || parsed.has('o')) {
    if (total) context.out(`total ${list.reduce((sum, entry) => sum + blocksOf(entry), 0)}\n`)
    context.out(list.map((entry) => `${long(context, parsed, entry)}\n`).join(''))
  } else if (list.length > 0 && !parsed.has('1') && (parsed.has('C') || context.isatty)) context.out(inColumns(list.map((entry) => name(parsed, entry))))
  else context.out(list.map((entry) => `${name(parsed, entry)}\n`).join(''))
}

/** What stands in a directory, as far as it is to be shown. */
function entriesOf({ files }: CommandContext, parsed: Parsed, dir: string): Entry[] {
  const names = files.readdir(dir).filter((each) => parsed.has('a') || parsed.has('A') || !each.startsWith('.'))
  const own = names.map((each): Entry => ({ name: each, path: childPath(dir, each), node: files.lstat(childPath(dir, each)) }))
  if (!parsed.has('a')) return own
  const parent = dir.slice(0, dir.lastIndexOf('/')) || '/'
  return [{ name: '.', path: dir, node: files.stat(dir) }, { name: '..', path: parent, node: files.stat(parent) }, ...own]
}

export const command = defineCommand({
  name: 'ls',
  summary: 'list what is in directories',
  synopsis: ['[-aAlhtrSRd1CFpingof] [file ...]'],
  options: {
    a: { help: 'also names that begin with a dot' },
    A: { help: 'as -a, without . and ..' },
    l: { help: 'long: mode, links, owner, group, size, time of change' },
    h: { help: 'with -l: sizes for people' },
    t: { help: 'the newest first' },
    S: { help: 'the largest first' },
    r: { help: 'turn the order round' },
    f: { help: 'do not sort' },
    R: { help: 'go down into directories' },
    d: { help: 'directories themselves, not what is in them' },
    '1': { help: 'one name a line' },
    C: { help: 'in columns' },
    F: { help: 'mark directories with /, links with @, programs with *' },
    p: { help: 'mark directories with /' },
    i: { help: 'with the number of the node' },
    n: { help: 'as -l, with the numbers of owner and group' },
    g: { help: 'as -l, without the owner' },
    o: { help: 'as -l, without the group' },
  },
  description: ['Lists files, and what is in directories; without an operand the working directory. On a terminal names stand in columns.'],
  examples: [{ line: 'ls -l /zones', text: 'The images and zones of this node.' }],
  source: 'illumos man1/ls.1, usr/src/cmd/ls/ls.c',
  misuse: (misuse) => ({
    stderr: `${misuse.kind === 'unknown option' ? `ls: illegal option -- ${misuse.option}\n` : ''}usage: ls -aAbcCdeEfFghHiklLmnopqrRsStuUwxvV1@/%[c | v] [files]\n`,
    status: 2,
  }),
  run(context, parsed) {
    const { files, cwd, err, out } = context
    let status = 0
    const absent = (operand: string, error: unknown): void => {
      if (!(error instanceof FileError)) throw error
      status = 2
      err(`${operand}: ${strerror(error.code)}\n`)
    }
    const found = parsed.operands.flatMap((operand): Entry[] => {
      const path = pathIn(cwd, operand)
      try {
        const own = files.lstat(path)
        // A slash behind a link means what it leads to, whatever the options.
        const follow = own.kind === 'link' && (operand.endsWith('/') || (!parsed.has('l') && !parsed.has('d')))
        return [{ name: operand, path, node: follow ? files.stat(path) : own }]
      } catch (error) {
        absent(operand, error)
        return []
      }
    })
    if (parsed.operands.length === 0) found.push({ name: '.', path: cwd, node: files.stat(cwd) })
    const isListed = ({ node }: Entry): boolean => node.kind === 'dir' && !parsed.has('d')
    const plain = found.filter((entry) => !isListed(entry))
    if (plain.length > 0) show(context, parsed, plain, false)
    let first = plain.length === 0
    const list = (dir: Entry): void => {
      if (parsed.operands.length > 1 || parsed.has('R')) out(`${first ? '' : '\n'}${dir.name}:\n`)
      first = false
      try {
        const entries = entriesOf(context, parsed, files.realpath(dir.path))
        show(context, parsed, entries, true)
        if (!parsed.has('R')) return
        for (const entry of sorted(parsed, context, entries))
          if (entry.node.kind === 'dir' && entry.name !== '.' && entry.name !== '..') list({ ...entry, name: childPath(dir.name, entry.name) })
      } catch (error) {
        absent(dir.name, error)
      }
    }
    for (const dir of sorted(parsed, context, found.filter(isListed))) list(dir)
    return status
  },
})
