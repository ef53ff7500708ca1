import type { Id, Input } from '../src/sim/record.ts'
import type { Simulator } from '../src/simulator.ts'
import { screen } from '../src/system/console/tty.ts'

/** A console transcript: its sections, each with a world of its own, and the text around its blocks. */
export interface ConsoleFile {
  /** What comes before each block, and after the last: as it is. */
  readonly prose: readonly string[]
  readonly blocks: readonly ConsoleBlock[]
}
/** Inputs, and the screen that follows them. */
export interface ConsoleBlock {
  readonly inputs: readonly string[]
  /** Whether a fresh world begins here, and how it differs from the default server. */
  readonly fresh: boolean
  readonly world: object
}

/** Reads a console transcript. Throws if a `World:` line is no JSON. */
export function parseConsoles(markdown: string): ConsoleFile {
  const prose: string[] = []
  const blocks: ConsoleBlock[] = []
  let from = 0
  for (const match of markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)) {
    const before = markdown.slice(from, match.index)
    const world = /^World: (.*)$/m.exec(before.slice(Math.max(0, before.lastIndexOf('\n## '))))?.[1]
    const lines = (match[1] ?? '').split('\n')
    const end = lines.findIndex((line) => !line.startsWith('> '))
    prose.push(before)
    blocks.push({
      inputs: lines.slice(0, end).map((line) => line.slice(2)),
      fresh: /^## /m.test(before) || blocks.length === 0,
      world: world ? JSON.parse(world) : {},
    })
    from = match.index + match[0].length
  }
  return { prose: [...prose, markdown.slice(from)], blocks }
}
/** The Markdown with what the screens really showed. */
export const withScreens = ({ prose, blocks }: ConsoleFile, screens: readonly string[]): string =>
  prose
    .map((part, i) => {
      const block = blocks[i]
      return block ? `${part}\`\`\`console\n${block.inputs.map((line) => `> ${line}\n`).join('')}${screens[i] ?? ''}\`\`\`` : part
    })
    .join('')

/** What a terminal shows, line by line: a carriage return goes back to the beginning of its line; colours are left out. */
export function shownOn({ sim }: Simulator, tty: Id<'tty'>): string {
  const record = sim.world.get(tty)
  if (!record) return `(there is no terminal ${tty})\n`
  const text = `${screen(sim, tty)
    .map((piece) => piece.text)
    .join('')}${record.prompt}`
  const over = (below: string, above: string): string => above + below.slice(above.length)
  const rows = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
    .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
    .split('\n')
    .map((row) => row.split('\r').reduce(over).trimEnd())
  while (rows.at(-1) === '') rows.pop()
  return rows.map((row) => `${row}\n`).join('')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
/** Does what one line of a block says; yields the terminal that is watched from then on. */
export async function act(simulator: Simulator, line: string, watched: Id<'tty'>): Promise<Id<'tty'>> {
  const { sim, drive } = simulator
  // Spaces within double quotes belong to their word.
  const [word = '', ...rest] = /^(line|key) /.test(line) ? line.split(' ') : (line.match(/(?:[^\s"]|"[^"]*")+/g) ?? [])
  const give = async (input: Input): Promise<void> => {
    sim.input(input)
    await drive(sim.now)
  }
  if (word === 'on') return `tty:node1/${rest[0]}`
  if (word === 'advance') await drive(sim.now + Number(rest[0]))
  else if (word === 'line') await give({ type: 'tty.line', subject: watched, text: rest.join(' ') })
  else if (word === 'key')
    for (const key of rest) await give({ type: 'tty.key', subject: watched, key: key.startsWith('\\u') ? String(parsed(`"${key}"`)) : key })
  else {
    const fields = Object.fromEntries(rest.map((pair) => [pair.slice(0, pair.indexOf('=')), parsed(pair.slice(pair.indexOf('=') + 1))]))
    await give({ type: word, subject: 'server:node1', ...fields } as Input)
  }
  return watched
}
