import { expect, test } from 'vitest'
import type { Id } from '../../sim/record.ts'
import { Simulation } from '../../sim/simulation.ts'
import { consoleOf, screen } from '../console/tty.ts'
import { createServer, DEFAULT_SERVER } from '../hardware/world.ts'
import { effects, inputs, machines } from '../system.ts'

import { isIn } from './at.ts'

const node: Id<'server'> = 'server:node1'
const text = (sim: Simulation): string => screen(sim, consoleOf(node)).map((piece) => piece.text).join('')
const server = (sim: Simulation) => sim.world.need(node)

test('boots', () => {
  const sim = new Simulation({ machines, effects, inputs })
  createServer(sim, { ...DEFAULT_SERVER })
  sim.input({ type: 'power.button', subject: node })
  for (let t = 1; t < 80; t++) {
    sim.advance(t * 1000)
    console.log(t, JSON.stringify(server(sim).machine.value), sim.events.length)
  }
  console.log(text(sim))
  expect(isIn(server(sim), 'on')).toBe(true)
})
