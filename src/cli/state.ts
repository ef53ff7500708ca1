import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Id } from '../sim/record.ts'
import { parseSave, restore, save } from '../sim/save.ts'
import { bootedNode, definition, newSimulator, type Simulator, simulatorOf } from '../simulator.ts'
import { isIn } from '../system/boot/at.ts'
import type { ServerSpec } from '../system/hardware/spec.ts'
import { DEFAULT_SERVER } from '../system/hardware/world.ts'

/**
 * The node of a new file. Nobody gets at its firmware, so its disks come first: the stick is started from until
 * somebody makes the pool bootable, and what piadm activates is what a reboot then starts.
 */
const NODE: ServerSpec = { ...DEFAULT_SERVER, bootOrder: ['disk', 'usb', 'iso', 'pxe'] }
/** How long a server may take to come up, and its services to come to rest afterwards (simulated ms). */
const PATIENCE = { boot: 30 * 60_000, rest: 60_000 } as const

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
    return { simulator, server: await bootedNode(simulator, NODE) }
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

/**
 * Lets time pass until a command would find the node as somebody does who comes back to it: booted if it is on its way
 * up, no service between two states. Time stands still between two calls, and a reboot or `svcadm disable` goes on
 * after its command has ended.
 */
export async function settle({ simulator: { sim, drive }, server }: Node): Promise<void> {
  const { world } = sim
  const up = (): boolean => world.get(server)?.system?.multiUser === true
  if (!up()) await drive(sim.now + PATIENCE.boot, () => up() || !world.next())
  const rests = (): boolean => {
    const record = world.get(server)
    if (!record || !up()) return true
    const moves = world.by('service', 'server', server).some(({ machine }) => String(machine.value).endsWith('*'))
    return isIn(record, 'on', 'system', 'milestones', 'online') && !moves
  }
  // From event to event: to drive to the end of our patience would let all of it pass after the last one.
  const end = sim.now + PATIENCE.rest
  for (let due = world.next(); !rests() && due && due.at <= end; due = world.next()) await drive(due.at)
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
