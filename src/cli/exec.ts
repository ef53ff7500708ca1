import { fstatSync, readFileSync } from 'node:fs'
import { keepNode, openNode } from './state.ts'

/** What is to run: words as they are, or a line for the shell. */
export type Call = { readonly argv: readonly string[] } | { readonly line: string }

/** Runs one command on the node kept in a file; its output and exit status are the simulated command's own. */
export async function exec(file: string | undefined, call: Call): Promise<number> {
  const node = await openNode(file ?? '')
  const { stdout, stderr, status } = await node.simulator.exec({ server: node.server, ...call }, standardInput())
  if (file !== undefined) keepNode(file, node)
  // A reader that has gone away (`| head -1`) is no failure of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  await written(process.stdout, stdout)
  await written(process.stderr, stderr)
  return status
}

/** All of standard input, one char a byte; nothing where nobody redirected it. */
function standardInput(): string {
  try {
    const from = fstatSync(0)
    return from.isFIFO() || from.isFile() || from.isSocket() ? readFileSync(0, 'latin1') : ''
  } catch {
    return ''
  }
}
/** Writes bytes and waits until they have left: exiting earlier would cut a pipe short. */
function written(stream: NodeJS.WriteStream, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    if (bytes === '') resolve()
    else stream.write(Buffer.from(bytes, 'latin1'), () => resolve())
  })
}
