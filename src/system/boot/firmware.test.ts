import { expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleText, key, node, poweredOn, press, stateOf } from './testing.ts'

const DOWN = '\x1b[B'
const RIGHT = '\x1b[C'
const keys = (sim: Simulation, ...names: string[]): void => {
  for (const name of names) key(sim, name)
}
const settings = (sim: Simulation) => {
  const { bootOrder, firmware } = sim.world.need(node)
  return { order: bootOrder.join(' '), firmware }
}

test('the set-up screen fits 80 columns and 25 rows, and shows what the machine has', () => {
  const sim = poweredOn()
  keys(sim, '\x1b[3~')
  const rows = consoleText(sim).split('\n')
  expect(stateOf(sim)).toEqual({ on: { firmware: 'setup' } })
  expect(rows.length).toBeLessThanOrEqual(25)
  for (const row of rows) expect(row.length).toBeLessThanOrEqual(80)
  expect(rows[0]?.trim()).toBe('BIOS SETUP UTILITY')
  expect(rows.slice(3, 8).map((row) => row.slice(0, 55).trimEnd())).toEqual([
    '│ Processors      4',
    '│ System memory   8192 MB',
    '│ System UUID     564d8a1f-6c2e-4f0b-9d3a-52540f2f6134',
    '│',
    '│ Network card 1  52:54:00:2f:61:34',
  ])
})
test('the boot order is moved with + and -, and kept through a power cut', () => {
  const sim = poweredOn()
  keys(sim, '\x1bOQ', RIGHT, DOWN, DOWN, DOWN, '+', '+', '+')
  expect(consoleText(sim)).toContain('│> 1. Hard disk      QEMU HARDDISK')
  expect(settings(sim).order).toBe('usb iso disk pxe')
  keys(sim, '\x1b[21~')
  expect(settings(sim)).toEqual({ order: 'disk usb iso pxe', firmware: 'bios' })
  expect(stateOf(sim)).toEqual({ on: { firmware: 'selftest' } })
  press(sim, 'power.cut')
  press(sim, 'power.button')
  sim.advance(sim.now + 3100)
  expect(stateOf(sim)).toEqual({ on: { firmware: { probing: 'disk' } } })
})
test('UEFI is chosen and saved on the exit page; the loader then comes as an EFI program', () => {
  const sim = poweredOn()
  keys(sim, 'F2', RIGHT, 'Enter')
  expect(consoleText(sim)).toContain('Boot mode             [UEFI]')
  keys(sim, RIGHT, 'Enter')
  expect(settings(sim)).toEqual({ order: 'usb iso disk pxe', firmware: 'uefi' })
  sim.advance(sim.now + 3600)
  expect(consoleText(sim)).toContain('illumos/amd64 EFI loader')
})
test('what is discarded changes nothing, and the boot goes on', () => {
  const sim = poweredOn()
  keys(sim, 'F2', RIGHT, 'Enter', DOWN, '-', 'Escape')
  expect(settings(sim)).toEqual({ order: 'usb iso disk pxe', firmware: 'bios' })
  sim.advance(80_000)
  expect(stateOf(sim)).toMatchObject({ on: { system: {} } })
})
test('the boot menu starts from another device, this once', () => {
  const sim = poweredOn()
  keys(sim, '\x1b[24~')
  expect(consoleText(sim)).toContain('Please select boot device:')
  keys(sim, DOWN, DOWN, DOWN, 'Enter')
  sim.advance(sim.now + 100)
  expect(stateOf(sim)).toMatchObject({ on: { pxe: expect.anything() } })
  expect(settings(sim).order).toBe('usb iso disk pxe')
})
test('keys that mean nothing do nothing', () => {
  for (const screen of ['F2', 'F12']) {
    const sim = poweredOn()
    keys(sim, screen)
    const before = consoleText(sim)
    keys(sim, 'x', '\x07', '\x1b[99~', 'ñ', '\x1b[200~rm -rf /', '\x1b[A')
    expect(consoleText(sim)).toBe(before)
  }
  const sim = poweredOn()
  keys(sim, 'x', ' ', '\x1b[A')
  expect(stateOf(sim)).toEqual({ on: { firmware: 'selftest' } })
})
test('by hand it is set only while the power is off', () => {
  const sim = poweredOn()
  const set = (): void => sim.input({ type: 'firmware.set', subject: node, bootOrder: ['pxe', 'usb', 'usb', 'floppy'], firmware: 'uefi' })
  set()
  expect(settings(sim)).toEqual({ order: 'usb iso disk pxe', firmware: 'bios' })
  press(sim, 'power.cut')
  set()
  expect(settings(sim)).toEqual({ order: 'pxe usb', firmware: 'uefi' })
})
test('nothing to boot: a key makes the firmware look again', () => {
  const sim = poweredOn({ bootOrder: ['iso', 'disk'] })
  sim.advance(10_000)
  expect([consoleText(sim), stateOf(sim)]).toEqual(['No bootable device\n', { on: { firmware: 'nothing' } }])
  key(sim, 'a')
  expect(stateOf(sim)).toEqual({ on: { firmware: 'selftest' } })
})
