import type { Id } from '../../sim/record.ts'
import { Simulation } from '../../sim/simulation.ts'
import { consoleOf, screen } from '../console/tty.ts'
import type { ServerSpec } from '../hardware/spec.ts'
import { createServer, DEFAULT_SERVER } from '../hardware/world.ts'
import { effects, inputs, machines } from '../system.ts'

/** The server of the tests of this folder. */
export const node: Id<'server'> = 'server:node1'
/** Its stick. */
export const STICK = 'medium:node1-SMARTOSBOOT'

/** For tests: the default server, or one that differs from it, with its power button pressed. */
export function poweredOn(more: Partial<ServerSpec> = {}): Simulation {
  const sim = new Simulation({ machines, effects, inputs })
  createServer(sim, { ...DEFAULT_SERVER, ...more })
  sim.input({ type: 'power.button', subject: node })
  return sim
}
/** The same, up to its login prompt. */
export function booted(more: Partial<ServerSpec> = {}): Simulation {
  const sim = poweredOn(more)
  sim.advance(60_000)
  return sim
}
/** What a hand does to the server: a button. */
export const press = (sim: Simulation, button: 'power.button' | 'power.hold' | 'power.cut' | 'reset.button' | 'panic' | 'nmi.button'): void =>
  sim.input({ type: button, subject: node })
/** Pulls the stick out, or plugs it in. */
export const pull = (sim: Simulation): void => sim.input({ type: 'usb.pull', subject: STICK })
export const plug = (sim: Simulation): void => sim.input({ type: 'usb.plug', subject: STICK, server: node })
/** Types a key, or a line, on the console, and lets some time pass (ms). */
export function key(sim: Simulation, name: string, wait = 0): void {
  sim.input({ type: 'tty.key', subject: consoleOf(node), key: name })
  sim.advance(sim.now + wait)
}
export function line(sim: Simulation, text: string, wait = 0): void {
  sim.input({ type: 'tty.line', subject: consoleOf(node), text })
  sim.advance(sim.now + wait)
}

/** The lines of a text as a terminal shows them: a carriage return goes back to the line's beginning; colours left out. */
function shown(text: string): string {
  const over = (below: string, above: string): string => above + below.slice(above.length)
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
      .replace(/\u001b\[[0-9;]*m/g, '')
      .split('\n')
      .map((row) => row.split('\r').reduce(over).trimEnd())
      .join('\n')
  )
}
/** What the console's screen shows, with the prompt that waits on it. */
export function consoleText(sim: Simulation): string {
  const text = screen(sim, consoleOf(node))
    .map((piece) => piece.text)
    .join('')
  return shown(`${text}${sim.world.need(consoleOf(node)).prompt}`)
}
/** What has been printed on the console since so many pieces, whether it is still on the screen or not. */
export function printedSince(sim: Simulation, count: number): string {
  let text = ''
  for (let n = count; n < sim.world.need(consoleOf(node)).count; n++) text += sim.world.get(`ttyout:node1/console/${n}`)?.text ?? ''
  return shown(text)
}
/** How many pieces have been printed on the console. */
export const printed = (sim: Simulation): number => sim.world.need(consoleOf(node)).count
/** The state of the server, as its statechart names it. */
export const stateOf = (sim: Simulation): unknown => sim.world.need(node).machine.value
