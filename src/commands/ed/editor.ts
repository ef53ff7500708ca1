import { type Addressed, Buffer } from './buffer.ts'
import { delimited, Refusal, substituted } from './pattern.ts'
import { linesOf, type Surroundings, store } from './surroundings.ts'

/** The line editor: reads commands until it is left. Commands and messages: illumos usr/src/cmd/ed/ed.c. */
export class Editor {
  private readonly buffer = new Buffer()
  private file = ''
  private message = ''
  private explains = false
  private warned = false
  private replacement: string | undefined
  /** How many commands were refused. */
  errors = 0

  constructor(private readonly around: Surroundings) {}

  /** Reads the file that the editor was begun with; one that is not there is a new one. */
  open(name: string): void {
    this.file = name
    try {
      this.read(name, 0)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.around.out(`?${name}\n`)
    }
    this.buffer.changed = false
  }
  /** Runs commands until `q` or the end of input. */
  async run(): Promise<void> {
    for (let line = await this.around.next(); line !== undefined; line = await this.around.next()) {
      if (!(await this.attempt(line))) return
    }
    // The end of input is a q: it warns once, and then there is no more input.
    if (this.buffer.changed && !this.warned) this.refuse("warning: expecting `w'")
  }
  private async attempt(line: string): Promise<boolean> {
    try {
      const again = await this.command(line)
      if (!/^\s*[qe]/.test(line)) this.warned = false
      return again
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.refuse(error.message)
      return true
    }
  }
  private refuse(message: string): void {
    this.errors++
    this.message = message
    this.around.out(`?\n${this.explains ? `${message}\n` : ''}`)
  }

  private async command(text: string): Promise<boolean> {
    const at = this.buffer.addresses(text)
    const letter = at.rest[0] ?? ''
    const rest = at.rest.slice(1)
    switch (letter) {
      case '':
        this.print({ ...at, from: at.given > 0 ? at.to : this.buffer.dot + 1, to: at.given > 0 ? at.to : this.buffer.dot + 1 }, '')
        return true
      case 'q':
      case 'Q':
        this.plain(at, rest)
        if (letter === 'q' && this.buffer.changed && !this.warned) {
          this.warned = true
          throw new Refusal("warning: expecting `w'")
        }
        return false
      case 'g':
      case 'v':
        await this.everywhere(at, rest, letter === 'g')
        return true
      default:
        await this.one(letter, rest, at)
        return true
    }
  }
  private async one(letter: string, rest: string, at: Addressed): Promise<void> {
    const { buffer } = this
    switch (letter) {
      case 'a':
      case 'i':
      case 'c':
        return this.add(letter, at, rest)
      case 'd':
        this.lines(at)
        buffer.keep()
        buffer.remove(at.from, at.to)
        return this.suffix(rest)
      case 'p':
      case 'n':
      case 'l':
        return this.print(at, letter + rest)
      case 's':
        return this.substitute(at, rest)
      case 'm':
      case 't':
        return this.carry(letter, at, rest)
      case 'j':
        return this.join(at, rest)
      case 'k':
        if (!/^[a-z]$/.test(rest.trim())) throw new Refusal('mark not lower case ascii')
        buffer.marks.set(rest.trim(), buffer.lines[at.to - 1] ?? '')
        return
      case '=':
        return this.around.out(`${at.given > 0 ? at.to : buffer.lines.length}\n`)
      case 'u':
        buffer.back()
        return this.suffix(rest)
      case 'w':
      case 'W':
        return this.write(at, rest, letter === 'W')
      case 'r':
        buffer.keep()
        return this.read(this.named(rest), at.given > 0 ? at.to : buffer.lines.length)
      case 'e':
      case 'E':
        return this.edit(rest, letter === 'E')
      case 'f':
        if (rest.trim() !== '') this.file = rest.trim()
        return this.around.out(`${this.file}\n`)
      case 'h':
        return this.message === '' ? undefined : this.around.out(`${this.message}\n`)
      case 'H':
        this.explains = !this.explains
        if (this.explains && this.message !== '') this.around.out(`${this.message}\n`)
        return
      case '!':
        throw new Refusal('globalzone: commands of the shell are not simulated in ed')
      default:
        throw new Refusal('unknown command')
    }
  }

