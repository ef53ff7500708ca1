import type { Id } from '../../src/sim/record.ts'
import type { Simulation } from '../../src/sim/simulation.ts'
import { newSimulator, type Simulator } from '../../src/simulator.ts'
import { consoleOf } from '../../src/system/console/tty.ts'
import type { ServerSpec } from '../../src/system/hardware/spec.ts'
import { createServer, DEFAULT_SERVER } from '../../src/system/hardware/world.ts'

/** The server of these tests, and its console. */
export const node: Id<'server'> = 'server:node1'
const tty = consoleOf(node)

/** A node on the way through its first boot, at its console, with shells. */
export interface Console {
  readonly sim: Simulation
  readonly simulator: Simulator
  /** Types a line and waits until the next can be typed, or for so long (simulated ms). */
  type(line: string, patience?: number): Promise<void>
  lines(...lines: readonly string[]): Promise<void>
  /** Ctrl-C, Ctrl-D. */
  interrupt(): Promise<void>
  eof(): Promise<void>
  /** Lets time pass, simulated ms. */
  pass(ms: number): Promise<void>
  /** Goes on until something can be typed. */
  ready(): Promise<void>
  /** What has been printed since the last look, with the prompt that waits. */
  look(): string
}

/** Powers a node on that is not set up, up to its first question. */
export async function firstBoot(more: Partial<ServerSpec> = {}, prepare: (sim: Simulation) => void = () => {}): Promise<Console> {
  const simulator = newSimulator()
  const { sim } = simulator
  createServer(sim, { ...DEFAULT_SERVER, configured: false, ...more })
  prepare(sim)
  sim.input({ type: 'power.button', subject: node })
  const at = consoleAt(simulator)
  await at.ready()
  return at
}
/** The console of a node that is there already. */
export function consoleAt(simulator: Simulator): Console {
  const { sim, drive } = simulator
  let seen = sim.world.need(tty).count
  const open = (): boolean => {
    const record = sim.world.need(tty)
    return (record.mode === 'line' || record.mode === 'password') && record.reader !== 'loader'
  }
  const pass = async (ms: number): Promise<void> => void (await drive(sim.now + ms))
  const ready = async (): Promise<void> => void (open() || (await drive(sim.now + 600_000, open)))
  const type = async (line: string, patience = 600_000): Promise<void> => {
    sim.input({ type: 'tty.line', subject: tty, text: line })
    await pass(0)
    if (!open()) await drive(sim.now + patience, open)
  }
  return {
    sim,
    simulator,
    type,
    async lines(...lines) {
      for (const line of lines) await type(line)
    },
    async interrupt() {
      sim.input({ type: 'tty.interrupt', subject: tty })
      await pass(0)
    },
    async eof() {
      sim.input({ type: 'tty.eof', subject: tty })
      await pass(0)
    },
    pass,
    ready,
    look() {
      let text = ''
      for (let n = seen; n < sim.world.need(tty).count; n++) text += sim.world.get(`ttyout:${tty.slice(4)}/${n}`)?.text ?? ''
      seen = sim.world.need(tty).count
      return `${text}${sim.world.need(tty).prompt}`
    },
  }
}
/** Answers that lead through all questions, from the page of the admin network on, with a DHCP lease. */
export const TO_VERIFY = ['dhcp', '', '', '', 'example.com', '', 'yes', '', 'n', 'secret', 'secret', 'smartos']
