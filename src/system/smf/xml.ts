/** An element of an XML document. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** Its own text, without that of its children. */
  readonly text: string
  readonly line: number
}
/** A document that could be read. */
export interface Document {
  readonly root: Element
  /** Of the document type; undefined if it has none. */
  readonly dtd?: { readonly name: string; readonly system: string }
}
/** What a document is not well-formed by: said as libxml2 says it, with where it was noticed. */
export class XmlError extends Error {
  constructor(
    message: string,
    /** Position in the text. */
    readonly at: number,
  ) {
    super(message)
  }
}
/** How much of a document is read, in bytes: the largest manifest of the image has 30,000. */
export const LIMIT = 256 * 1024
const NAME = /[A-Za-z_:\u0080-\uffff][\w:.\u0080-\uffff-]*/y
const ENTITIES: ReadonlyMap<string, string> = new Map(Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }))

/** The line of a position, counted from 1. */
export const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length
/**
 * The complaint as xmllint and svccfg print it: file and line, the message, the line of the text, and where in it.
 * Source: libxml2 error.c (xmlParserPrintFileContext).
 */
export function complaint(file: string, text: string, { message, at }: XmlError): string {
  const start = text.lastIndexOf('\n', Math.min(at, text.length) - 1) + 1
  const end = text.indexOf('\n', start)
  const line = text.slice(start, end < 0 ? text.length : end).slice(0, 79)
  const column = Math.max(0, Math.min(at - start, line.length))
  return `${file}:${lineOf(text, at)}: parser error : ${message}\n${line}\n${line.slice(0, column).replace(/[^\t]/g, ' ')}^\n`
}

class Parser {
  private at = 0
  /** Lines up to a position: counted once. */
  private counted = { at: 0, line: 1 }
  private dtd: { name: string; system: string } | undefined

  constructor(private readonly text: string) {}

  document(): Document {
    if (this.text.trim() === '') throw this.wrong('Document is empty', 0)
    if (this.text.startsWith('<?xml')) this.skipTo('?>', "parsing XML declaration: '?>' expected")
    this.between(true)
    if (this.text[this.at] !== '<') throw this.wrong("Start tag expected, '<' not found")
    const root = this.element()
    this.between(false)
    if (this.at < this.text.length) throw this.wrong('Extra content at the end of the document')
    return { root, ...(this.dtd && { dtd: this.dtd }) }
  }

