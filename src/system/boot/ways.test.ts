import { expect, test } from 'vitest'
import { goDown } from './operations.ts'
import { booted, key, node, printed, printedSince, stateOf } from './testing.ts'

test.each([
  ['dump and halt', { on: 'halted' }],
  ['dump and poweroff', 'off'],
  ['panic', { on: { firmware: 'selftest' } }],
] as const)('%s: a dump that was asked for, and what comes after it', (how, state) => {
  const sim = booted()
  goDown(sim, node, how)
  sim.advance(sim.now + 11_000)
  expect(stateOf(sim)).toEqual(state)
  expect(sim.world.all('crashdump')).toMatchObject([{ valid: true, message: 'forced crash dump initiated at user request' }])
})
test('halted: a key resets, and says so', () => {
  const sim = booted()
  goDown(sim, node, 'halt')
  sim.advance(sim.now + 20_000)
  const before = printed(sim)
  key(sim, 'x')
  expect(printedSince(sim, before)).toMatch(/^Resetting\.\.\.\n/)
})