  private plain({ given }: Addressed, rest: string): void {
    if (given > 0) throw new Refusal('Illegal address count')
    if (rest.trim() !== '') throw new Refusal('illegal suffix')
  }
  private lines({ from }: Addressed): void {
    if (from < 1) throw new Refusal('line out of range')
  }
  /** `p`, `n` or `l` after a command: the line where it ended is printed. */
  private suffix(rest: string): void {
    const letters = rest.trim()
    if (letters === '') return
    if (!/^[pnl]+$/.test(letters)) throw new Refusal('illegal suffix')
    const { dot } = this.buffer
    this.print({ from: dot, to: dot, given: 1, rest: '' }, letters)
  }
  private print(at: Addressed, letters: string): void {
    if (!/^[pnl]*\s*$/.test(letters)) throw new Refusal('illegal suffix')
    this.lines(at)
    if (at.to > this.buffer.lines.length) throw new Refusal('line out of range')
    for (let n = at.from; n <= at.to; n++) {
      const line = this.buffer.lines[n - 1] ?? ''
      const shown = letters.includes('l') ? `${line.replaceAll('\\', '\\\\').replaceAll('\t', '\\t')}$` : line
      this.around.out(`${letters.includes('n') ? `${n}\t` : ''}${shown}\n`)
    }
    this.buffer.dot = at.to
  }
  private async add(letter: string, at: Addressed, rest: string): Promise<void> {
    if (rest.trim() !== '') throw new Refusal('illegal suffix')
    const { buffer } = this
    buffer.keep()
    let after = letter === 'i' ? Math.max(0, at.to - 1) : at.to
    if (letter === 'c') {
      this.lines(at)
      buffer.remove(at.from, at.to)
      after = at.from - 1
    }
    const lines: string[] = []
    for (let line = await this.around.next(); line !== undefined && line !== '.'; line = await this.around.next()) lines.push(line)
    buffer.insert(after, lines)
    if (lines.length === 0) buffer.dot = Math.min(letter === 'c' ? at.from : at.to, buffer.lines.length)
  }
  private substitute(at: Addressed, rest: string, within = false): void {
    const { buffer } = this
    const delimiter = rest[0] ?? ''
    if (delimiter === '' || delimiter === ' ' || delimiter === '\n') throw new Refusal('illegal or missing delimiter')
    const pattern = delimited(rest.slice(1), delimiter)
    const replacement = delimited(pattern.rest, delimiter)
    if (!pattern.closed) throw new Refusal('incomplete substitute')
    const expression = buffer.pattern(pattern.part)
    if (replacement.part === '%') {
      if (this.replacement === undefined) throw new Refusal('no remembered replacement string')
    } else this.replacement = replacement.part
    const [, flags = '', after = ''] = /^(g?\d*g?)(.*)$/.exec(replacement.rest) ?? []
    const nth = Number(/\d+/.exec(flags)?.[0] ?? 1)
    this.lines(at)
    if (!within) buffer.keep()
    let last = 0
    for (let n = at.from; n <= at.to; n++) {
      const line = buffer.lines[n - 1] ?? ''
      const changed = substituted(line, expression, this.replacement ?? '', { nth, all: flags.includes('g') })
      if (changed === undefined) continue
      buffer.lines[n - 1] = changed
      buffer.changed = true
      last = n
    }
    if (last === 0) {
      if (within) return
      throw new Refusal('no match')
    }
    buffer.dot = last
    this.suffix(replacement.closed ? after : 'p')
  }
  private carry(letter: string, at: Addressed, rest: string): void {
    const { buffer } = this
    this.lines(at)
    const target = buffer.addresses(rest)
    if (target.given === 0) throw new Refusal('illegal move destination')
    if (letter === 'm' && target.to >= at.from && target.to < at.to) throw new Refusal('illegal move destination')
    buffer.keep()
    const lines = buffer.lines.slice(at.from - 1, at.to)
    if (letter === 'm') buffer.lines.splice(at.from - 1, lines.length)
    const after = letter === 'm' && target.to >= at.to ? target.to - lines.length : target.to
    buffer.insert(after, lines)
    this.suffix(target.rest)
  }
  private join(at: Addressed, rest: string): void {
    const { buffer } = this
    const from = at.given === 0 ? buffer.dot : at.from
    const to = at.given === 0 ? buffer.dot + 1 : at.to
    if (from < 1 || to > buffer.lines.length) throw new Refusal('line out of range')
    buffer.keep()
    if (from < to) {
      buffer.lines.splice(from - 1, to - from + 1, buffer.lines.slice(from - 1, to).join(''))
      buffer.changed = true
    }
    buffer.dot = from
    this.suffix(rest)
  }
  /** `g` and `v`: a command on every line that matches, or that does not. */
  private async everywhere(at: Addressed, rest: string, matching: boolean): Promise<void> {
    const { buffer } = this
    const delimiter = rest[0] ?? ''
    if (delimiter === '' || delimiter === ' ') throw new Refusal('illegal or missing delimiter')
    const { part, rest: after } = delimited(rest.slice(1), delimiter)
    const expression = buffer.pattern(part)
    const [from, to] = at.given === 0 ? [1, buffer.lines.length] : [at.from, at.to]
    if (/^[gv]/.test(after.trimStart())) throw new Refusal('multiple globals not allowed')
    // Lines are found again by what they are, since commands add and take away: each gets a box of its own.
    const boxes = buffer.lines.map((text) => ({ text }))
    const wanted = boxes.slice(from - 1, to).filter(({ text }) => expression.test(text) === matching)
    const before = { lines: [...buffer.lines], dot: buffer.dot }
    let shift = 0
    for (const box of wanted) {
      const n = boxes.indexOf(box) + 1 + shift
      const length = buffer.lines.length
      buffer.dot = n
      const inner = buffer.addresses(after === '' ? 'p' : after)
      const letter = inner.rest[0] ?? 'p'
      if (letter === 's') this.substitute(inner, inner.rest.slice(1), true)
      else if ('aicqQgv'.includes(letter)) throw new Refusal('globalzone: a, i and c within g are not simulated')
      else await this.one(letter, inner.rest.slice(1), inner)
      shift += buffer.lines.length - length
    }
    buffer.undo = before
  }

