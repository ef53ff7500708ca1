import type { Id } from '../../sim/record.ts'
import type { Effect, Simulation } from '../../sim/simulation.ts'
import { consoleOf, listen, print } from '../console/tty.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { bootServerOf, hostOf } from './netboot.ts'
import { Misused, type Shell, Wrong } from './program.ts'
import { PROGRAMS } from './programs.ts'

/** Puts the prompt on a boot server's console. */
export function consolePrompt(sim: Simulation, id: Id<'bootserver'>): void {
  listen(sim, consoleOf(hostOf(id)), {
    reader: 'bootserver',
    mode: 'line',
    prompt: `root@${id.slice('bootserver:'.length)}:${sim.world.get(id)?.cwd ?? '/root'}# `,
  })
}

/** Words of a line: quotes hold them together, `>` and `>>` are words of their own. Undefined: a quote is not closed. */
export function wordsOf(line: string): { readonly text: string; readonly quoted: boolean }[] | undefined {
  const words: { text: string; quoted: boolean }[] = []
  let rest = line.trim()
  while (rest !== '') {
    if (rest.startsWith('#')) break
    const sign = /^(>>|>|\||&&|;|<)/.exec(rest)
    if (sign) {
      words.push({ text: sign[1] as string, quoted: false })
      rest = rest.slice((sign[1] as string).length).trimStart()
      continue
    }
    let text = ''
    let quoted = false
    for (;;) {
      const part = /^(?:'([^']*)'|"([^"]*)"|\\(.)|([^\s'"\\><|;&]+|&(?!&)))/.exec(rest)
      if (!part) break
      quoted ||= part[4] === undefined
      text += part[1] ?? part[2] ?? part[3] ?? part[4] ?? ''
      rest = rest.slice(part[0].length)
    }
    if (text === '' && !quoted) return undefined
    words.push({ text, quoted })
    rest = rest.trimStart()
  }
  return words
}
const SIGNS = ['|', '&&', ';', '<']
/** Texts of errors as libc says them. */
const SAYS: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  ENOSPC: 'No space left on device',
  EINVAL: 'Invalid argument',
  EBUSY: 'Device busy',
}

/** One line at a boot server's console: one program, its output perhaps into a file. */
function run(sim: Simulation, id: Id<'bootserver'>, line: string): void {
  const tty = consoleOf(hostOf(id))
  const words = wordsOf(line)
  if (!words) return void print(sim, tty, 'bash: syntax error: a quotation mark is not closed\n')
  if (words.length === 0) return
  const sign = words.find(({ text, quoted }) => !quoted && SIGNS.includes(text))
  // A small shell, and an honest one.
  if (sign) return void print(sim, tty, `bash: ${sign.text}: not simulated on this console; one program a line, and > or >>\n`)
  const at = words.findIndex(({ text, quoted }) => !quoted && /^>>?$/.test(text))
  const target = at < 0 ? undefined : words[at + 1]?.text
  if (at >= 0 && (target === undefined || words.length > at + 2)) return void print(sim, tty, "bash: syntax error near unexpected token `newline'\n")
  const argv = words.slice(0, at < 0 ? undefined : at).map(({ text }) => text)
  const files = openFiles(sim, { server: hostOf(id) })
  const shell: Shell = { sim, id, files, path: (name) => pathOf(sim.world.need(id).cwd ?? '/root', name) }
  const [name = ''] = argv
  const program = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined
  if (!program && name !== '') return void print(sim, tty, `bash: ${name}: command not found\n`)
  try {
    const output = program?.run(shell, argv.slice(1)) ?? ''
    if (target === undefined) return void print(sim, tty, output)
    if (words[at]?.text === '>>') files.append(shell.path(target), output)
    else files.write(shell.path(target), output)
  } catch (error) {
    if (error instanceof Misused) print(sim, tty, `Usage: ${program?.usage}\n`)
    else if (error instanceof Wrong) print(sim, tty, `${error.message}\n`)
    else if (error instanceof FileError) print(sim, tty, `${name}: ${error.path}: ${SAYS[error.code] ?? error.code}\n`)
    else throw error
  }
}
/** A path from a directory. */
function pathOf(from: string, name: string): string {
  const names: string[] = []
  for (const part of (name.startsWith('/') ? name : `${from}/${name}`).split('/')) {
    if (part === '..') names.pop()
    else if (part !== '' && part !== '.') names.push(part)
  }
  return `/${names.join('/')}`
}

/** The reader of a boot server's console. */
export const consoleEffects: Record<string, Effect> = {
  'reader.bootserver': (sim, tty: Id<'tty'>, { text }: { text?: string }) => {
    const id = bootServerOf(sim.world.need(tty).server)
    if (text !== undefined) run(sim, id, text)
    consolePrompt(sim, id)
  },
}
