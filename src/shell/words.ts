/**
 * The words of a line that is one plain command: bare text and quotes, nothing that the shell language would expand or
 * act on. Undefined for any other line.
 */
export function plainWords(line: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? ''
    if (char === ' ' || char === '\t') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (char === "'") {
      const end = line.indexOf("'", at + 1)
      if (end < 0) return undefined
      word = (word ?? '') + line.slice(at + 1, end)
      at = end
    } else if (char === '"') {
      const end = line.indexOf('"', at + 1)
      if (end < 0) return undefined
      const inner = line.slice(at + 1, end)
      if (/[$`\\!]/.test(inner)) return undefined
      word = (word ?? '') + inner
      at = end
    } else if (/[^\w@%+=:,./^-]/.test(char) && char.charCodeAt(0) < 128) return undefined
    else word = (word ?? '') + char
  }
  if (word !== undefined) words.push(word)
  // An assignment, or a line of blanks, is the shell's business.
  return words.length > 0 && !/^\w+\+?=/.test(words[0] ?? '') ? words : undefined
}
/** Quotes a word so that the shell takes it as it is. */
export const quote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

/** Directories in which the commands lie. */
const BIN = /^(?:\/usr)?(?:\/(?:s?bin|xpg4\/bin|gnu\/bin|lib\/zones|vm\/sbin)|\/opt\/(?:(?:local|tools)\/s?bin|custom\/bin)|\/smartdc\/bin)\/([^/]+)$/
/** The command that a path in one of their directories names; other words as they are. */
export const commandName = (word: string): string => BIN.exec(word)?.[1] ?? word
