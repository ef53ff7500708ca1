// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const ESCAPES = /\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|\x1b./g

/** How many cells a text takes: escape sequences take none. */
export const cells = (text: string): number => [...text.replace(ESCAPES, '')].length

/** What is left of an output after its last new line, given what stood there before. */
export function partial(before: string, output: string): string {
  const text = before + output
  return text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1)
}

/** A line that is drawn over the one before, such as a bar of progress, cut to the width: broken in two it could not be drawn over. */
export const within = (output: string, columns: number): string =>
  output.startsWith('\r') && !output.includes('\n') && !output.includes('\x1b')
    ? output
        .split('\r')
        .map((line) => line.slice(0, columns))
        .join('\r')
    : output

/**
 * Prompt and line being typed, drawn after the output and taken away before more output. Works out the escape
 * sequences from the width alone, so that nothing has to be read back from the terminal.
 */
export class Tail {
  private row = 0
  private start = 0
  private shown = false

  /** Draws text with the cursor after that many of its cells; it begins in column `start`. */
  draw(text: string, cursor: number, start: number, columns: number): string {
    const end = start + cells(text)
    const at = start + cursor
    // At the edge the cursor waits to wrap; a new line makes it certain where it stands.
    const wrap = end > 0 && end % columns === 0 ? '\r\n' : ''
    const up = Math.floor(end / columns) - Math.floor(at / columns)
    this.row = Math.floor(at / columns)
    this.start = start
    this.shown = true
    return `${text}${wrap}${up ? `\x1b[${up}A` : ''}\r${at % columns ? `\x1b[${at % columns}C` : ''}`
  }
  /** Takes it away; the cursor is where the output ended. */
  erase(): string {
    if (!this.shown) return ''
    this.shown = false
    return `${this.row ? `\x1b[${this.row}A` : ''}\r${this.start ? `\x1b[${this.start}C` : ''}\x1b[J`
  }
  /** Forgets it: the screen was emptied. */
  forget(): void {
    this.shown = false
  }
}
