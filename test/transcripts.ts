/** A golden transcript: Markdown with console blocks of commands and what they print. */
export interface Transcript {
  /** What comes before the first block, between blocks, and after the last: as it is. */
  readonly prose: readonly string[]
  readonly blocks: readonly Block[]
}
/** A console block: its fence and its commands, in order, on one node. */
export interface Block {
  readonly fence: string
  readonly commands: readonly string[]
  /** The lines between the fences, as the file has them. */
  readonly text: string
}

const BLOCK = /^(```console[^\n]*)\n([\s\S]*?)^```$/gm

/**
 * Reads a transcript. In a block `# ` begins a command, `> ` goes on with it; everything else is output, and `? N` a
 * status other than 0. Throws if a block does not begin with a command.
 */
export function parseTranscript(markdown: string): Transcript {
  const prose: string[] = []
  const blocks: Block[] = []
  let from = 0
  for (const match of markdown.matchAll(BLOCK)) {
    const [whole, fence = '', text = ''] = match
    prose.push(markdown.slice(from, match.index))
    from = match.index + whole.length
    if (text !== '' && !text.startsWith('# ')) throw new Error(`a block must begin with a command: ${text.split('\n')[0]}`)
    blocks.push({ fence, text, commands: commandsIn(text) })
  }
  return { prose: [...prose, markdown.slice(from)], blocks }
}
function commandsIn(text: string): string[] {
  const commands: string[] = []
  let open = false
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) commands.push(line.slice(2))
    else if (open && line.startsWith('> ')) commands.push(`${commands.pop() ?? ''}\n${line.slice(2)}`)
    open = line.startsWith('# ') || (open && line.startsWith('> '))
  }
  return commands
}
/** What a command line looks like in a block, with its output. */
export function written(command: string, { output, status }: { readonly output: string; readonly status: number }): string {
  if (/^# /m.test(output)) throw new Error(`output of ${command} has lines that look like commands`)
  const body = output === '' || output.endsWith('\n') ? output : `${output}\n`
  return `# ${command.replaceAll('\n', '\n> ')}\n${body}${status === 0 ? '' : `? ${status}\n`}`
}
/** The Markdown with other texts in its blocks. */
export const rewritten = ({ prose, blocks }: Transcript, texts: readonly string[]): string =>
  prose.map((part, i) => part + (blocks[i] ? `${blocks[i].fence}\n${texts[i]}\`\`\`` : '')).join('')
