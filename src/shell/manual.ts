import type { Command, Tool } from './command.ts'
import { fill, optionLines, WIDTH } from './help.ts'
import type { Registry } from './registry.ts'

const INDENT = '     '
const paragraph = (text: string): string => fill(text, INDENT)
const section = (title: string, ...parts: readonly string[]): string[] => (parts.length > 0 ? [`${title}\n${parts.join('\n\n')}`] : [])
function page(name: string, number: string, sections: readonly string[]): string {
  const title = `${name.toUpperCase().replaceAll(' ', '-')}(${number})`
  const middle = 'Global Zone Manual'
  const gap = Math.max(1, Math.floor((WIDTH - middle.length) / 2) - title.length)
  const head = `${title}${' '.repeat(gap)}${middle}`
  return `${head}${' '.repeat(Math.max(1, WIDTH - head.length - title.length))}${title}\n\n${sections.join('\n\n')}\n`
}

/** The page of a command, written from its table. */
export function commandPage(command: Command, number: string): string {
  const { name, summary, synopsis, description, examples = [], limits, source, aliases = [] } = command
  const options = optionLines(command, INDENT)
  const where = command.zones === 'global' ? [paragraph('Exists in the global zone only.')] : []
  return page(name, number, [
    ...section('NAME', paragraph(`${name} - ${summary}`)),
    ...section('SYNOPSIS', synopsis.map((one) => fill(`${name} ${one}`.trimEnd(), `${INDENT}    `, INDENT)).join('\n')),
    ...section(
      'DESCRIPTION',
      ...description.map((text) => paragraph(text)),
      ...where,
      ...(aliases.length > 0 ? [paragraph(`Also called ${aliases.join(', ')}.`)] : []),
    ),
    ...(options.length > 0 ? section('OPTIONS', options.join('\n')) : []),
    ...(examples.length > 0 ? section('EXAMPLES', ...examples.map(({ line, text }) => `${paragraph(text)}\n${INDENT}  # ${line}`)) : []),
    ...section('FIDELITY', paragraph(limits ?? 'As on a real node, as far as the source tells.')),
    ...section('SOURCE', paragraph(source)),
  ])
}
/** The page of a tool: what it is for, and its subcommands. */
export function toolPage(tool: Tool, subcommands: readonly Command[]): string {
  const width = Math.max(0, ...subcommands.map(({ name }) => name.length))
  return page(tool.name, tool.section, [
    ...section('NAME', paragraph(`${tool.name} - ${tool.summary}`)),
    ...section('SYNOPSIS', `${INDENT}${tool.name} subcommand [options] [operands]`),
    ...section('DESCRIPTION', ...tool.description.map((text) => paragraph(text))),
    ...section(
      'SUBCOMMANDS',
      `${subcommands.map(({ name, summary }) => `${INDENT}${name.padEnd(width)}  ${summary}`).join('\n')}\n\n${paragraph(`Each has a page of its own: man ${tool.name} SUBCOMMAND.`)}`,
    ),
    ...section('SOURCE', paragraph(tool.source)),
  ])
}
/** The page of that name (`zfs`, `zfs list`, `uname`); undefined if there is none. */
export async function pageOf(registry: Registry, words: readonly string[]): Promise<string | undefined> {
  const asked = words.length === 1 && !registry.has(words[0] ?? '') ? splitName(registry, words[0] ?? '') : words
  const found = await registry.find(asked)
  if (!found) return undefined
  if ('command' in found) return found.words.length === 0 ? commandPage(found.command, found.tool?.section ?? '1') : undefined
  return found.name === undefined ? toolPage(found.tool, await registry.subcommands(found.tool.name)) : undefined
}
/** `zfs-list` is another way to name the page of `zfs list`. */
function splitName(registry: Registry, word: string): readonly string[] {
  const dash = word.indexOf('-')
  const tool = word.slice(0, dash)
  return dash > 0 && registry.has(tool) ? [tool, word.slice(dash + 1)] : [word]
}
/** All pages: name, section, summary; by name. */
export async function index(registry: Registry): Promise<readonly { name: string; section: string; summary: string }[]> {
  const modules = await registry.all()
  const sections = new Map(modules.flatMap(({ tool }) => (tool ? [[tool.name, tool.section] as const] : [])))
  const pages = modules.flatMap(({ command, tool }) => [
    ...(tool ? [{ name: tool.name, section: tool.section, summary: tool.summary }] : []),
    ...(command ? [{ name: command.name, section: sections.get(command.name.split(' ')[0] ?? '') ?? '1', summary: command.summary }] : []),
  ])
  return pages.sort((a, b) => (a.name < b.name ? -1 : 1))
}
