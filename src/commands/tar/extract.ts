import { type CommandContext, Interrupted } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import type { Item } from '../../system/files/platform.ts'
import { strerror } from '../../system/files/strerror.ts'
import type { FileEntry } from '../../system/files/tree.ts'
import { type Archive, archiveOf, itemsOf } from '../../system/media/archives.ts'

/** The tool that was called: they word things differently. */
export type Style = 'tar' | 'gtar'
/** What was asked for. */
export interface Asked {
  readonly mode: 'x' | 't'
  readonly file: string
  readonly verbose: boolean
  /** Where it goes. */
  readonly directory: string
  /** Only these, and what is below them; all if none are named. */
  readonly only: readonly string[]
}
/** Bytes a second: what a stick takes, and what other file systems do. Typical values. */
const RATE = { pcfs: 10_000_000, other: 120_000_000 }
/** Mode of every file on pcfs. */
const PCFS_MODE = 0o777

/** What opened, or the words and the status of why not. */
export function openArchive({ files, cwd }: CommandContext, style: Style, name: string): Archive | { readonly text: string; readonly status: number } {
  const path = pathIn(cwd, name)
  let node: ReturnType<typeof files.stat>
  try {
    node = files.stat(path)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    const why = strerror(error.code)
    return style === 'tar'
      ? { text: `tar: ${name}: ${why}\n`, status: 1 }
      : {
          text: `gtar (child): ${name}: Cannot open: ${why}\ngtar (child): Error is not recoverable: exiting now\ngtar: Child returned status 2\ngtar: Error is not recoverable: exiting now\n`,
          status: 2,
        }
  }
  const archive = node.kind === 'file' ? archiveOf(node as FileEntry) : undefined
  if (archive?.kind === 'platform.tgz') return archive
  const ends = style === 'tar' ? '' : 'gtar: Child returned status 1\ngtar: Error is not recoverable: exiting now\n'
  return { text: `\ngzip: ${style === 'tar' ? name : 'stdin'}: not in gzip format\n${ends}`, status: style === 'tar' ? 1 : 2 }
}
const nameOf = (item: Item): string => `${item.path.slice(1)}${'dir' in item ? '/' : ''}`
const sizeOf = (item: Item): number => ('size' in item ? item.size : 'text' in item ? item.text.length : 0)
const modeOf = (item: Item): number => ('dir' in item ? item.dir : (('mode' in item ? item.mode : undefined) ?? 0o644))
const wanted = (item: Item, only: readonly string[]): boolean =>
  only.length === 0 || only.some((name) => item.path === `/${name.replace(/\/$/, '')}` || item.path.startsWith(`/${name.replace(/\/$/, '')}/`))

/** Extracts or lists. Yields the exit status. (illumos usr/src/cmd/tar/tar.c; GNU tar src/extract.c) */
export async function unpack(context: CommandContext, style: Style, asked: Asked): Promise<number> {
  const opened = openArchive(context, style, asked.file)
  if ('text' in opened) {
    context.err(opened.text)
    return opened.status
  }
  const items = itemsOf(opened).filter((item) => wanted(item, asked.only))
  for (const item of items) {
    if (asked.verbose || asked.mode === 't') context.out(lineOf(style, asked, item))
    if (asked.mode === 't') continue
    const status = await put(context, style, pathIn(asked.directory, item.path.slice(1)), item)
    if (status !== 0) return status
  }
  // The sum at the end of the archive is looked at last: everything has been written by then.
  if (!opened.spoiled) return 0
  context.err(`\ngzip: ${style === 'tar' ? asked.file : 'stdin'}: invalid compressed data--crc error\n`)
  if (style === 'gtar') context.err('gtar: Child returned status 1\ngtar: Error is not recoverable: exiting now\n')
  return style === 'tar' ? 1 : 2
}
function lineOf(style: Style, { mode }: Asked, item: Item): string {
  if (style === 'gtar' || mode === 't') return `${nameOf(item)}\n`
  return `x ${nameOf(item)}, ${sizeOf(item)} bytes, ${Math.ceil(sizeOf(item) / 512)} tape blocks\n`
}
/** Writes one of them; what had been written when it is interrupted stays. */
async function put(context: CommandContext, style: Style, path: string, item: Item): Promise<number> {
  const { files, err, sim } = context
  const name = nameOf(item)
  try {
    if ('dir' in item) {
      files.mkdir(path, true)
      return 0
    }
    const pcfs = files.mountOf(path.slice(0, path.lastIndexOf('/')) || '/').fstype === 'pcfs'
    const size = sizeOf(item)
    const began = sim.now
    const time = Math.ceil((size / (pcfs ? RATE.pcfs : RATE.other)) * 1000)
    try {
      if (time > 0) await context.wait(time)
    } catch (error) {
      if (error instanceof Interrupted && time > 0) files.fill(path, Math.floor((size * (sim.now - began)) / time), 'random')
      throw error
    }
    if ('text' in item) files.write(path, item.text)
    else if ('size' in item) files.fill(path, size, item.fill, item.artifact)
    files.chmod(path, pcfs ? PCFS_MODE : modeOf(item))
    if (pcfs && style === 'tar')
      err(`tar: warning - file permissions have changed for ${name} (are 0100777, should be 0${modeOf(item).toString(8).padStart(3, '0')})\n`)
    return 0
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return refused(context, style, name, error)
  }
}
function refused({ err }: CommandContext, style: Style, name: string, error: FileError): number {
  const full = error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'EIO'
  if (style === 'gtar')
    err(`gtar: ${name}: ${full ? 'Cannot write' : 'Cannot open'}: ${strerror(error.code)}\ngtar: Exiting with failure status due to previous errors\n`)
  else err(full ? `tar: ${name}: HELP - extract write error\n` : `tar: ${name} - cannot create\n`)
  return 2
}
