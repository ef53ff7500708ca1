import { expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf } from '../console/tty.ts'
import { isIn } from './at.ts'
import { key, line, node, poweredOn, press, printed, printedSince, stateOf } from './testing.ts'

/** Boots with switches given at the loader's prompt. */
function bootedWith(args: string, wait: number): Simulation {
  const sim = poweredOn()
  sim.advance(12_000)
  key(sim, 'escape', 10)
  line(sim, `boot ${args}`, wait)
  return sim
}
test('-kd: the debugger holds the kernel before its banner, and :c lets it start', () => {
  const sim = bootedWith('-kd', 60_000)
  expect(stateOf(sim)).toEqual({ on: { kernel: 'kmdb' } })
  const before = printed(sim)
  line(sim, '::status')
  line(sim, ':c', 70_000)
  expect(printedSince(sim, before)).toContain('[0]> :c\nSmartOS Version joyent_20260312T002222Z 64-bit\n')
  expect(isIn(sim.world.need(node), 'on', 'system', 'milestones', 'online')).toBe(true)
})
test('nmi=kmdb: an NMI stops the system, no time passes for it, and :c goes on where it was', () => {
  const sim = bootedWith('-k -B nmi=kmdb', 90_000)
  expect(isIn(sim.world.need(node), 'on', 'system', 'milestones', 'online')).toBe(true)
  const tty = { ...sim.world.need(consoleOf(node)) }
  press(sim, 'nmi.button')
  expect(stateOf(sim)).toEqual({ on: 'debugger' })
  const dues = sim.world.all('due').filter(({ owner }) => owner.includes('node1'))
  expect(dues).toEqual([])
  // What reaches a running system does not reach this one.
  press(sim, 'power.button')
  press(sim, 'panic')
  sim.advance(sim.now + 600_000)
  expect(stateOf(sim)).toEqual({ on: 'debugger' })
  line(sim, ':c')
  expect(isIn(sim.world.need(node), 'on', 'system', 'milestones', 'online')).toBe(true)
  expect(sim.world.need(consoleOf(node))).toMatchObject({ reader: tty.reader, mode: tty.mode, prompt: tty.prompt })
  press(sim, 'power.button')
  expect(stateOf(sim)).toEqual({ on: { down: 'stopping' } })
})
test('nmi=kmdb in the middle of the start-up: it goes on after as much time as was left', () => {
  const sim = bootedWith('-k -B nmi=kmdb', 30_000)
  const at = stateOf(sim)
  press(sim, 'nmi.button')
  sim.advance(sim.now + 100_000)
  line(sim, ':c')
  expect(stateOf(sim)).toEqual(at)
  sim.advance(sim.now + 60_000)
  expect(isIn(sim.world.need(node), 'on', 'system', 'milestones', 'online')).toBe(true)
})
test('the cord pulled while the debugger holds the system: nothing of it is left', () => {
  const sim = bootedWith('-k -B nmi=kmdb', 90_000)
  press(sim, 'nmi.button')
  press(sim, 'power.cut')
  press(sim, 'power.button')
  sim.advance(sim.now + 90_000)
  expect(isIn(sim.world.need(node), 'on', 'system', 'milestones', 'online')).toBe(true)
  expect(sim.world.need(node).system?.frozen).toBeUndefined()
})
