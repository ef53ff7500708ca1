import { expect, test } from 'vitest'
import type { Id } from '../../sim/record.ts'
import { Simulation } from '../../sim/simulation.ts'
import { consoleOf, screen } from '../console/tty.ts'
import { createServer, DEFAULT_SERVER } from '../hardware/world.ts'
import { inputs as ttyInputs } from '../console/inputs.ts'
import { inputs as hands } from '../hardware/inputs.ts'
import { effects } from './effects.ts'
import { machine } from './server.machine.ts'

import { isIn } from './at.ts'

const node: Id<'server'> = 'server:node1'
const text = (sim: Simulation): string => screen(sim, consoleOf(node)).map((piece) => piece.text).join('')
const server = (sim: Simulation) => sim.world.need(node)

test('boots', () => {
  const sim = new Simulation({ machines: { server: machine }, effects, inputs: { ...ttyInputs, ...hands } })
  createServer(sim, { ...DEFAULT_SERVER, configured: false })
  sim.input({ type: 'power.button', subject: node })
  for (let t = 1; t < 80; t++) {
    sim.advance(t * 1000)
    console.log(t, JSON.stringify(server(sim).machine.value), sim.events.length)
  }
  console.log(text(sim))
  expect(isIn(server(sim), 'on')).toBe(true)
})
