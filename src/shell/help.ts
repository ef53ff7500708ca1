import type { Command, Option } from './command.ts'
import type { Found, Registry } from './registry.ts'

/** An option as it is typed: `-o field`, `--version`. */
function spelled(key: string, { value, long = [] }: Option): string {
  const forms = [key.length === 1 ? `-${key}` : `--${key}`, ...long.map((name) => `--${name}`)]
  return `${forms.join(', ')}${value === undefined ? '' : ` ${value}`}`
}
const FIDELITY: Readonly<Record<string, string>> = { simplified: ' (simplified here)', 'not modelled': ' (not modelled here)' }
/** Columns that help and manual pages fill. */
export const WIDTH = 78
/** Breaks a text into lines: the first one has so much room less than the others' indent gives. */
export function fill(text: string, indent: string, first = indent): string {
  const lines: string[] = []
  let line = first
  for (const word of text.split(/\s+/)) {
    const started = line.trim() !== '' && line !== first
    if (started && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = indent + word
    } else line += started ? ` ${word}` : word
  }
  return [...lines, line].join('\n')
}
/** The options of a command, each with what it does. */
export function optionLines(command: Command, margin = '  '): string[] {
  const rows = Object.entries(command.options).map(([key, option]) => [spelled(key, option), `${option.help}${FIDELITY[option.fidelity ?? ''] ?? ''}`] as const)
  const width = Math.min(24, Math.max(0, ...rows.map(([left]) => left.length)))
  const indent = `${margin}${' '.repeat(width)}  `
  return rows.map(([left, right]) =>
    left.length > width ? `${margin}${left}\n${fill(right, indent)}` : fill(right, indent, `${margin}${left.padEnd(width)}  `),
  )
}
/** What `--help` prints: written from the table of the command. */
export function commandHelp(command: Command): string {
  const lines = [`${command.name} - ${command.summary}`, '']
  for (const [i, synopsis] of command.synopsis.entries()) lines.push(`${i === 0 ? 'usage: ' : '       '}${command.name} ${synopsis}`.trimEnd())
  const options = optionLines(command)
  if (options.length > 0) lines.push('', ...options)
  lines.push('', `More: man ${command.name}`)
  return `${lines.join('\n')}\n`
}
/** The help that an invocation asks for; undefined if it asks for something else. */
export async function helpOf(registry: Registry, found: Found): Promise<string | undefined> {
  const [first] = found.words
  const asks = (word: string | undefined): boolean => word === '--help'
  if ('command' in found) {
    const own = '?' in found.command.options || 'help' in found.command.options
    return !own && (asks(first) || (!found.command.raw && found.words.includes('--help'))) ? commandHelp(found.command) : undefined
  }
  if (!asks(first)) return undefined
  const { tool } = found
  const subcommands = await registry.subcommands(tool.name)
  const width = Math.max(...subcommands.map(({ name }) => name.length))
  return `${tool.name} - ${tool.summary}\n\n${subcommands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}\n\nMore: man ${tool.name}\n`
}
