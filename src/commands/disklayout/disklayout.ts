import { defineCommand, type Misuse } from '../../shell/command.ts'
import { FileError } from '../../system/files/files.ts'
import { disklayout, LAYOUTS, type LayoutDisk, layoutDisk, layoutJson } from '../../system/platform/disklayout.ts'

/** The usage goes to standard output, and names node, for that is what runs the script. */
const USAGE = `usage: /usr/node/bin/node [-c] [-f file] [-s spares] [-w width] [-e disk,...] [<layout>]\nsupported layouts:\n\t${LAYOUTS.join('\n\t')}\n`
/** The exit status of `process.exit(-1)`. */
const STATUS = 255

/** A number as JavaScript's parseInt has it, if nothing else stands there. */
const wholeNumber = (text: string, least: number): number | undefined => (/^\d+$/.test(text) && Number(text) >= least ? Number(text) : undefined)
/** The disks of a file as `diskinfo -Hp` prints them. */
function disksIn(text: string): LayoutDisk[] {
  const rows = text
    .trim()
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => row.split('\t'))
  return rows.map(([type = '', name = '', vid = '', pid = '', size = '', removable, ssd]) => ({
    type,
    name,
    vid,
    pid,
    size: Number(size),
    removable: removable === 'yes',
    solid_state: ssd === 'yes',
  }))
}

export const command = defineCommand({
  name: 'disklayout',
  summary: 'propose a pool layout for disks',
  synopsis: ['[-c] [-f file] [-e excluded,...] [-s spares] [-w width] [layout]'],
  options: {
    c: { help: 'no cache devices' },
    e: { help: 'leave these disks out', value: 'disk,...' },
    f: { help: 'disks as `diskinfo -Hp` lists them, instead of those of this node', value: 'file' },
    s: { help: 'so many spares', value: 'spares' },
    w: { help: 'so many disks in a mirror or raidz group', value: 'width' },
  },
  operands: { complete: () => [...LAYOUTS] },
  description: [
    'Works out which disks would hold data, in which groups, and which would be spares, log devices and cache, and prints that as JSON. It makes no pool. The first set-up of a node asks it.',
    'Disks of about the same size and kind belong together. Rotating disks hold the data; up to four of the smallest SSDs are log devices, and everything else is cache. Without rotating disks the largest SSDs hold the data. Removable disks are left out.',
    'Without a layout the number, size and kind of the disks decide: one alone, a mirror of two, raidz1 for three or four, raidz2 or mirrors for more.',
  ],
  examples: [{ line: 'disklayout mirror', text: 'What a pool of mirrors would look like on this node.' }],
  source: 'smartos-live src/disklayout.js, src/node_modules/disklayout.js',
  zones: 'global',
  misuse: (misuse: Misuse) => ({
    stdout: USAGE,
    stderr:
      misuse.kind === 'missing value'
        ? `option requires an argument -- ${misuse.option}\n`
        : misuse.kind === 'unknown option'
          ? `illegal option -- ${misuse.option}\n`
          : '',
    status: STATUS,
  }),
  run({ world, server, files, cwd, out }, parsed) {
    const say = (text: string): number => {
      out(text)
      return STATUS
    }
    const [spares, width] = [parsed.get('s'), parsed.get('w')]
    if (spares !== undefined && wholeNumber(spares, 0) === undefined) return say(`invalid value for number of spares: ${spares}\n${USAGE}`)
    if (width !== undefined && wholeNumber(width, 2) === undefined) return say(`invalid width: ${width}\n${USAGE}`)
    const excluded = (parsed.get('e') ?? '').toLowerCase().split(',')
    const file = parsed.get('f')
    const fatal = (message: string): number => say(`fatal error: ${message}\n`)
    let disks: LayoutDisk[]
    if (file === undefined)
      disks = world
        .by('disk', 'server', server)
        .filter(({ present }) => present)
        .map(layoutDisk)
    else {
      try {
        disks = disksIn(files.read(file.startsWith('/') ? file : `${cwd}/${file}`))
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        // The words of node 0.10, which the platform runs its tools with.
        return fatal(`unable to read ${file}: Error: ${error.code}, ${error.code === 'ENOENT' ? `open '${file}'` : 'read'}`)
      }
    }
    const found = disklayout(
      disks.filter(({ name }) => !excluded.includes(name.toLowerCase())),
      {
        layout: parsed.operands[0],
        spares: spares === undefined ? undefined : wholeNumber(spares, 0),
        width: width === undefined ? undefined : wholeNumber(width, 2),
        noCache: parsed.has('c'),
      },
    )
    if (typeof found === 'string') return fatal(found)
    out(layoutJson(found))
    return 0
  },
})
