import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Id } from '../sim/record.ts'
import { parseSave, restore, save } from '../sim/save.ts'
import { bootedNode, definition, newSimulator, type Simulator, simulatorOf } from '../simulator.ts'

/** A state file that cannot be used: said in one line, and the file is left alone. */
export class StateError extends Error {}

/** The node that a call works on. */
export interface Node {
  readonly simulator: Simulator
  readonly server: Id<'server'>
}

/** The node kept in a file; a new one, booted and configured, if there is no such file. Throws `StateError` for a file that is not a state. */
export async function openNode(file: string): Promise<Node> {
  if (!existsSync(file)) {
    const simulator = newSimulator()
    return { simulator, server: await bootedNode(simulator) }
  }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new StateError(`${file}: cannot be read (${reasonOf(error)})`)
  }
  const parsed = parseSave(text)
  if (!parsed.ok) throw new StateError(`${file}: ${WHY[parsed.error.code] ?? parsed.error.code}; the file was left alone`)
  const simulator = simulatorOf(restore(definition, parsed.value))
  const [server] = simulator.sim.world.all('server')
  if (!server) throw new StateError(`${file}: ${WHY.damaged}; the file was left alone`)
  return { simulator, server: server.id }
}

/** Keeps a node in a file, whole or not at all: written beside it and then renamed over it. Throws `StateError`. */
export function keepNode(file: string, { simulator }: Node): void {
  const beside = `${file}.${process.pid}.tmp`
  try {
    const out = openSync(beside, 'wx', 0o600)
    try {
      // Not writeSync: that one may write a part of it, for example on a disk that is full, and say so to nobody.
      writeFileSync(out, JSON.stringify(save(simulator.sim)))
      fsyncSync(out)
    } finally {
      closeSync(out)
    }
    renameSync(beside, file)
  } catch (error) {
    rmSync(beside, { force: true })
    throw new StateError(`${file}: cannot be written (${reasonOf(error)})`)
  }
}

const WHY: Readonly<Record<string, string>> = {
  'not json': 'this is no state file, or a damaged one',
  foreign: 'this is not a state file of globalzone',
  damaged: 'this state file is damaged',
  newer: 'this state file was written by a newer globalzone',
  'too large': 'this state file is too large',
}
const reasonOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error))
