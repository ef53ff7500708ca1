import type { Asked } from './extract.ts'

/** What the words of an invocation ask for, or the letter that is not understood. */
export type Words = { readonly asked: Asked } | { readonly wrong: 'usage' | 'create' | string }

/** Reads `xzf file`, `-xzf file -C directory names…`, `--extract`-less: the old way and the new one. */
export function wordsOf(operands: readonly string[], cwd: string): Words {
  const [key = '', ...rest] = operands
  let mode: Asked['mode'] | undefined
  let file: string | undefined
  let verbose = false
  let directory = cwd
  const only: string[] = []
  const under = (name: string): string => (name.startsWith('/') ? name : `${cwd === '/' ? '' : cwd}/${name}`)
  const letters = (text: string, next: () => string | undefined): string | undefined => {
    for (const letter of text) {
      if (letter === 'x' || letter === 't') mode = letter
      else if (letter === 'f') file = next()
      else if (letter === 'v') verbose = true
      else if (letter === 'C') directory = under(next() ?? '')
      else if (letter === 'c' || letter === 'r' || letter === 'u') return 'create'
      else if (!'zpomk'.includes(letter)) return letter
    }
    return undefined
  }
  const words = [...rest]
  const wrong = letters(key.replace(/^-/, ''), () => words.shift())
  if (wrong) return { wrong }
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!word.startsWith('-') || word === '-') only.push(word)
    else {
      const fault = letters(word.slice(1), () => words.shift())
      if (fault) return { wrong: fault }
    }
  }
  return mode && file ? { asked: { mode, file, verbose, directory, only } } : { wrong: 'usage' }
}
