import { FileError, type Files } from '../../system/files/files.ts'
import { Refusal } from './pattern.ts'

/** What the editor needs of its surroundings. */
export interface Surroundings {
  readonly files: Files
  /** A path as the files take it. */
  path(name: string): string
  /** The next line that is typed; undefined at the end of input. */
  next(): Promise<string | undefined>
  out(text: string): void
  /** Bytes read and written are not told (`ed -s`). */
  readonly quiet: boolean
}
/** The lines of a file, and its bytes; a last line without an end gets one. */
export function linesOf({ files, path }: Surroundings, name: string): { lines: string[]; bytes: number } {
  try {
    const text = files.read(path(name))
    if (text === '') return { lines: [], bytes: 0 }
    return { lines: text.replace(/\n$/, '').split('\n'), bytes: text.length + (text.endsWith('\n') ? 0 : 1) }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    throw new Refusal(error.code === 'ENOENT' ? 'File does not exist' : 'Cannot open input file')
  }
}
/** Writes lines to a file, or appends them: how many bytes. */
export function store({ files, path }: Surroundings, name: string, lines: readonly string[], append: boolean): number {
  const text = lines.map((line) => `${line}\n`).join('')
  try {
    if (append) files.append(path(name), text)
    else files.write(path(name), text)
    return text.length
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    throw new Refusal(error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'filesystem out of space!' : 'cannot create output file')
  }
}
