import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import type { Env } from './env.ts'

/** A line being interpreted: on which server, and where its output goes. */
export interface Session {
  readonly sim: Simulation
  readonly id: Id<'server'>
  readonly say: (text: string) => void
}
/** A line ends here; the message is printed. */
export class Trouble extends Error {}

/** Splits what follows a command: quotes, backslashes and `$variable` as the loader has them. Throws Trouble for an open quote. Source: illumos usr/src/boot/common/interp_parse.c. */
export function parseArgs(text: string, env: Env): string[] {
  const args: string[] = []
  let word: string | undefined
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string
    if (char === '\\' && i + 1 < text.length) word = (word ?? '') + text[++i]
    else if (quote !== '') {
      if (char === quote) quote = ''
      else word = (word ?? '') + char
    } else if (char === '"' || char === "'") {
      quote = char
      word ??= ''
    } else if (char === '$') {
      const [whole = '$', braced, bare] = /^\$(?:\{([^}]*)\}|([\w.-]+))/.exec(text.slice(i)) ?? []
      const name = braced ?? bare ?? ''
      word = (word ?? '') + (Object.hasOwn(env, name) ? env[name] : '')
      i += whole.length - 1
    } else if (/\s/.test(char)) {
      if (word !== undefined) args.push(word)
      word = undefined
    } else word = (word ?? '') + char
  }
  if (quote !== '') throw new Trouble('Parse error!')
  if (word !== undefined) args.push(word)
  return args
}
