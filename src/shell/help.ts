import type { Command, Option } from './command.ts'
import type { Found, Registry } from './registry.ts'

/** An option as it is typed: `-o field`, `--version`. */
function spelled(key: string, { value, long = [] }: Option): string {
  const forms = [key.length === 1 ? `-${key}` : `--${key}`, ...long.map((name) => `--${name}`)]
  return `${forms.join(', ')}${value === undefined ? '' : ` ${value}`}`
}
const FIDELITY: Readonly<Record<string, string>> = { simplified: ' (simplified here)', 'not modelled': ' (not modelled here)' }
/** The options of a command, one a line. */
export function optionLines(command: Command): string[] {
  const rows = Object.entries(command.options).map(([key, option]) => [spelled(key, option), `${option.help}${FIDELITY[option.fidelity ?? ''] ?? ''}`] as const)
  const width = Math.min(24, Math.max(0, ...rows.map(([left]) => left.length)))
  return rows.map(([left, right]) => (left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`))
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
  const asks = (word: string | undefined): boolean => word === '--help' || word === '-?'
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
