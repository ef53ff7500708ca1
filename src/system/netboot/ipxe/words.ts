/** One command of a line: its words, and the sign behind it. */
export interface Command {
  readonly words: readonly string[]
  readonly sign?: '||' | '&&' | ';'
}
/** Splits a line into commands: words by blanks, signs only as words of their own, `#` ends it. Source: ipxe src/core/exec.c. */
export function commandsOf(line: string): Command[] {
  const commands: Command[] = []
  let words: string[] = []
  for (const word of line.split(/\s+/).filter(Boolean)) {
    if (word.startsWith('#')) break
    if (word === '||' || word === '&&' || word === ';') {
      commands.push({ words, sign: word })
      words = []
    } else words.push(word)
  }
  commands.push({ words })
  return commands
}
/** Puts in the values of settings: `${name}`, also nested; `${name:hex}` and `${name:string}` name a type. What is not set is empty. */
export function expanded(word: string, value: (name: string) => string | undefined): string {
  let text = word
  for (let turns = 0; turns < 100; turns++) {
    const start = text.lastIndexOf('${')
    const end = start < 0 ? -1 : text.indexOf('}', start)
    if (end < 0) return text
    text = text.slice(0, start) + (value(text.slice(start + 2, end).replace(/:(string|hex|uristring)$/, '')) ?? '') + text.slice(end + 1)
  }
  return text
}
/** Bytes in hex, `20:20`, as text. */
export const fromHex = (text: string): string =>
  text
    .split(':')
    .map((byte) => String.fromCharCode(Number.parseInt(byte, 16)))
    .join('')

/** Options and arguments of a command. */
export interface Parsed {
  readonly options: Readonly<Record<string, string | true>>
  readonly rest: readonly string[]
  /** What is wrong: an unknown option, a value that is missing. */
  readonly fault?: string
}
/** Options of a command: name, letter, and whether a value follows. */
export type Options = readonly (readonly [name: string, letter: string, valued: boolean])[]
/** Reads the options before the first argument (`--name value`, `--name=value`, `-n value`). Texts: ipxe src/core/getopt.c. */
export function parsed(words: readonly string[], known: Options): Parsed {
  const options: Record<string, string | true> = {}
  let at = 1
  for (; at < words.length; at++) {
    const word = words[at] as string
    if (word === '--') {
      at++
      break
    }
    if (!/^-./.test(word)) break
    const [head = '', given] = word.split(/=(.*)/s)
    const option = known.find(([name, letter]) => head === `--${name}` || (head.length === 2 && head === `-${letter}`))
    if (!option) return { options, rest: [], fault: word.startsWith('--') ? `Unrecognised option "${head}"` : `Unrecognised option "-${head.slice(1)}"` }
    if (!option[2]) options[option[0]] = true
    else {
      const value = given ?? words[++at]
      if (value === undefined) return { options, rest: [], fault: `Option "${head}" requires an argument` }
      options[option[0]] = value
    }
  }
  return { options, rest: words.slice(at) }
}
