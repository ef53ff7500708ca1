/** Options by letter, and what is left of the words. */
export interface Options {
  readonly has: (letter: string) => boolean
  readonly get: (letter: string) => string | undefined
  readonly rest: readonly string[]
}
/** getopt(3C): letters, those with a value followed by a colon; undefined if a word has another one. */
export function getopt(words: readonly string[], letters: string): Options | undefined {
  const found = new Map<string, string>()
  let at = 0
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      at++
      break
    }
    if (!word.startsWith('-') || word === '-') break
    for (let i = 1; i < word.length; i++) {
      const letter = word[i] ?? ''
      const known = letter === ':' ? -1 : letters.indexOf(letter)
      if (known < 0) return undefined
      if (letters[known + 1] !== ':') {
        found.set(letter, '')
        continue
      }
      const value = i + 1 < word.length ? word.slice(i + 1) : words[++at]
      if (value === undefined) return undefined
      found.set(letter, value)
      break
    }
  }
  return { has: (letter) => found.has(letter), get: (letter) => found.get(letter), rest: words.slice(at) }
}
