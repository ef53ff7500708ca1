import { fstatSync, readFileSync } from 'node:fs'
import { keepNode, openNode, settle } from './state.ts'

/** What is to run: words as they are, or a line for the shell. */
export type Call = { readonly argv: readonly string[] } | { readonly line: string }

/** Runs one command on the node kept in a file; its output and exit status are the simulated command's own. */
export async function exec(file: string | undefined, call: Call): Promise<number> {
  const node = await openNode(file ?? '')
  await settle(node)
  const { stdout, stderr, status } = await node.simulator.exec({ server: node.server, ...call }, standardInput())
  if (file !== undefined) keepNode(file, node)
  // A reader that has gone away (`| head -1`) is no failure of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  await written(process.stdout, stdout)
  await written(process.stderr, stderr)
  return status
}

/**
 * Presses the power button, or cuts the power and then presses it, and waits for what comes of it: a node that is off
 * comes up, one that runs shuts down. Status 1 if it neither came up nor went off in the time that takes.
 */
export async function power(file: string, cut: boolean): Promise<number> {
  const node = await openNode(file)
  const { simulator, server } = node
  const press = (type: 'power.button' | 'power.cut'): void => simulator.sim.input({ type, subject: server })
  if (cut) press('power.cut')
  press('power.button')
  await settle(node)
  keepNode(file, node)
  const { system, machine } = simulator.sim.world.need(server)
  const now = system?.multiUser ? 'up' : machine.value === 'off' ? 'off' : undefined
  console.log(`${server.slice('server:'.length)} is ${now ?? 'neither up nor off'}`)
  return now ? 0 : 1
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
