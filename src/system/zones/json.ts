/**
 * Where a text stops being JSON, in the words of the JavaScript engine of the platform: undefined if it is JSON.
 * The words must not depend on the browser, hence a scanner of our own; it is not recursive, so depth is no matter.
 */
export function jsonFault(text: string): string | undefined {
  const token = /[ \t\r\n]*(?:([[\]{},:])|(")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))|((?:true|false|null)(?!\w)))/y
  const stack: ('[' | '{')[] = []
  let expect: 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'rest' = 'value'
  for (;;) {
    const from = token.lastIndex
    const match = token.exec(text)
    if (!match) return faultAt(text, from, expect === 'rest' && stack.length === 0)
    const [, sign, string, number, word] = match
    if (string) {
      const end = endOfString(text, token.lastIndex)
      if (end === undefined) return 'Unexpected token ILLEGAL'
      token.lastIndex = end
    }
    const fault = sign ? `Unexpected token ${sign}` : string ? 'Unexpected string' : number ? 'Unexpected number' : `Unexpected token ${word?.[0]}`
    if (expect === 'value' || expect === 'value or ]') {
      if (sign === '[' || sign === '{') {
        stack.push(sign)
        expect = sign === '[' ? 'value or ]' : 'key or }'
      } else if (sign === ']' && expect === 'value or ]') {
        stack.pop()
        expect = 'rest'
      } else if (sign) return fault
      else expect = 'rest'
    } else if (expect === 'key' || expect === 'key or }') {
      if (string) expect = ':'
      else if (sign === '}' && expect === 'key or }') {
        stack.pop()
        expect = 'rest'
      } else return fault
    } else if (expect === ':') {
      if (sign !== ':') return fault
      expect = 'value'
    } else {
      const top = stack.at(-1)
      if (sign === ',' && top) expect = top === '[' ? 'value' : 'key'
      else if ((sign === ']' && top === '[') || (sign === '}' && top === '{')) stack.pop()
      else return fault
    }
  }
}
/** Behind the closing quote of a string that begins there. */
function endOfString(text: string, from: number): number | undefined {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 34) return i + 1
    if (code < 32) return undefined
    if (code !== 92) continue
    const sequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
    sequence.lastIndex = i
    if (!sequence.test(text)) return undefined
    i = sequence.lastIndex - 1
  }
  return undefined
}
/** What is wrong where no token of JSON begins. */
function faultAt(text: string, from: number, complete: boolean): string | undefined {
  const at = from + (/^[ \t\r\n]*/.exec(text.slice(from))?.[0].length ?? 0)
  const char = text[at]
  if (char === undefined) return complete ? undefined : 'Unexpected end of input'
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(char) ? `Unexpected token ${char}` : 'Unexpected token ILLEGAL'
}
/** The value of a JSON text, or what is wrong with it. */
export function parseJson(text: string): { readonly value: unknown } | { readonly fault: string } {
  const fault = jsonFault(text)
  if (fault !== undefined) return { fault }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { fault: 'Maximum call stack size exceeded' }
  }
}
