/** A line being typed: plain data, so that it can be tested without a terminal. */
export interface Line {
  readonly text: string
  /** Where the cursor stands, in characters. */
  readonly cursor: number
  /** How far back in the history: 0 is the line being typed. */
  readonly back: number
  /** The line that was being typed before going back. */
  readonly draft: string
  /** What Ctrl-W, Ctrl-U or Ctrl-K took away last. */
  readonly cut: string
  /** Searching backwards (Ctrl-R): what for, and the match's place in the history, counted from the end. */
  readonly search?: { readonly query: string; readonly back: number }
  /** The last key was Tab. */
  readonly tabbed: boolean
}
/** What the terminal must do beyond drawing the line again. */
export type Action = { readonly type: 'submit'; readonly text: string } | { readonly type: 'interrupt' | 'eof' | 'clear' | 'complete' | 'list' | 'bell' }
/** The line after a key, and what to do. */
export interface Edited {
  readonly line: Line
  readonly action?: Action
}

/** Nothing typed. */
export const emptyLine: Line = { text: '', cursor: 0, back: 0, draft: '', cut: '', tabbed: false }

/** Names of the sequences that terminals send. */
const KEYS: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'interrupt',
  '\x04': 'eof',
  '\x05': 'end',
  '\x06': 'right',
  '\x07': 'cancel',
  '\x0b': 'cutEnd',
  '\x0c': 'clear',
  '\x0e': 'down',
  '\x10': 'up',
  '\x12': 'search',
  '\x15': 'cutStart',
  '\x17': 'cutWord',
  '\x19': 'yank',
  '\x1b': 'escape',
  '\x1b[A': 'up',
  '\x1b[B': 'down',
  '\x1b[C': 'right',
  '\x1b[D': 'left',
  '\x1bOA': 'up',
  '\x1bOB': 'down',
  '\x1bOC': 'right',
  '\x1bOD': 'left',
  '\x1b[H': 'home',
  '\x1b[F': 'end',
  '\x1bOH': 'home',
  '\x1bOF': 'end',
  '\x1b[1~': 'home',
  '\x1b[4~': 'end',
  '\x1b[3~': 'delete',
  '\x1b[1;5C': 'wordRight',
  '\x1b[1;5D': 'wordLeft',
  '\x1bf': 'wordRight',
  '\x1bb': 'wordLeft',
  '\x1bd': 'deleteWord',
}

