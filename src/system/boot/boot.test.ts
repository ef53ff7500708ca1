import { expect, test } from 'vitest'
import type { Id } from '../../sim/record.ts'
import { Simulation } from '../../sim/simulation.ts'
import { consoleOf, screen } from '../console/tty.ts'
import { createServer, DEFAULT_SERVER } from '../hardware/world.ts'
import { effects, inputs, machines } from '../system.ts'
import { isIn } from './at.ts'

const node: Id<'server'> = 'server:node1'
const text = (sim: Simulation): string =>
  screen(sim, consoleOf(node))
    .map((piece) => piece.text)
    .join('')
const server = (sim: Simulation) => sim.world.need(node)

test('boots', () => {
  const t0 = performance.now()
  const sim = new Simulation({ machines, effects, inputs })
  createServer(sim, { ...DEFAULT_SERVER })
  const t1 = performance.now()
  sim.input({ type: 'power.button', subject: node })
  sim.advance(80_000)
  console.log(t1 - t0, performance.now() - t1)
  console.log(text(sim), JSON.stringify(server(sim)))
  console.log(
    sim.world
      .need('mounts:node1')
      .list.map((m) => m.path + ' ' + m.source)
      .join('\n'),
  )
  expect(isIn(server(sim), 'on')).toBe(true)
})
test('wizard', () => {
  const sim = new Simulation({ machines, effects, inputs })
  createServer(sim, { ...DEFAULT_SERVER, configured: false })
  sim.input({ type: 'power.button', subject: node })
  sim.advance(50_000)
  const type = (line: string, wait = 30_000) => {
    sim.input({ type: 'tty.line', subject: consoleOf(node), text: line })
    sim.advance(sim.now + wait)
  }
  for (const line of [
    '',
    '',
    '1.2.3',
    'dhcp',
    '',
    '',
    '',
    '',
    'example.com',
    '',
    'mirror',
    'raidz2',
    'default',
    'yes',
    '',
    'n',
    'secret',
    'other',
    'secret',
    'secret',
    'smartos',
    'y',
  ])
    type(line)
  console.log(text(sim), JSON.stringify(server(sim).machine), JSON.stringify(sim.world.get('setup:node1')))
  type('', 0)
  sim.advance(sim.now + 100_000)
  console.log(text(sim), JSON.stringify(server(sim).machine), JSON.stringify(sim.world.get('setup:node1')))
  type('root')
  type('bad')
  type('root')
  type('secret')
  console.log(text(sim), JSON.stringify(server(sim).machine), JSON.stringify(sim.world.get('setup:node1')))
})
