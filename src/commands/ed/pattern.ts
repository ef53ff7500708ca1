/** A refusal of the editor: what `h` prints of it. */
export class Refusal extends Error {}

/** A basic regular expression (regex(7)) as one of JavaScript; refuses what is no expression. */
export function compile(basic: string): RegExp {
  let source = ''
  for (let at = 0; at < basic.length; at++) {
    const char = basic[at] ?? ''
    const next = basic[at + 1]
    if (char === '\\' && next !== undefined) {
      at++
      if (next === '(' || next === ')' || next === '{' || next === '}') source += next
      else if (/\d/.test(next)) source += `\\${next}`
      else if (next === '<' || next === '>') source += '\\b'
      else source += /\w/.test(next) ? next : `\\${next}`
    } else if (char === '[') {
      // A class: taken as it is, up to the bracket that is not its first character.
      const end = basic.indexOf(']', at + (next === '^' ? 3 : 2))
      if (end < 0) throw new Refusal("'[ ]' imbalance")
      source += basic.slice(at, end + 1).replace(/\\/g, '\\\\')
      at = end
    } else if (char === '*' && (source === '' || source === '^' || source.endsWith('('))) source += '\\*'
    else if (char === '^') source += at === 0 || source.endsWith('(') ? '^' : '\\^'
    else if (char === '$') source += at === basic.length - 1 || basic.startsWith('\\)', at + 1) ? '$' : '\\$'
    else source += /[+?|(){}/]/.test(char) ? `\\${char}` : char
  }
  try {
    return new RegExp(source)
  } catch {
    throw new Refusal('regular expression error')
  }
}
/** The text up to a delimiter that is not escaped, and what comes after it; `closed` is false if there is none. */
export function delimited(text: string, delimiter: string): { part: string; rest: string; closed: boolean } {
  let part = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === delimiter) return { part, rest: text.slice(at + 1), closed: true }
    if (char === '\\' && at + 1 < text.length) {
      at++
      part += text[at] === delimiter ? delimiter : `\\${text[at]}`
    } else part += char
  }
  return { part, rest: '', closed: false }
}
/** What a replacement makes of a match: `&` is the match, `\1` to `\9` its groups. */
function replaced(replacement: string, match: RegExpExecArray): string {
  let text = ''
  for (let at = 0; at < replacement.length; at++) {
    const char = replacement[at] ?? ''
    const next = replacement[at + 1]
    if (char === '&') text += match[0]
    else if (char === '\\' && next !== undefined) {
      at++
      text += /[1-9]/.test(next) ? (match[Number(next)] ?? '') : next
    } else text += char
  }
  return text
}
/** A line with its nth match replaced, or all from there on; undefined if it has none. */
export function substituted(line: string, expression: RegExp, replacement: string, how: { readonly nth: number; readonly all: boolean }): string | undefined {
  const global = new RegExp(expression.source, 'g')
  let count = 0
  let changed = false
  let text = ''
  let from = 0
  for (let match = global.exec(line); match; match = global.exec(line)) {
    count++
    if (count >= how.nth && (how.all || count === how.nth)) {
      text += line.slice(from, match.index) + replaced(replacement, match)
      from = match.index + match[0].length
      changed = true
    }
    if (match[0] === '') global.lastIndex++
  }
  return changed ? text + line.slice(from) : undefined
}
