import type { Id } from '../../sim/record.ts'
import { Simulation } from '../../sim/simulation.ts'
import { consoleOf } from '../console/tty.ts'
import type { ServerSpec } from '../hardware/spec.ts'
import { createServer, DEFAULT_SERVER } from '../hardware/world.ts'
import { effects, inputs, machines } from '../system.ts'
import { type BootServerSpec, createBootServer } from './create.ts'
import { hostOf } from './netboot.ts'

/** The node of the tests of this folder, and its boot server. */
export const node: Id<'server'> = 'server:node1'
export const pxe1: Id<'bootserver'> = 'bootserver:pxe1'

/** For tests: one node without a stick that tries the network first, and a boot server; the power button is pressed. */
export function onNetwork(how: { node?: Partial<ServerSpec>; server?: Partial<BootServerSpec>; also?: readonly BootServerSpec[] } = {}): Simulation {
  const sim = new Simulation({ machines, effects, inputs })
  const { stick, ...rest } = DEFAULT_SERVER
  createServer(sim, { ...rest, bootOrder: ['pxe', 'disk'], ...how.node })
  createBootServer(sim, { name: 'pxe1', ...how.server })
  for (const spec of how.also ?? []) createBootServer(sim, spec)
  return sim
}
/** Presses the power button. */
export const start = (sim: Simulation): void => sim.input({ type: 'power.button', subject: node })
/** Lets time pass until something is so; false if it does not become so in that many simulated ms. */
export function until(sim: Simulation, holds: () => boolean, patience = 120_000): boolean {
  const end = sim.now + patience
  while (!holds() && sim.now < end) sim.advance(Math.min(end, sim.world.next()?.at ?? end))
  return holds()
}
/** Types a line on the boot server's console. */
export const onServer = (sim: Simulation, text: string): void => sim.input({ type: 'tty.line', subject: consoleOf(hostOf(pxe1)), text })
/** The whole output of a terminal since it was last emptied, as a screen shows it: carriage returns and backspaces done, colours gone. */
export function screenText(sim: Simulation, tty: Id<'tty'> = consoleOf(node)): string {
  const record = sim.world.need(tty)
  let text = ''
  for (let n = record.first; n < record.count; n++) text += sim.world.get(`ttyout:${tty.slice(4)}/${n}`)?.text ?? ''
  return drawn(text + record.prompt)
}
/** All that was ever printed on a terminal, cleared or not, as a screen shows it. */
export function printedText(sim: Simulation, tty: Id<'tty'>): string {
  let text = ''
  for (let n = 0; n < sim.world.need(tty).count; n++) text += sim.world.get(`ttyout:${tty.slice(4)}/${n}`)?.text ?? ''
  return drawn(text)
}
/** A text as a screen shows it. */
function drawn(text: string): string {
  const lines: string[][] = [[]]
  let at = 0
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
  for (const char of text.replace(/\x1b\[[0-9;]*m/g, '')) {
    const line = lines.at(-1) as string[]
    if (char === '\n') {
      lines.push([])
      at = 0
    } else if (char === '\r') at = 0
    else if (char === '\b') at = Math.max(0, at - 1)
    else line[at++] = char
  }
  return lines
    .map((line) =>
      Array.from(line, (char) => char ?? ' ')
        .join('')
        .trimEnd(),
    )
    .join('\n')
}
/** The state of the node. */
export const stateOf = (sim: Simulation): unknown => sim.world.need(node).machine.value
