import { FitAddon } from '@xterm/addon-fit'
import { type IDecoration, type IMarker, Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import type { Id } from '../../sim/record.ts'
import type { Tty } from '../../system/console/tty.ts'
import { selectEvent, selectionStore } from '../selection.ts'
import type { Session } from '../simulation/session.ts'
import { shownTheme, token } from '../theme.ts'
import type { TerminalHost } from './host.ts'
import { columns, completeWith, type Edited, edit, emptyLine, keysOf, type Line } from './lineEditor.ts'
import { cells, partial, Tail, within } from './tail.ts'

/** Lines kept above the screen. */
const SCROLLBACK = 5000
/** Pieces of output drawn at most when a screen is drawn anew. */
const REDRAW = 4000

/** Where the output of one event begins. */
interface Origin {
  readonly marker: IMarker
  readonly event: number
}

/** One terminal of the world in an xterm: draws its output, edits the line, sends what is typed. */
export class Screen {
  private readonly term: Terminal
  private readonly fit = new FitAddon()
  private readonly tail = new Tail()
  private readonly undo: (() => void)[] = []
  private line: Line = emptyLine
  private ahead: string[] = []
  private tty: Tty | undefined
  private generation = -1
  private rest = ''
  private origins: Origin[] = []
  private lit: IDecoration[] = []
  private leaving = false

  constructor(
    private readonly session: Session,
    private readonly id: Id<'tty'>,
    private readonly host: TerminalHost,
    private readonly element: HTMLElement,
    private readonly labels: { input: string },
    private fontSize: number,
  ) {
    this.term = new Terminal({
      convertEol: true,
      scrollback: SCROLLBACK,
      fontSize: fitting(fontSize, element.clientWidth),
      fontFamily: token('--mono'),
      lineHeight: 1.15,
      theme: themeOf(),
      allowProposedApi: true,
      cursorBlink: false,
      minimumContrastRatio: 4.5,
    })
    this.term.loadAddon(this.fit)
  }

  /** Puts the empty terminal on the page. Making, opening and starting it are apart, so that none takes long at once. */
  open(): void {
    this.term.open(this.element)
    this.term.textarea?.setAttribute('aria-label', this.labels.input)
  }

  /** Shows what has been printed, and listens. */
  start(): void {
    const { element, session } = this
    this.term.attachCustomKeyEventHandler((event) => this.key(event))
    this.term.onData((data) => this.type(data))
    // The click that brings the keyboard here asks nothing.
    let here = false
    const mouseDown = (): void => {
      here = element.contains(document.activeElement)
    }
    const mouseUp = (event: MouseEvent): void => {
      if (here) this.click(event)
    }
    element.addEventListener('mousedown', mouseDown, true)
    element.addEventListener('mouseup', mouseUp)
    const size = new ResizeObserver(() => this.resize())
    size.observe(element)
    this.undo.push(
      session.subscribe(() => this.sync()),
      selectionStore.subscribe(() => this.light()),
      shownTheme.subscribe(() => {
        this.term.options.theme = themeOf()
        this.light()
      }),
      () => size.disconnect(),
      () => {
        element.removeEventListener('mousedown', mouseDown, true)
        element.removeEventListener('mouseup', mouseUp)
      },
    )
    this.resize()
    this.sync()
    // The font may come later than the first measuring of a cell.
    void document.fonts?.ready.then(() => {
      this.term.options.fontFamily = `${token('--mono')}, monospace`
      this.resize()
    })
  }

  /** Puts the keyboard here. */
  focus(): void {
    this.term.focus()
  }
  /** Letters of another size, in px; what is typed and shown stays. */
  enlarge(fontSize: number): void {
    if (this.fontSize === fontSize) return
    this.fontSize = fontSize
    this.resize()
  }
  /** Types, as from the keyboard: for the key row of a phone and for commands that buttons stand for. */
  type(data: string): void {
    if (this.session.past.get() !== undefined) {
      this.session.refuse()
      return
    }
    for (const key of keysOf(data)) this.press(key)
  }
  /** Takes the terminal off the page. */
  dispose(): void {
    for (const undo of this.undo) undo()
    this.term.dispose()
  }

  /** Escape, then Tab: the focus leaves the terminal. Function keys belong to the page, but for those that firmware asks for. */
  private key(event: KeyboardEvent): boolean {
    if (/^F\d+$/.test(event.key)) {
      const taken = this.tty?.mode === 'key' && this.tty.reader === 'firmware' && /^F1[02]$/.test(event.key)
      if (taken) event.preventDefault()
      return taken
    }
    if (event.type !== 'keydown') return true
    if (event.key === 'Tab' && this.leaving) return false
    if (event.key !== 'Shift') this.leaving = event.key === 'Escape'
    if (event.ctrlKey && event.shiftKey && event.key === 'C') {
      void navigator.clipboard?.writeText(this.term.getSelection())
      return false
    }
    if (event.ctrlKey && event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      this.ask(event.key === 'ArrowUp' ? -1 : 1)
      return false
    }
    // Ctrl-V pastes in every browser; as a control character it would mean nothing here.
    return !(event.ctrlKey && event.key.toLowerCase() === 'v')
  }

  private press(key: string): void {
    const { tty, session, id } = this
    if (!tty || tty.mode === 'off') return
    if (tty.mode === 'key') {
      session.input({ type: 'tty.key', subject: id, key })
      return
    }
    if (tty.mode === 'busy') {
      if (key === '\x03') {
        this.ahead = []
        session.input({ type: 'tty.interrupt', subject: id })
      } else this.ahead.push(key)
      return
    }
    const password = tty.mode === 'password'
    if (password && (key === '\t' || key === '\x12' || key.startsWith('\x1b'))) return
    this.apply(edit(this.line, key, password ? [] : (this.session.simulator?.shell.history(id) ?? [])))
  }
  private apply({ line, action }: Edited): void {
    const { session, id } = this
    const typed = this.line.text
    this.line = line
    if (action?.type === 'submit') session.input({ type: 'tty.line', subject: id, text: action.text, ...(this.tty?.mode === 'password' && { secret: 1 }) })
    else if (action?.type === 'interrupt') session.input({ type: 'tty.interrupt', subject: id, text: typed })
    else if (action?.type === 'eof') session.input({ type: 'tty.eof', subject: id })
    else if (action?.type === 'clear') this.clear()
    else if (action?.type === 'complete' || action?.type === 'list') this.complete(action.type === 'list')
    else this.redraw()
  }
  private complete(list: boolean): void {
    const completion = this.session.simulator?.shell.complete(this.id, this.line.text, this.line.cursor)
    if (!completion) return
    const { start, candidates } = completion
    if (list && candidates.length > 1) {
      const shown = candidates.map((candidate) => candidate.replace(/^.*\/(?=.)/, ''))
      this.term.write(`${this.tail.erase()}${this.prompt()}${this.line.text}\n${columns(shown, this.term.cols)}`)
      this.rest = ''
      this.drawTail()
      return
    }
    this.line = completeWith(this.line, start, candidates).line
    this.redraw()
  }
  private clear(): void {
    this.term.write(`${this.tail.erase()}\x1b[2J\x1b[3J\x1b[H`)
    this.rest = ''
    this.drawTail()
  }

  /** Draws what is new; all of it when one looked at another time or another world was opened. */
  private sync(): void {
    const { session, id } = this
    const tty = session.record(id)
    const before = this.tty
    const generation = session.generation.get()
    if (tty === before && generation === this.generation) return
    this.tty = tty
    const anew = !before || !tty || generation !== this.generation || tty.first !== before.first || tty.count < before.count
    this.generation = generation
    if (anew) this.restart()
    else this.term.write(this.tail.erase())
    if (!tty) return
    const from = anew ? Math.max(tty.first, tty.count - REDRAW) : before.count
    this.output(from, tty.count)
    if (before && before.mode !== tty.mode && tty.mode !== 'busy') this.line = before.mode === 'busy' ? this.line : emptyLine
    this.drawTail()
    if (anew) this.term.write('', () => this.light())
    if (tty.mode !== 'busy' && this.ahead.length) {
      const keys = this.ahead
      this.ahead = []
      queueMicrotask(() => this.type(keys.join('')))
    }
  }
  private restart(): void {
    // In the order of what is written: what waits to be drawn must not come after it.
    this.term.write('\x1bc', () => {
      this.origins = []
    })
    this.tail.forget()
    this.rest = ''
    this.origins = []
    this.lit = []
  }
  private output(from: number, to: number): void {
    const key = this.id.slice(4)
    let text = ''
    let event = this.origins.at(-1)?.event ?? 0
    for (let n = from; n < to; n++) {
      const piece = this.session.record(`ttyout:${key}/${n}`)
      if (!piece) continue
      if (piece.event !== event) {
        if (text) this.term.write(text)
        text = ''
        event = piece.event
        this.mark(event)
      }
      text += within(piece.text, this.term.cols)
      this.rest = partial(this.rest, piece.text)
    }
    if (text) this.term.write(text)
    this.host.spoken(to - from < 200 ? this.heard(from, to) : '')
  }
  private heard(from: number, to: number): string {
    let text = ''
    for (let n = from; n < to; n++) text += this.session.record(`ttyout:${this.id.slice(4)}/${n}`)?.text ?? ''
    return text
  }
  private mark(event: number): void {
    const generation = this.generation
    this.term.write('', () => {
      if (generation !== this.generation) return
      const marker = this.term.registerMarker(0)
      if (marker) this.origins.push({ marker, event })
      if (this.origins.length > SCROLLBACK) this.origins = this.origins.filter((origin) => !origin.marker.isDisposed)
    })
  }

  private prompt(): string {
    const { search } = this.line
    return search ? `(reverse-i-search)\`${search.query}': ` : (this.tty?.prompt ?? '')
  }
  private redraw(): void {
    this.term.write(this.tail.erase())
    this.drawTail()
  }
  private drawTail(): void {
    const { tty, line } = this
    if (!tty || (tty.mode !== 'line' && tty.mode !== 'password')) return
    const shown = tty.mode === 'line' && this.session.past.get() === undefined ? line : emptyLine
    const prompt = this.prompt()
    const start = cells(this.rest) % this.term.cols
    this.term.write(this.tail.draw(prompt + shown.text, cells(prompt) + shown.cursor, start, this.term.cols))
  }
  private resize(): void {
    if (this.element.clientWidth < 40 || this.element.clientHeight < 20) return
    const size = fitting(this.fontSize, this.element.clientWidth)
    if (this.term.options.fontSize !== size) this.term.options.fontSize = size
    const proposed = this.fit.proposeDimensions()
    if (!proposed || (proposed.cols === this.term.cols && proposed.rows === this.term.rows)) return
    this.term.write(this.tail.erase(), () => {
      this.fit.fit()
      // Something may have been drawn since.
      this.redraw()
    })
  }

  private click(event: MouseEvent): void {
    if (event.button !== 0 || this.term.hasSelection()) return
    const rows = this.element.querySelector('.xterm-screen')?.getBoundingClientRect()
    if (!rows) return
    const line = Math.floor(((event.clientY - rows.top) / rows.height) * this.term.rows) + this.term.buffer.active.viewportY
    if (line > this.term.buffer.active.baseY + this.term.buffer.active.cursorY) return
    const origin = this.origins.filter(({ marker }) => !marker.isDisposed && marker.line <= line).at(-1)
    if (origin?.event) selectEvent(this.session.sim.events, origin.event)
  }
  /** Asks *why?* of the output before or after the one that is asked now: the keyboard's way to click a line. */
  private ask(step: 1 | -1): void {
    const living = this.origins.filter(({ marker, event }) => event && !marker.isDisposed)
    const asked = selectionStore.get().event
    const here = living.findIndex(({ event }) => event === asked)
    const next = living[here < 0 ? living.length - 1 : Math.max(0, Math.min(living.length - 1, here + step))]
    if (!next) return
    selectEvent(this.session.sim.events, next.event)
    this.term.scrollToLine(Math.max(0, next.marker.line - 2))
  }
  /** Lights up the lines that were printed by the chain of causes. */
  private light(): void {
    for (const decoration of this.lit) decoration.dispose()
    this.lit = []
    const { chain } = selectionStore.get()
    if (!chain.size) return
    const end = this.term.buffer.active.baseY + this.term.buffer.active.cursorY
    this.origins.forEach(({ marker, event }, i) => {
      if (!chain.has(event) || marker.isDisposed) return
      const height = Math.max(1, (this.origins[i + 1]?.marker.line ?? end) - marker.line)
      const decoration = this.term.registerDecoration({ marker, width: this.term.cols, height, backgroundColor: token('--term-chain'), layer: 'bottom' })
      if (decoration) this.lit.push(decoration)
    })
  }
}

/** Tools print for this many columns. */
const COLUMNS = 80
/** Letters smaller than this, in px, cannot be read. */
const SMALLEST = 10.5
/** Width of a letter of the terminal's font against its size, and what the scroll bar takes, in px. */
const LETTER = 0.602
const SCROLLBAR = 14
/** The size wanted, or one a little smaller if tables are then not broken in two. */
function fitting(wanted: number, width: number): number {
  const size = Math.floor((4 * (width - SCROLLBAR)) / COLUMNS / LETTER) / 4
  return size >= SMALLEST && size < wanted ? size : wanted
}

/** Colours of the terminal, from the design tokens. */
function themeOf() {
  const ink = token('--term-ink')
  const colour = (name: string): string => token(`--term-${name}`)
  return {
    background: colour('ground'),
    foreground: ink,
    cursor: token('--accent'),
    cursorAccent: colour('ground'),
    selectionBackground: colour('selection'),
    black: ink,
    white: ink,
    red: colour('red'),
    green: colour('green'),
    yellow: colour('yellow'),
    blue: colour('blue'),
    magenta: colour('magenta'),
    cyan: colour('cyan'),
    brightBlack: token('--muted'),
    brightWhite: ink,
    brightRed: colour('red'),
    brightGreen: colour('green'),
    brightYellow: colour('yellow'),
    brightBlue: colour('blue'),
    brightMagenta: colour('magenta'),
    brightCyan: colour('cyan'),
  }
}
