import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseWorld } from '../src/lessons/parse.ts'
import { newSimulator } from '../src/simulator.ts'
import { createServer } from '../src/system/hardware/world.ts'
import { createBootServer, fillRack } from '../src/system/netboot/create.ts'

test.each(readdirSync('scenarios/worlds'))('the world %s can be built, whether a lesson uses it or not', (name) => {
  const world = parseWorld(readFileSync(`scenarios/worlds/${name}`, 'utf8'))
  if (!world.ok) throw new Error(JSON.stringify(world))
  const { sim } = newSimulator()
  for (const server of world.value.servers) createServer(sim, server)
  for (const server of world.value.bootServers) createBootServer(sim, server)
  fillRack(sim, world.value.rack)
  expect(sim.world.count('server')).toBe(world.value.servers.length + world.value.rack)
})
test('in the world pxe the server boots over the network, up to the login prompt', () => {
  const world = parseWorld(readFileSync('scenarios/worlds/pxe.yaml', 'utf8'))
  if (!world.ok) throw new Error(JSON.stringify(world))
  const { sim } = newSimulator()
  for (const server of world.value.servers) createServer(sim, server)
  for (const server of world.value.bootServers) createBootServer(sim, server)
  sim.input({ type: 'power.button', subject: 'server:node1' })
  sim.advance(90_000)
  expect(sim.world.need('server:node1').system).toMatchObject({ platform: '20260326T002009Z', multiUser: true })
  // The router answers first once its cable is in; then there is no file to boot.
  sim.input({ type: 'bootserver.plug', subject: 'bootserver:router1' })
  sim.input({ type: 'reset.button', subject: 'server:node1' })
  sim.advance(130_000)
  const offers = sim.world.need('netclient:node1').packets.filter(({ type, sent }) => type === 'OFFER' && sent > 90_000)
  expect(offers.map(({ from }) => from)).toEqual(['bootserver:router1', 'bootserver:pxe1'])
  expect(sim.world.need('server:node1').machine.value).toEqual({ on: { firmware: 'nothing' } })
})
