/** Whether a character is in what stands between brackets: `a-z`, `!x`. */
function inBrackets(char: string, inside: string): boolean {
  const negated = inside.startsWith('!')
  const set = negated ? inside.slice(1) : inside
  let found = false
  for (let i = 0; i < set.length; i++) {
    const low = set[i] ?? ''
    const high = set[i + 1] === '-' ? set[i + 2] : undefined
    if (high !== undefined) i += 2
    if (char >= low && char <= (high ?? low)) found = true
  }
  return found !== negated
}
/** Where what is in brackets ends, for a pattern with an opening one there; undefined if nothing closes it: then it stands for itself. */
function closing(pattern: string, open: number): number | undefined {
  const end = pattern.indexOf(']', open + (pattern[open + 1] === '!' ? 3 : 2))
  return end < 0 ? undefined : end
}

/**
 * Whether a name is what a shell's pattern says: `*`, `?`, `[a-z]`, `[!a-z]`. As fnmatch(3C), without flags. Takes time in
 * proportion to both lengths, whatever is typed: not a regular expression, which may take for ever.
 */
export function fnmatch(pattern: string, name: string): boolean {
  let p = 0
  let n = 0
  // The last star, and where in the name it was tried to end.
  let star = -1
  let tried = 0
  while (n < name.length) {
    const char = pattern[p]
    const end = char === '[' ? closing(pattern, p) : undefined
    if (char === '*') {
      star = p++
      tried = n
    } else if (end !== undefined ? inBrackets(name[n] ?? '', pattern.slice(p + 1, end)) : char === '?' || char === name[n]) {
      p = (end ?? p) + 1
      n++
    } else if (star >= 0) {
      p = star + 1
      n = ++tried
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
