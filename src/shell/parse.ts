import type { Command, Misuse, Option, Parsed } from './command.ts'

/** Options and operands of an invocation, or what is wrong with it. */
export type ParseResult = { readonly parsed: Parsed } | { readonly misuse: Misuse }

class Words implements Parsed {
  readonly values = new Map<string, string[]>()
  readonly operands: string[] = []
  has(option: string): boolean {
    return this.values.has(option)
  }
  get(option: string): string | undefined {
    return this.values.get(option)?.at(-1)
  }
  all(option: string): readonly string[] {
    return this.values.get(option) ?? []
  }
  add(option: string, value?: string): void {
    const values = this.values.get(option) ?? []
    if (value !== undefined) values.push(value)
    this.values.set(option, values)
  }
}
class Wrong extends Error {
  constructor(readonly misuse: Misuse) {
    super(misuse.kind)
  }
}
/** The key of an option by a long form, without dashes: its own key if that has several letters. */
const byLong = (options: Command['options'], name: string): readonly [string, Option] | undefined =>
  Object.entries(options).find(([key, option]) => (key.length > 1 && key === name) || option.long?.includes(name))

/** Takes `-abc`, `-ovalue`, `-o value`: the index of the last word that belongs to it. */
function short(options: Command['options'], words: readonly string[], at: number, into: Words): number {
  const word = words[at] ?? ''
  for (let i = 1; i < word.length; i++) {
    const letter = word[i] ?? ''
    const option = letter === ':' ? undefined : options[letter]
    if (!option) throw new Wrong({ kind: 'unknown option', option: letter })
    if (option.value === undefined) {
      into.add(letter)
      continue
    }
    const attached = word.slice(i + 1)
    const value = attached === '' ? words[at + 1] : attached
    if (value === undefined) throw new Wrong({ kind: 'missing value', option: letter })
    into.add(letter, value)
    return attached === '' ? at + 1 : at
  }
  return at
}
/** Takes `--name`, `--name=value`, `--name value`. */
function long(options: Command['options'], words: readonly string[], at: number, into: Words): number {
  const [, name = '', attached] = /^--([^=]*)(?:=(.*))?$/s.exec(words[at] ?? '') ?? []
  const [key, option] = byLong(options, name) ?? []
  if (key === undefined || !option) throw new Wrong({ kind: 'unknown option', option: `-${name}` })
  if (option.value === undefined) {
    into.add(key)
    return at
  }
  const value = attached ?? words[at + 1]
  if (value === undefined) throw new Wrong({ kind: 'missing value', option: `-${name}` })
  into.add(key, value)
  return attached === undefined ? at + 1 : at
}

/**
 * Reads the words after a command's name as getopt(3C) does: clustered flags, values attached or apart, `--` as the end.
 * The first operand ends the options unless the tool takes them anywhere.
 */
export function parseWords(command: Pick<Command, 'options' | 'raw'>, words: readonly string[], interspersed = false): ParseResult {
  const into = new Words()
  if (command.raw) {
    into.operands.push(...words)
    return { parsed: into }
  }
  try {
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? ''
      if (word === '--') {
        into.operands.push(...words.slice(at + 1))
        break
      }
      if (word.startsWith('--')) at = long(command.options, words, at, into)
      else if (word.startsWith('-') && word !== '-') at = short(command.options, words, at, into)
      else if (interspersed) into.operands.push(word)
      else {
        into.operands.push(...words.slice(at))
        break
      }
    }
  } catch (error) {
    if (error instanceof Wrong) return { misuse: error.misuse }
    throw error
  }
  return { parsed: into }
}
