import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import type { FileEntry } from '../../system/files/tree.ts'
import { ARTIFACT_BYTES, artifactOf, partsOfArtifact } from '../../system/media/releases.ts'

/** Bytes that come out in a simulated millisecond: about 200 MB/s. */
const RATE = 200_000

/** Unpacks one file beside itself: what is wrong, in the tool's words, if anything. */
async function unpack(context: CommandContext, name: string, keep: boolean, force: boolean): Promise<string | undefined> {
  const { files, cwd } = context
  const path = pathIn(cwd, name)
  try {
    const node = files.stat(path)
    if (node.kind === 'dir') return `gzip: ${name} is a directory -- ignored`
    if (!name.endsWith('.gz')) return `gzip: ${name}: unknown suffix -- ignored`
    const { artifact } = node as FileEntry
    const image = partsOfArtifact(artifact?.replace('~ ', ' '))
    if (image?.kind !== 'usb.img.gz') return `\ngzip: ${name}: not in gzip format`
    const to = path.slice(0, -'.gz'.length)
    if (files.exists(to) && !force) return `gzip: ${name.slice(0, -'.gz'.length)} already exists;\tnot overwritten`
    const size = ARTIFACT_BYTES['usb.img']
    await context.wait(Math.ceil(size / RATE))
    if (artifact?.includes('~ ')) return `\ngzip: ${name}: invalid compressed data--crc error`
    try {
      files.fill(to, size, 'random', artifactOf('usb.img', image.stamp))
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      files.remove(to)
      return `\ngzip: ${name.slice(0, -'.gz'.length)}: ${strerror(error.code)}`
    }
    if (!keep) files.remove(path)
    return undefined
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return `gzip: ${name}: ${strerror(error.code)}`
  }
}
/** Texts: GNU gzip gzip.c, util.c. */
export const command = defineCommand({
  name: 'gunzip',
  summary: 'unpack the image of a stick',
  synopsis: ['[-fk] file.gz...'],
  options: { f: { help: 'replace what is there', long: ['force'] }, k: { help: 'keep the packed file', long: ['keep'] } },
  description: ['Unpacks a file beside itself, without .gz at its end, and removes the packed one.'],
  examples: [{ line: 'gunzip smartos-latest-USB.img.gz', text: 'For dd: dd if=smartos-latest-USB.img of=/dev/rdsk/c2t0d0p0 bs=1M' }],
  source: 'GNU gzip',
  limits: 'Only images of sticks can be unpacked.',
  interspersed: true,
  misuse: (misuse) => ({
    stderr: `gzip: invalid option -- '${'option' in misuse ? misuse.option : ''}'\nTry 'gzip --help' for more information.\n`,
    status: 1,
  }),
  async run(context, parsed) {
    if (parsed.operands.length === 0) throw new Failure('gunzip: reading standard input is not simulated\n')
    let status = 0
    for (const name of parsed.operands) {
      const wrong = await unpack(context, name, parsed.has('k'), parsed.has('f'))
      if (wrong === undefined) continue
      context.err(`${wrong}\n`)
      status = wrong.includes('ignored') || wrong.includes('not overwritten') ? 2 : 1
    }
    return status
  },
})