  private named(rest: string): string {
    if (rest !== '' && !/^\s/.test(rest)) throw new Refusal('no space after command')
    const name = rest.trim() || this.file
    if (name === '') throw new Refusal('illegal or missing filename')
    if (name.startsWith('!')) throw new Refusal('globalzone: commands of the shell are not simulated in ed')
    return name
  }
  private read(name: string, after: number): void {
    const { lines, bytes } = linesOf(this.around, name)
    if (this.file === '') this.file = name
    this.buffer.insert(after, lines)
    if (!this.around.quiet) this.around.out(`${bytes}\n`)
  }
  private write(at: Addressed, rest: string, append: boolean): void {
    const { buffer } = this
    const name = this.named(rest)
    const [from, to] = at.given === 0 ? [1, buffer.lines.length] : [at.from, at.to]
    const bytes = store(this.around, name, buffer.lines.slice(from - 1, to), append)
    if (this.file === '') this.file = name
    if (from <= 1 && to >= buffer.lines.length) buffer.changed = false
    if (!this.around.quiet) this.around.out(`${bytes}\n`)
  }
  private edit(rest: string, force: boolean): void {
    const { buffer } = this
    if (!force && buffer.changed && !this.warned) {
      this.warned = true
      throw new Refusal("warning: expecting `w'")
    }
    const name = this.named(rest)
    buffer.lines = []
    buffer.dot = 0
    this.file = name
    this.read(name, 0)
    buffer.changed = false
    buffer.undo = undefined
  }
}
