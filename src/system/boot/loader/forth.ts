import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { consoleOf, print } from '../../console/tty.ts'
import { envOf, patchLoader, setEnv } from './at.ts'
import { BUILTINS, commandList } from './builtins.ts'
import { withPlatform } from './env.ts'
import { parseArgs, type Session, Trouble } from './session.ts'

/** Bytes of a line that the loader takes; the rest is lost. Source: illumos usr/src/boot/common/interp.c. */
const LINE = 255
type Cell = number | string

/** The stack of the loader's Forth, kept between lines. */
class Stack {
  constructor(readonly cells: Cell[]) {}
  push(...cells: Cell[]): void {
    this.cells.push(...cells)
  }
  /** Takes the topmost cell. The message is that of Ficl, by memory. */
  pop(): Cell {
    const cell = this.cells.pop()
    if (cell === undefined) throw new Trouble('Error: data stack underflow')
    return cell
  }
  number(): number {
    return numberOf(this.pop())
  }
  /** A string: its address below its length. */
  string(): string {
    const length = this.number()
    const cell = this.pop()
    return typeof cell === 'string' ? cell.slice(0, length) : ''
  }
}
/** A string's cell is its address. The addresses are ours. */
const numberOf = (cell: Cell): number => (typeof cell === 'number' ? cell : 0x3f_0000 + cell.length)

type Word = (stack: Stack, session: Session) => void
const two =
  (how: (a: number, b: number) => number): Word =>
  (stack) => {
    const b = stack.number()
    stack.push(Math.trunc(how(stack.number(), b)))
  }
const divided = (how: (a: number, b: number) => number): Word =>
  two((a, b) => {
    if (b === 0) throw new Trouble('Error: division by zero')
    return how(a, b)
  })

/** The Forth words of this loader. */
const WORDS: Readonly<Record<string, Word>> = {
  '+': two((a, b) => a + b),
  '-': two((a, b) => a - b),
  '*': two((a, b) => a * b),
  '/': divided((a, b) => a / b),
  mod: divided((a, b) => a % b),
  '.': (stack, { say }) => say(`${stack.number()} `),
  '.s': (stack, { say }) => say(stack.cells.map((cell) => `${numberOf(cell)} `).join('')),
  cr: (_, { say }) => say('\n'),
  drop: (stack) => void stack.pop(),
  '2drop': (stack) => {
    stack.pop()
    stack.pop()
  },
  dup: (stack) => {
    const cell = stack.pop()
    stack.push(cell, cell)
  },
  swap: (stack) => {
    const top = stack.pop()
    stack.push(top, stack.pop())
  },
  type: (stack, { say }) => say(stack.string()),
  words: (_, { say }) => {
    const names = [...Object.keys(WORDS), 's"', '.(', '."', ...Object.keys(BUILTINS)].sort()
    for (let i = 0; i < names.length; i += 5)
      say(
        `${names
          .slice(i, i + 5)
          .map((name) => name.padEnd(15))
          .join('')
          .trimEnd()}\n`,
      )
  },
  // Another directory's platform, for this boot. (smartos-docs remotely-upgrading-a-usb-key-based-deployment.md)
  'set-platform': (stack, { sim, id }) => {
    const prefix = stack.string().replace(/\/+$/, '')
    setEnv(sim, id, withPlatform(envOf(sim, id), prefix))
    patchLoader(sim, id, { prefix })
  },
  '?': (_, { say }) => say(commandList()),
}
/** Words that read on to a character. */
const END: ReadonlyMap<string, string> = new Map([
  ['s"', '"'],
  ['."', '"'],
  ['.(', ')'],
  ['(', ')'],
])
/** Forth that the real loader has and this one has not. */
const UNSIMULATED = new Set(
  ": ; if else then begin until while repeat again do loop variable constant value create does> include fload evaluate execute ' ['] see forget marker allocate free @ ! c@ c! >r r> r@ over rot pick roll = < > <> and or xor not invert getenv setenv emit key ms".split(
    ' ',
  ),
)

/** A line at the loader's `ok ` prompt, as its Forth reads it: word by word; a command takes the rest of the line. */
export function loaderCommand(sim: Simulation, id: Id<'server'>, typed: string): void {
  // The line editor knows no other control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal may send
  const line = typed.replace(/[\u0000-\u001f\u007f]/g, '').slice(0, LINE)
  const stack = new Stack([...(sim.world.need(id).loader?.stack ?? [])])
  let column = false
  const say = (text: string): void => {
    if (text === '') return
    column = !text.endsWith('\n')
    print(sim, consoleOf(id), text)
  }
  const session: Session = { sim, id, say }
  try {
    run(line, stack, session)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    if (column) say('\n')
    say(`${error.message}\n`)
    // What went wrong leaves nothing on the stack.
    stack.cells.length = 0
  }
  if (column) say('\n')
  if (stack.cells.length > 0 || sim.world.need(id).loader?.stack) patchLoader(sim, id, { stack: stack.cells })
}

function run(line: string, stack: Stack, session: Session): void {
  let rest = line.trimStart()
  while (rest !== '') {
    const word = /^\S+/.exec(rest)?.[0] ?? ''
    rest = rest.slice(word.length)
    if (word === '\\') return
    const until = END.get(word)
    if (until) {
      const body = rest.slice(1)
      const end = body.indexOf(until)
      const text = end < 0 ? body : body.slice(0, end)
      rest = end < 0 ? '' : body.slice(end + 1)
      if (word === 's"') stack.push(text, text.length)
      else if (word !== '(') session.say(text)
    } else if (Object.hasOwn(WORDS, word)) WORDS[word]?.(stack, session)
    else if (Object.hasOwn(BUILTINS, word)) {
      BUILTINS[word]?.run(parseArgs(rest, envOf(session.sim, session.id)), session)
      return
    } else if (/^-?\d+$/.test(word)) stack.push(Number(word) | 0)
    else if (/^-?0x[0-9a-f]+$/i.test(word)) stack.push(Number.parseInt(word, 16) | 0)
    else if (UNSIMULATED.has(word)) throw new Trouble(`globalzone: ${word} of the loader's Forth is not simulated`)
    else throw new Trouble(`${word} not found`)
    rest = rest.trimStart()
  }
}
