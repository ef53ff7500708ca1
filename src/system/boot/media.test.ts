import { expect, test } from 'vitest'
import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { booted, consoleText, key, line, node, plug, poweredOn, press, printed, printedSince, pull, STICK, stateOf } from './testing.ts'

const online = { on: { system: { milestones: 'online', console: 'login' } } }
const DISC: Id<'medium'> = 'medium:node1-SmartOS'
const OLD = '20260226T002146Z'
const disc = { disc: { platform: OLD, label: 'SmartOS' } }
const damage = (sim: Simulation, path: string, subject: Id<'medium'> = STICK): void => sim.input({ type: 'medium.damage', subject, path, how: 'remove' })

// Texts: illumos usr/src/boot/i386/{cdboot/cdboot.S,gptzfsboot/zfsboot.c}, efi/loader/main.c.
test('from a disc, with the platform that is on it', () => {
  const sim = poweredOn({ ...disc, bootOrder: ['iso', 'usb'] })
  sim.advance(4000)
  expect(consoleText(sim)).toBe('CD Loader 1.2\n\nBuilding the boot loader arguments\n')
  sim.advance(5000)
  expect(consoleText(sim)).toMatch(/Looking up \/BOOT\/LOADER\.\.\. Found\nRelocating the loader and the BTX\nStarting the BTX loader\nBTX loader 1\.00/)
  sim.advance(100_000)
  expect(stateOf(sim)).toEqual(online)
  expect(sim.world.need(node).system?.platform).toBe(OLD)
})
test('from a disc by UEFI', () => {
  const sim = poweredOn({ ...disc, bootOrder: ['iso'], firmware: 'uefi' })
  sim.advance(4000)
  expect(stateOf(sim)).toEqual({ on: { iso: 'efi' } })
  sim.advance(100_000)
  expect(stateOf(sim)).toEqual(online)
})
test('a disc without a loader, and one taken out while its boot program runs', () => {
  const gone = poweredOn({ ...disc, bootOrder: ['iso'] })
  gone.advance(4000)
  gone.input({ type: 'iso.eject', subject: DISC })
  const empty = poweredOn({ ...disc, bootOrder: ['iso'] })
  damage(empty, '/boot/loader', DISC)
  for (const sim of [gone, empty]) {
    sim.advance(20_000)
    expect(stateOf(sim)).toEqual({ on: { iso: 'hung' } })
    expect(consoleText(sim)).toMatch(/Looking up \/BOOT\/LOADER\.\.\. File not found\nLooking up \/boot\/loader\.\.\. File not found\nBoot failed\n$/)
  }
})
test('what is not read from may go: the disc while it boots from the stick', () => {
  const sim = poweredOn(disc)
  sim.advance(20_000)
  sim.input({ type: 'iso.eject', subject: DISC })
  sim.advance(80_000)
  expect(stateOf(sim)).toEqual(online)
})
test('one slot, one drive: what is taken takes nothing more', () => {
  const sim = booted({
    desk: [
      { kind: 'usb', label: 'SPARE' },
      { kind: 'iso', label: 'DISC' },
    ],
  })
  const spare: Id<'medium'> = 'medium:node1-SPARE'
  sim.input({ type: 'usb.plug', subject: spare, server: node })
  expect(sim.world.need(spare).server).toBeUndefined()
  sim.input({ type: 'iso.insert', subject: 'medium:node1-DISC', server: node })
  expect(sim.world.need('medium:node1-DISC').server).toBe(node)
  pull(sim)
  sim.input({ type: 'usb.plug', subject: spare, server: node })
  expect(sim.world.need(spare).server).toBe(node)
})
test('a stick with nothing on it is not started, by either firmware', () => {
  for (const firmware of ['bios', 'uefi'] as const) {
    const sim = poweredOn({ firmware, bootOrder: ['usb'], stick: undefined, desk: [{ label: 'BLANK', blank: true }] })
    sim.input({ type: 'usb.plug', subject: 'medium:node1-BLANK', server: node })
    sim.advance(10_000)
    expect([consoleText(sim), stateOf(sim)]).toEqual(['No bootable device\n', { on: { firmware: 'nothing' } }])
  }
})
test('a stick without its loader: the second stage asks for one', () => {
  const sim = poweredOn()
  damage(sim, '/boot/loader')
  sim.advance(8000)
  expect(stateOf(sim)).toEqual({ on: { usb: 'boot prompt' } })
  const said = (text: string): string => {
    const before = printed(sim)
    line(sim, text)
    return printedSince(sim, before)
  }
  const again = '\nillumos/x86 boot\nDefault: disk0:/boot/loader\n'
  expect(said('/boot/nothing')).toBe(`boot: /boot/nothing\n\nCan't find /boot/nothing\n${again}`)
  expect(said('/boot/loader.conf')).toBe(`boot: /boot/loader.conf\nInvalid format\n${again}`)
  expect(said('-Z')).toBe(`boot: -Z\n\u0007${again}`)
  expect(said('floppy:/boot/loader')).toBe(`boot: floppy:/boot/loader\n\u0007${again}`)
  expect(said('?')).toBe(`boot: ?\n\nboot\netc\nplatform\n\u0007${again}`)
  expect(said('')).toBe(`boot:\n\nCan't find /boot/loader\n${again}`)
  expect(said('-v /boot/loader')).toBe(`boot: -v /boot/loader\n\nCan't find /boot/loader\n${again}`)
})
test('the stick back in its slot: the second stage goes on with the loader on it', () => {
  const sim = poweredOn()
  sim.advance(4000)
  pull(sim)
  plug(sim)
  line(sim, 'disk0:/boot/loader', 80_000)
  expect(stateOf(sim)).toEqual(online)
})
test('a loader without its configuration has a prompt and no menu', () => {
  const sim = poweredOn()
  for (const path of ['/boot/defaults/loader.conf', '/boot/loader.conf']) damage(sim, path)
  sim.advance(9000)
  expect([stateOf(sim), consoleText(sim).split('\n').at(-1)]).toEqual([{ on: { loader: 'prompt' } }, 'ok'])
  line(sim, 'boot', 5000)
  expect(consoleText(sim)).toMatch(/Loading kernel\.\.\.\ncan't find 'kernel'\nUnable to load a kernel!\nok$/)
})
test('the stick pulled while the EFI loader starts: it resets the machine', () => {
  const sim = poweredOn({ firmware: 'uefi', bootOrder: ['usb'] })
  sim.advance(3600)
  pull(sim)
  sim.advance(4000)
  expect(stateOf(sim)).toEqual({ on: { usb: 'efi failed' } })
  sim.advance(20_000)
  expect(stateOf(sim)).toEqual({ on: { firmware: 'nothing' } })
})
test.each(['press', 'cut'])('%s while the loader reads: nothing of it stays', (how) => {
  const sim = poweredOn()
  sim.advance(20_000)
  press(sim, how === 'press' ? 'power.button' : 'power.cut')
  const { machine, transfer, loader, ram } = sim.world.need(node)
  expect([machine.value, transfer, loader, ram]).toEqual(['off', undefined, undefined, undefined])
  key(sim, 'x')
  sim.advance(60_000)
  expect([stateOf(sim), consoleText(sim)]).toEqual(['off', ''])
})
