/** A piece of a command: a word, or one of the signs that separate. */
export interface Token {
  readonly kind: 'word' | '=' | ':' | '(' | ')' | '>'
  readonly text: string
  readonly quoted: boolean
}
/**
 * The pieces of the lines of a command file: one list a command. A colon ends a type only if a blank follows. Undefined for a string
 * that has no end. Source: illumos usr/src/cmd/svc/svccfg/svccfg.l.
 */
export function commandsIn(text: string): Token[][] | undefined {
  const commands: Token[][] = []
  let tokens: Token[] = []
  let depth = 0
  let at = 0
  const end = (): void => {
    if (tokens.length > 0) commands.push(tokens)
    tokens = []
  }
  while (at < text.length) {
    const char = text[at] ?? ''
    if (char === '#' && tokens.length === 0) {
      while (at < text.length && text[at] !== '\n') at++
    } else if (char === '\n' || char === ';') {
      at++
      if (depth === 0) end()
    } else if (/\s/.test(char)) at++
    else if (char === '"') {
      let found = ''
      for (at++; text[at] !== '"'; at++) {
        if (at >= text.length) return undefined
        if (text[at] === '\\') at++
        found += text[at] ?? ''
      }
      at++
      tokens.push({ kind: 'word', text: found, quoted: true })
    } else if (char === '=' || char === '(' || char === ')' || char === '>') {
      if (char === '(') depth++
      if (char === ')') depth--
      tokens.push({ kind: char, text: char, quoted: false })
      at++
    } else {
      const [word = char] = /^(?:\\.|[^\s";=()>\\])+/.exec(text.slice(at, at + 8192)) ?? []
      at += word.length
      const plain = word.replace(/\\(.)/g, '$1')
      const typed = /^[a-z_0-9]+:$/.test(plain) && tokens.at(-1)?.kind === '='
      tokens.push({ kind: 'word', text: typed ? plain.slice(0, -1) : plain, quoted: false })
      if (typed) tokens.push({ kind: ':', text: ':', quoted: false })
    }
  }
  end()
  return commands
}
