import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Simulation } from '../../src/sim/simulation.ts'
import { consoleText, key, line, node, poweredOn, STICK, stateOf } from '../../src/system/boot/testing.ts'

const WORDS = [
  'constructor',
  '__proto__',
  '$constructor',
  'load -t constructor /boot/loader.conf',
  'boot',
  'load',
  'ls',
  'set',
  'show',
  'unset',
  'more',
  'echo',
  'lsmod',
  'help',
  'autoboot',
  'menu',
  '-l',
  '-t',
  '-B',
  '/',
  '/boot/loader',
  'a=b',
  '"',
  "'",
  '$',
  '${',
  's"',
  '+',
  '.',
  '1',
  '\\',
  ';',
  '?',
  'ñ',
  '\u0000',
  '\u001b[A',
]
const words = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 12 })), { maxLength: 8 }).map((list) => list.join(' '))
const typed = fc.oneof(words, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ minLength: 300, maxLength: 600 }))
const KEYS = [
  'constructor',
  'Enter',
  'Escape',
  'Backspace',
  'Tab',
  '\u001b[A',
  '\u001b[B',
  '\u001b[C',
  '\u001b[D',
  '\u001b[3~',
  '\u001b[21~',
  '\u001b[24~',
  '+',
  '-',
  'o',
  'p',
  '4',
  ' ',
  'x',
  'ñ',
  '\u0007',
  '\u001b[200~',
]
const keys = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: fc.string({ maxLength: 5 }) }), { maxLength: 12 })
/** Whether the loader has the machine, wherever in it. */
const inLoader = (sim: Simulation): boolean => JSON.stringify(stateOf(sim)).includes('"loader"')

it('the loader answers whatever is typed, and asks again', () => {
  fc.assert(
    fc.property(fc.array(typed, { minLength: 1, maxLength: 4 }), (lines) => {
      const sim = poweredOn()
      sim.advance(8000)
      key(sim, 'Escape')
      for (const text of lines) {
        line(sim, text, 300)
        if (sim.world.need('tty:node1/console').mode !== 'line') break
        expect(consoleText(sim).split('\n').at(-1)).toBe('ok')
      }
      expect(inLoader(sim) || JSON.stringify(stateOf(sim)).match(/kernel|firmware/) !== null).toBe(true)
    }),
    { numRuns: 60 },
  )
})
it('the second stage answers whatever is typed, and asks again', () => {
  fc.assert(
    fc.property(fc.array(typed, { minLength: 1, maxLength: 4 }), (lines) => {
      const sim = poweredOn()
      sim.input({ type: 'medium.damage', subject: STICK, path: '/boot/loader', how: 'remove' })
      sim.advance(8000)
      for (const text of lines) line(sim, text)
      expect([stateOf(sim), consoleText(sim).split('\n').at(-1)]).toEqual([{ on: { usb: 'boot prompt' } }, 'boot:'])
    }),
    { numRuns: 60 },
  )
})
it('whatever is pressed in the firmware, its boot order keeps the same entries and the screen its size', () => {
  fc.assert(
    fc.property(fc.constantFrom('Delete', 'F12'), keys, (screen, pressed) => {
      const sim = poweredOn()
      key(sim, screen)
      for (const name of pressed) {
        key(sim, name)
        const { bootOrder, firmware, firmwareDraft } = sim.world.need(node)
        for (const order of [bootOrder, firmwareDraft?.bootOrder ?? bootOrder]) expect([...order].sort()).toEqual(['disk', 'iso', 'pxe', 'usb'])
        expect(['bios', 'uefi']).toContain(firmware)
        const rows = consoleText(sim).split('\n')
        expect(rows.length).toBeLessThanOrEqual(25)
        for (const row of rows) expect(row.length).toBeLessThanOrEqual(80)
      }
    }),
    { numRuns: 80 },
  )
})
it('whatever is pressed in the menus of the loader, it stays a machine that can boot', () => {
  fc.assert(
    fc.property(keys, (pressed) => {
      const sim = poweredOn()
      sim.advance(8000)
      for (const name of pressed) key(sim, name, 50)
      const before = JSON.stringify(stateOf(sim))
      expect(before).toMatch(/loader|kernel|firmware/)
    }),
    { numRuns: 60 },
  )
})
