import { compile, delimited, Refusal } from './pattern.ts'

/** What is being edited, as it was before a command, too: `u` goes back to that. */
export interface State {
  readonly lines: readonly string[]
  readonly dot: number
}
/** Which lines a command is about, and what is left of its text. `given` says how many addresses were written. */
export interface Addressed {
  readonly from: number
  readonly to: number
  readonly given: number
  readonly rest: string
}
/** The lines of a file in the editor; lines are counted from 1, and 0 is before the first. */
export class Buffer {
  lines: string[] = []
  dot = 0
  changed = false
  undo: State | undefined
  readonly marks = new Map<string, string>()
  private lastPattern: RegExp | undefined

  /** Remembers the present state for `u`. */
  keep(): void {
    this.undo = { lines: [...this.lines], dot: this.dot }
  }
  /** Goes back to what was before the last change; done twice it is as before. */
  back(): void {
    const { undo } = this
    if (!undo) throw new Refusal('nothing to undo')
    this.keep()
    this.lines = [...undo.lines]
    this.dot = undo.dot
    this.changed = true
  }
  /** Puts lines after one, and stands on the last of them. */
  insert(after: number, lines: readonly string[]): void {
    this.lines.splice(after, 0, ...lines)
    if (lines.length > 0) this.changed = true
    this.dot = after + lines.length
  }
  remove(from: number, to: number): string[] {
    const gone = this.lines.splice(from - 1, to - from + 1)
    this.changed = true
    this.dot = Math.min(from, this.lines.length)
    return gone
  }
  /** The pattern of a text, or the last one for an empty text. */
  pattern(text: string): RegExp {
    if (text !== '') this.lastPattern = compile(text)
    if (!this.lastPattern) throw new Refusal('no remembered search string')
    return this.lastPattern
  }
  /** Reads the addresses that a command begins with. (ed(1): addresses) */
  addresses(text: string): Addressed {
    const found: number[] = []
    let rest = text.trimStart()
    let here = this.dot
    if (/^[,;%]/.test(rest) && !/^[,;]\s*[-\d.$/?'+]/.test(rest)) {
      const all = rest[0] !== ';'
      return { from: all ? Math.min(1, this.lines.length) : this.dot, to: this.lines.length, given: 2, rest: rest.slice(1).trimStart() }
    }
    for (;;) {
      const one = this.address(rest, here)
      if (!one) break
      found.push(one.line)
      rest = one.rest.trimStart()
      if (!/^[,;]/.test(rest)) break
      if (rest[0] === ';') here = one.line
      rest = rest.slice(1).trimStart()
      if (!this.address(rest, here)) {
        found.push(this.lines.length)
        break
      }
    }
    const to = found.at(-1) ?? this.dot
    const from = found.at(-2) ?? to
    if (to > this.lines.length || from < 0 || to < 0) throw new Refusal('line out of range')
    if (from > to) throw new Refusal('first number exceeds second')
    return { from, to, given: found.length, rest }
  }
  private address(text: string, here: number): { line: number; rest: string } | undefined {
    let line: number | undefined
    let rest = text
    const take = (count: number): void => {
      rest = rest.slice(count).trimStart()
    }
    const number = /^\d+/.exec(rest)?.[0]
    const first = rest[0] ?? ''
    if (number !== undefined) {
      line = Number(number)
      take(number.length)
    } else if (first === '.' || first === '$') {
      line = first === '.' ? here : this.lines.length
      take(1)
    } else if (first === "'") {
      const mark = rest[1] ?? ''
      const marked = this.marks.get(mark)
      const at = marked === undefined ? -1 : this.lines.indexOf(marked)
      if (at < 0) throw new Refusal('line out of range')
      line = at + 1
      take(2)
    } else if (first === '/' || first === '?') {
      const { part, rest: after } = delimited(rest.slice(1), first)
      line = this.search(this.pattern(part), here, first === '/')
      rest = after.trimStart()
    }
    for (let offset = /^([-+])\s*(\d*)/.exec(rest); offset; offset = /^([-+])\s*(\d*)/.exec(rest)) {
      const count = offset[2] === '' ? 1 : Number(offset[2])
      line = (line ?? here) + (offset[1] === '+' ? count : -count)
      take(offset[0].length)
    }
    return line === undefined ? undefined : { line, rest }
  }
  private search(pattern: RegExp, here: number, forward: boolean): number {
    const count = this.lines.length
    for (let step = 1; step <= count; step++) {
      const at = forward ? (here - 1 + step + count) % count : (here - 1 - step + 2 * count) % count
      if (pattern.test(this.lines[at] ?? '')) return at + 1
    }
    throw new Refusal('search string not found')
  }
}
