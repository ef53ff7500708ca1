import { expect, test } from 'vitest'
import type { Id } from '../../sim/record.ts'
import { parseSave, restore, save } from '../../sim/save.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { effects, inputs, machines } from '../system.ts'
import { repair } from './repair.ts'
import { booted, consoleText, node, poweredOn, press, STICK, stateOf } from './testing.ts'

const definition = { machines, effects, inputs, repair }
function reopened(sim: Simulation): Simulation {
  const parsed = parseSave(JSON.stringify(save(sim)))
  if (!parsed.ok) throw new Error(parsed.error.code)
  return restore(definition, parsed.value)
}

test('a boot that an older program saved in a state that is gone is a cut of the power', () => {
  const sim = poweredOn()
  sim.advance(4000)
  const server = sim.world.need(node)
  sim.put({ ...server, machine: { ...server.machine, value: { on: { loader: 'pmbr' } } } })
  const again = reopened(sim)
  expect(stateOf(again)).toBe('off')
  expect(again.world.by('due', 'owner', node)).toEqual([])
  press(again, 'power.button')
  again.advance(again.now + 80_000)
  expect(consoleText(again)).toContain('smartos wscons login:')
})
test('a set-up that an older program left begins anew with the next boot', () => {
  const sim = poweredOn({ configured: false })
  sim.advance(60_000)
  const id: Id = 'setup:node1'
  const setup = sim.world.get(id as Id<'setup'>)
  if (!setup) throw new Error('no set-up')
  sim.put({ ...setup, machine: { ...setup.machine, value: { asking: 'intro' } } })
  const again = reopened(sim)
  expect(stateOf(again)).toBe('off')
  press(again, 'power.button')
  again.advance(again.now + 80_000)
  expect(consoleText(again)).toContain('SmartOS Setup')
})
test('what the older program knew of the medium is kept; what is known is left as it is', () => {
  const sim = booted()
  const before = JSON.stringify(sim.world.snapshot())
  expect(JSON.stringify(reopened(sim).world.snapshot())).toBe(before)
  const { source, prefix, ...rest } = sim.world.need(node).loader ?? {}
  sim.put({ ...sim.world.need(node), loader: { ...rest, medium: STICK } as never })
  expect(reopened(sim).world.need(node).loader).toMatchObject({ source: STICK, prefix: '' })
})