  private wrong(message: string, at = this.at): XmlError {
    return new XmlError(message, at)
  }
  private line(): number {
    let { at, line } = this.counted
    for (; at < this.at; at++) if (this.text[at] === '\n') line++
    this.counted = { at, line }
    return line
  }
  private skipTo(end: string, otherwise: string): void {
    const found = this.text.indexOf(end, this.at)
    if (found < 0) throw this.wrong(otherwise, this.text.length)
    this.at = found + end.length
  }
  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
  }
  private name(): string | undefined {
    NAME.lastIndex = this.at
    const [found] = NAME.exec(this.text) ?? []
    if (found !== undefined) this.at += found.length
    return found
  }
  /** What may stand around the root: comments, instructions, the document type. */
  private between(before: boolean): void {
    for (;;) {
      this.space()
      const { text, at } = this
      if (text.startsWith('<!--', at)) this.comment()
      else if (text.startsWith('<?xml', at) && /\s/.test(text[at + 5] ?? '')) throw this.wrong('XML declaration allowed only at the start of the document')
      else if (text.startsWith('<?', at)) this.skipTo('?>', 'PI without end')
      else if (before && text.startsWith('<!DOCTYPE', at)) this.doctype()
      else return
    }
  }
  private comment(): void {
    this.at += 4
    this.skipTo('-->', 'Comment not terminated')
  }
  private doctype(): void {
    this.at += '<!DOCTYPE'.length
    this.space()
    const name = this.name()
    if (name === undefined) throw this.wrong('xmlParseDocTypeDecl : no DOCTYPE name !')
    const [whole, system, other] = /^\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s+(?:"([^"]*)"|'([^']*)')/.exec(this.text.slice(this.at, this.at + 4096)) ?? []
    if (whole !== undefined) this.at += whole.length
    this.space()
    if (this.text[this.at] === '[') this.skipTo(']', 'internal error')
    this.space()
    if (this.text[this.at] !== '>') throw this.wrong('DOCTYPE improperly terminated')
    this.at++
    this.dtd = { name, system: system ?? other ?? '' }
  }
  private element(): Element {
    // One's own stack: a document may be nested deeper than the host's.
    interface Open {
      readonly name: string
      readonly attributes: Record<string, string>
      readonly children: Element[]
      text: string
      readonly line: number
    }
    const stack: Open[] = []
    for (;;) {
      const line = this.line()
      this.at++
      const name = this.name()
      if (name === undefined) throw this.wrong('StartTag: invalid element name')
      const { attributes, empty } = this.attributes(name, line)
      let current: Open | undefined = { name, attributes, children: [], text: '', line }
      if (!empty) stack.push(current)
      let done: Element | undefined = empty ? current : undefined
      for (;;) {
        if (done) {
          const parent = stack.at(-1)
          if (!parent) return done
          parent.children.push(done)
          done = undefined
        }
        current = stack.at(-1) as Open
        current.text += this.characters(current.name, current.line)
        if (this.text.startsWith('</', this.at)) {
          this.close(current.name, current.line)
          stack.pop()
          done = current
        } else break
      }
    }
  }
  /** Text, comments and sections up to the next tag. */
  private characters(name: string, line: number): string {
    let found = ''
    for (;;) {
      const { text, at } = this
      if (at >= text.length) throw this.wrong(`Premature end of data in tag ${name} line ${line}`, text.length)
      if (text.startsWith('<!--', at)) this.comment()
      else if (text.startsWith('<![CDATA[', at)) {
        this.skipTo(']]>', 'CData section not finished')
        found += text.slice(at + 9, this.at - 3)
      } else if (text.startsWith('<?', at)) this.skipTo('?>', 'PI without end')
      else if (text[at] === '<') return found
      else if (text[at] === '&') found += this.entity()
      else {
        const next = /[<&]/g
        next.lastIndex = at
        const end = next.exec(text)?.index ?? text.length
        found += text.slice(at, end)
        this.at = end
      }
    }
  }
  private entity(): string {
    const start = this.at++
    if (this.text[this.at] === '#') {
      const [whole, hex, decimal] = /^#(?:x([0-9a-fA-F]+)|(\d+));/.exec(this.text.slice(this.at, this.at + 16)) ?? []
      if (whole === undefined) throw this.wrong('xmlParseCharRef: invalid decimal value')
      this.at += whole.length
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      if (code === 0 || code > 0x10ffff) throw this.wrong(`xmlParseCharRef: invalid xmlChar value ${code}`)
      return String.fromCodePoint(code)
    }
    const name = this.name()
    if (name === undefined) throw this.wrong('xmlParseEntityRef: no name')
    if (this.text[this.at] !== ';') throw this.wrong("EntityRef: expecting ';'")
    this.at++
    const value = ENTITIES.get(name)
    if (value === undefined) throw this.wrong(`Entity '${name}' not defined`, start + name.length + 2)
    return value
  }
  private attributes(element: string, line: number): { attributes: Record<string, string>; empty: boolean } {
    const found = new Map<string, string>()
    for (;;) {
      const before = this.at
      this.space()
      const { text } = this
      if (text.startsWith('/>', this.at)) {
        this.at += 2
        return { attributes: Object.fromEntries(found), empty: true }
      }
      if (text[this.at] === '>') {
        this.at++
        return { attributes: Object.fromEntries(found), empty: false }
      }
      if (this.at === before && found.size > 0) throw this.wrong('attributes construct error')
      const name = this.name()
      if (name === undefined) throw this.wrong(`Couldn't find end of Start Tag ${element} line ${line}`)
      this.space()
      if (text[this.at] !== '=') throw this.wrong(`Specification mandates value for attribute ${name}`)
      this.at++
      this.space()
      const value = this.value()
      if (found.has(name)) throw this.wrong(`Attribute ${name} redefined`)
      found.set(name, value)
    }
  }
  private value(): string {
    const quote = this.text[this.at]
    if (quote !== '"' && quote !== "'") throw this.wrong('AttValue: " or \' expected')
    this.at++
    let value = ''
    for (;;) {
      const char = this.text[this.at]
      if (char === undefined) throw this.wrong("AttValue: ' expected")
      if (char === quote) break
      if (char === '<') throw this.wrong("Unescaped '<' not allowed in attributes values")
      if (char === '&') value += this.entity()
      else {
        value += /\s/.test(char) ? ' ' : char
        this.at++
      }
    }
    this.at++
    return value
  }
  private close(open: string, line: number): void {
    this.at += 2
    const name = this.name() ?? ''
    this.space()
    const ends = this.text[this.at] === '>'
    if (name !== open) throw this.wrong(`Opening and ending tag mismatch: ${open} line ${line} and ${name}`, ends ? this.at + 1 : this.at)
    if (!ends) throw this.wrong("expected '>'")
    this.at++
  }
}

/** Reads an XML document. Throws `XmlError` at the first thing that is wrong. */
export const parseXml = (text: string): Document => new Parser(text).document()
