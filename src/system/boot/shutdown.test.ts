import { expect, test } from 'vitest'
import { openFiles } from '../files/open.ts'
import { goDown } from './operations.ts'
import { booted, consoleText, key, node, poweredOn, press, printed, printedSince, stateOf } from './testing.ts'

const login = { on: { system: { milestones: 'online', console: 'login' } } }
const selftest = { on: { firmware: 'selftest' } }

// Texts: illumos cmd/svc/startd/graph.c, cmd/halt/halt.c, uts/common/fs/vfs.c, uts/i86pc/os/machdep.c.
test('reboot: no service is stopped, five seconds, sync, reset', () => {
  const sim = booted()
  const before = printed(sim)
  const at = sim.now
  expect(goDown(sim, node, 'reboot')).toEqual({ ok: true, value: undefined })
  expect(goDown(sim, node, 'reboot')).toMatchObject({ ok: false, error: { code: 'boot.not-running' } })
  sim.advance(at + 7499)
  expect(printedSince(sim, before)).toBe('syncing file systems... done\nrebooting...\n')
  sim.advance(at + 7500)
  expect(stateOf(sim)).toEqual(selftest)
  sim.advance(at + 80_000)
  expect(stateOf(sim)).toEqual(login)
})
test('poweroff ends with the power off; a press of the button boots again', () => {
  const sim = booted()
  const before = printed(sim)
  goDown(sim, node, 'poweroff')
  sim.advance(sim.now + 6500)
  expect(printedSince(sim, before)).toBe('syncing file systems... done\n')
  expect([stateOf(sim), consoleText(sim)]).toEqual(['off', ''])
  press(sim, 'power.button')
  sim.advance(sim.now + 60_000)
  expect(stateOf(sim)).toEqual(login)
})
test('halt waits for a key', () => {
  const sim = booted()
  const before = printed(sim)
  goDown(sim, node, 'halt')
  sim.advance(sim.now + 60_000)
  expect(printedSince(sim, before)).toBe('syncing file systems... done\nPress any key to reboot.\n')
  key(sim, 'x')
  expect(stateOf(sim)).toEqual(selftest)
})
test.each([
  ['init 5', 'syncing file systems... done\n', 'off'],
  ['init 6', 'syncing file systems... done\nrebooting...\n', selftest],
  ['init 0', 'syncing file systems... done\nPress any key to reboot.\n', { on: 'halted' }],
] as const)('%s stops the services first', (how, last, state) => {
  const sim = booted()
  const before = printed(sim)
  goDown(sim, node, how)
  sim.advance(sim.now + 15_600)
  expect(printedSince(sim, before)).toBe(
    `svc.startd: The system is coming down.  Please wait.\nsvc.startd: 67 system services are now being stopped.\nApr 16 09:01:14 The system is down.  Shutdown took 14 seconds.\n${last}`,
  )
  sim.advance(sim.now + 1000)
  expect(stateOf(sim)).toEqual(state)
})
test('the power button of a running system is an orderly shutdown', () => {
  const sim = booted()
  press(sim, 'power.button')
  expect(stateOf(sim)).toEqual({ on: { down: 'stopping' } })
  sim.advance(sim.now + 20_000)
  expect(stateOf(sim)).toBe('off')
})
test.each([['power.hold'], ['power.cut']] as const)('%s: off at once, and nothing is written', (button) => {
  const sim = booted()
  const before = printed(sim)
  press(sim, button)
  expect([stateOf(sim), printed(sim) - before, sim.world.need(node).ram]).toEqual(['off', 0, undefined])
})
test('the power button before a system runs: off at once', () => {
  const sim = poweredOn()
  sim.advance(8000)
  press(sim, 'power.button')
  expect(stateOf(sim)).toBe('off')
})
test('reset: RAM is empty, and what was only in RAM is gone; the pool is not', () => {
  const sim = booted()
  const files = () => openFiles(sim, { server: node })
  files().write('/root/note', 'only in RAM\n')
  files().write('/opt/note', 'in the pool\n')
  sim.advance(sim.now + 30_000)
  press(sim, 'reset.button')
  expect([stateOf(sim), sim.world.need(node).ram, sim.world.need(node).system]).toEqual([selftest, undefined, undefined])
  sim.advance(sim.now + 70_000)
  expect(files().exists('/root/note')).toBe(false)
  expect(files().read('/opt/note')).toBe('in the pool\n')
})
