const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 }
const PERMISSION: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, l: 0o2000, t: 0o1000 }

/** Bits that letters after the operator mean for a node of that mode; undefined if a letter is none of them. */
function bitsOf(letters: string, mode: number, directory: boolean): number | undefined {
  let bits = 0
  for (const letter of letters) {
    const copied = { u: (mode >> 6) & 7, g: (mode >> 3) & 7, o: mode & 7 }[letter]
    if (copied !== undefined) bits |= (copied << 6) | (copied << 3) | copied
    else if (letter === 'X') bits |= directory || (mode & 0o111) !== 0 ? 0o111 : 0
    else if (PERMISSION[letter] !== undefined) bits |= PERMISSION[letter] ?? 0
    else return undefined
  }
  return bits
}
/**
 * The mode that an octal number or a list such as `u+x,go-w` makes of another; undefined if it is neither. Without u, g,
 * o or a, the bits of the mask 022 are left alone. (illumos usr/src/cmd/chmod/common.c newmode_common)
 */
export function newMode(text: string, mode: number, directory: boolean): number | undefined {
  if (/^[0-7]+$/.test(text)) {
    const octal = Number.parseInt(text, 8)
    if (octal > 0o7777) return undefined
    // A directory keeps set-group-ID: only letters take it away.
    return directory ? (octal & ~0o2000) | (mode & 0o2000) : octal
  }
  let after = mode & 0o7777
  for (const clause of text.split(',')) {
    const [, who = '', actions = ''] = /^([ugoa]*)((?:[-+=][rwxXlstugo]*)+)$/.exec(clause) ?? []
    if (actions === '') return undefined
    const mask = who === '' ? 0o7777 & ~0o022 : [...who].reduce((sum, letter) => sum | (WHO[letter] ?? 0), 0)
    for (const [, operator, letters = ''] of actions.matchAll(/([-+=])([rwxXlstugo]*)/g)) {
      const bits = bitsOf(letters, after, directory)
      if (bits === undefined) return undefined
      if (operator === '+') after |= bits & mask
      else if (operator === '-') after &= ~(bits & mask)
      else after = (after & ~(mask & ~(directory ? 0o2000 : 0))) | (bits & mask)
    }
  }
  return after
}