/** Cuts what a terminal sent into keys: escape sequences, control characters, and runs of plain text. */
export function keysOf(data: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
  return data.replaceAll('\r\n', '\r').match(/\x1b\[[0-9;?]*[ -/]*[@-~]|\x1bO.|\x1b[bdf]|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g) ?? []
}

const wordStart = (text: string, from: number): number => text.slice(0, from).replace(/\S+\s*$|\s+$/, '').length
const wordEnd = (text: string, from: number): number => from + (/^\s*[^\s]+/.exec(text.slice(from))?.[0].length ?? text.length - from)
const insert = (line: Line, typed: string): Line => at(line, line.text.slice(0, line.cursor) + typed + line.text.slice(line.cursor), line.cursor + typed.length)
const at = (line: Line, text: string, cursor: number): Line => ({ ...line, text, cursor })
const move = (line: Line, cursor: number): Line => ({ ...line, cursor: Math.max(0, Math.min(line.text.length, cursor)) })
const cutting = (line: Line, from: number, to: number): Line =>
  from >= to ? line : { ...at(line, line.text.slice(0, from) + line.text.slice(to), from), cut: line.text.slice(from, to) }

/** Goes back (or forth) in the history. */
function recall(line: Line, history: readonly string[], step: number): Edited {
  const back = line.back + step
  if (back < 0 || back > history.length) return { line, action: { type: 'bell' } }
  const draft = line.back === 0 ? line.text : line.draft
  const text = back === 0 ? draft : (history[history.length - back] ?? '')
  return { line: { ...at(line, text, text.length), back, draft } }
}

type Edit = (line: Line, history: readonly string[]) => Edited
const just =
  (edit: (line: Line) => Line): Edit =>
  (line) => ({ line: edit(line) })
const asks =
  (type: Exclude<Action['type'], 'submit'>): Edit =>
  (line) => ({ line, action: { type } })

const edits: Readonly<Record<string, Edit>> = {
  enter: (line) => ({ line: { ...emptyLine, cut: line.cut }, action: { type: 'submit', text: line.text } }),
  tab: (line) => ({ line: { ...line, tabbed: true }, action: { type: line.tabbed ? 'list' : 'complete' } }),
  backspace: just((line) => (line.cursor ? at(line, line.text.slice(0, line.cursor - 1) + line.text.slice(line.cursor), line.cursor - 1) : line)),
  delete: just((line) => at(line, line.text.slice(0, line.cursor) + line.text.slice(line.cursor + 1), line.cursor)),
  left: just((line) => move(line, line.cursor - 1)),
  right: just((line) => move(line, line.cursor + 1)),
  home: just((line) => move(line, 0)),
  end: just((line) => move(line, line.text.length)),
  wordLeft: just((line) => move(line, wordStart(line.text, line.cursor))),
  wordRight: just((line) => move(line, wordEnd(line.text, line.cursor))),
  cutEnd: just((line) => cutting(line, line.cursor, line.text.length)),
  cutStart: just((line) => cutting(line, 0, line.cursor)),
  cutWord: just((line) => cutting(line, wordStart(line.text, line.cursor), line.cursor)),
  deleteWord: just((line) => cutting(line, line.cursor, wordEnd(line.text, line.cursor))),
  yank: just((line) => insert(line, line.cut)),
  up: (line, history) => recall(line, history, 1),
  down: (line, history) => recall(line, history, -1),
  interrupt: (line) => ({ line: { ...emptyLine, cut: line.cut }, action: { type: 'interrupt' } }),
  eof: (line) =>
    line.text ? just((l) => at(l, l.text.slice(0, l.cursor) + l.text.slice(l.cursor + 1), l.cursor))(line, []) : { line, action: { type: 'eof' } },
  clear: asks('clear'),
  search: just((line) => ({ ...line, search: { query: '', back: 0 }, draft: line.text })),
}

/** The match of a backwards search, from a place in the history on. */
function find(history: readonly string[], query: string, from: number): number {
  for (let back = Math.max(1, from); back <= history.length; back++) if (query && history[history.length - back]?.includes(query)) return back
  return 0
}
/** A key while searching backwards. */
function searching(line: Line, search: NonNullable<Line['search']>, key: string, history: readonly string[]): Edited {
  const { search: _, ...rest } = line
  const name = KEYS[key]
  const show = (query: string, from: number): Edited => {
    const back = find(history, query, from)
    if (!back && query) return { line: { ...line, search: { query, back: search.back } }, action: { type: 'bell' } }
    const text = back ? (history[history.length - back] ?? '') : line.draft
    return { line: { ...line, text, cursor: text.length, search: { query, back } } }
  }
  if (name === 'search') return show(search.query, search.back + 1)
  if (name === 'backspace') return show(search.query.slice(0, -1), 1)
  if (name === 'cancel' || name === 'interrupt') return { line: { ...rest, text: line.draft, cursor: line.draft.length } }
  if (name === undefined) return show(search.query + key, 1)
  return edit({ ...rest, back: search.back }, key, history)
}

/** The line after one key of `keysOf`. */
export function edit(line: Line, key: string, history: readonly string[]): Edited {
  if (line.search) return searching(line, line.search, key, history)
  const name = KEYS[key]
  const steady = name === 'tab' || !line.tabbed ? line : { ...line, tabbed: false }
  if (name) return edits[name]?.(steady, history) ?? { line: steady }
  // Unknown control sequences type nothing.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
  return { line: /^[\x00-\x1f\x7f]/.test(key) ? steady : insert(steady, key) }
}

/** Puts what all candidates have in common in place of the word from `start` to the cursor; a space after a sole one. */
export function completeWith(line: Line, start: number, candidates: readonly string[]): Edited {
  const [first] = candidates
  if (first === undefined) return { line, action: { type: 'bell' } }
  let common = first
  for (const candidate of candidates) while (!candidate.startsWith(common)) common = common.slice(0, -1)
  const word = line.text.slice(start, line.cursor)
  const text = candidates.length === 1 ? `${first}${/[/=@]$/.test(first) ? '' : ' '}` : common
  if (!text.startsWith(word) || text === word) return { line, action: { type: 'bell' } }
  return { line: at({ ...line, tabbed: candidates.length > 1 }, line.text.slice(0, start) + text + line.text.slice(line.cursor), start + text.length) }
}

/** Candidates in columns as wide as the terminal, filled downwards, as shells list them. */
export function columns(candidates: readonly string[], width: number): string {
  const cell = Math.max(...candidates.map((candidate) => candidate.length)) + 2
  const across = Math.max(1, Math.floor(width / cell))
  const rows = Math.ceil(candidates.length / across)
  const lines = Array.from({ length: rows }, (_, row) =>
    candidates
      .filter((_, i) => i % rows === row)
      .map((candidate) => candidate.padEnd(cell))
      .join('')
      .trimEnd(),
  )
  return lines.map((line) => `${line}\n`).join('')
}
