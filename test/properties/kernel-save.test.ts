import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setup } from 'xstate'
import type { Rec } from '../../src/sim/record.ts'
import { parseSave, restore, save, VERSION } from '../../src/sim/save.ts'
import { type Definition, Simulation } from '../../src/sim/simulation.ts'
import { effect } from '../../src/sim/step.ts'

declare module '../../src/sim/record.ts' {
  interface Records {
    blinker: Rec & { readonly machine: { readonly value: unknown }; readonly seen?: number }
  }
}
/** A thing that goes on by itself, by chance and by hand: what the file of version 1 is of. */
const blinker = setup({ types: {} as { events: { type: string } }, actions: { seen: effect() }, delays: { pause: 1000 } }).createMachine({
  id: 'blinker',
  initial: 'dark',
  states: { dark: { after: { pause: 'lit' } }, lit: { entry: 'seen', after: { 300: 'dark' } } },
})
const definition: Definition = {
  machines: { blinker: blinker as never },
  effects: { seen: (sim, owner) => void sim.patch(sim.world.need(owner) as Rec & { seen?: number }, { seen: Math.floor(sim.random('seen') * 1000) }) },
  inputs: { put: (sim, { id }: { id: string }) => void (sim.world.get(`blinker:${id}`) ?? sim.start({ id: `blinker:${id}` })) },
}
function running(): Simulation {
  const sim = new Simulation(definition, 5)
  sim.input({ type: 'put', id: 'a' })
  sim.advance(1700)
  sim.input({ type: 'put', id: 'b' })
  sim.advance(4321)
  return sim
}
const codeOf = (text: string): string => {
  const parsed = parseSave(text)
  return parsed.ok ? 'ok' : parsed.error.code
}
const good = (): string => JSON.stringify(save(running()))

describe('a saved world', () => {
  it('of version 1 still loads, and goes on as it would have', () => {
    const parsed = parseSave(readFileSync(new URL('../saves/version-1.json', import.meta.url), 'utf8'))
    if (!parsed.ok) throw new Error(parsed.error.code)
    expect(parsed.value).toMatchObject({ version: VERSION, scenario: 'sandbox', now: 4321 })
    const sim = restore(definition, parsed.value)
    const through = running()
    for (const one of [sim, through]) one.advance(20_000)
    expect(JSON.stringify(sim.world.snapshot())).toBe(JSON.stringify(through.world.snapshot()))
    expect(sim.events.length).toBe(through.events.length)
  })
  it('keeps to which story it belongs', () => {
    const parsed = parseSave(JSON.stringify(save(running(), { scenario: 'power-on', past: true })))
    expect(parsed.ok && parsed.value.scenario).toBe('power-on')
  })
  it('forgets only old events, and goes on counting them', () => {
    const sim = running()
    sim.advance(2_000_000)
    const saved = save(sim)
    expect(saved.events.length).toBeLessThan(sim.events.length)
    const again = restore(definition, saved)
    expect(again.events.length).toBe(sim.events.length)
    expect(again.events.every(({ id }, i) => id === i + 1)).toBe(true)
    for (const one of [sim, again]) one.advance(2_100_000)
    expect(JSON.stringify(again.world.snapshot())).toBe(JSON.stringify(sim.world.snapshot()))
  })
  it('without its past goes back no further than to where it was saved', () => {
    const again = restore(definition, save(running()))
    const there = JSON.stringify(again.world.snapshot())
    again.advance(30_000)
    expect(again.rewind(1)).toEqual({ at: 4321, inputs: [] })
    expect(JSON.stringify(again.world.snapshot())).toBe(there)
    expect(again.now).toBe(4321)
    expect(again.branches.length).toBe(1)
  })
  it('is refused with the reason', () => {
    const text = good()
    expect(codeOf(text)).toBe('ok')
    expect(codeOf('')).toBe('not json')
    expect(codeOf('\u0000\u0001rubbish')).toBe('not json')
    expect(codeOf('[]')).toBe('foreign')
    expect(codeOf('null')).toBe('foreign')
    expect(codeOf('{"format":"other","version":1}')).toBe('foreign')
    expect(codeOf(text.replace(`"version":${VERSION}`, `"version":${VERSION + 1}`))).toBe('newer')
    expect(codeOf(text.replace(`"version":${VERSION}`, '"version":"2"'))).toBe('damaged')
    expect(codeOf(text.replace('"seed":5', '"seed":6'))).toBe('damaged')
    expect(codeOf('{"format":"globalzone","version":1}')).toBe('damaged')
    expect(codeOf('{"format":"globalzone","version":1,"seed":1,"time":0,"records":[{"id":5}],"journal":[],"events":[]}')).toBe('damaged')
    expect(codeOf('{"format":"globalzone","version":1,"seed":1,"time":-1,"records":[],"journal":[],"events":[]}')).toBe('damaged')
  })
  it('is refused when it is cut short or changed anywhere', () => {
    const text = good()
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom('0', '9', 'x', '"', '}', ' '), (at, char) => {
        expect(codeOf(text.slice(0, at))).not.toBe('ok')
        const changed = text.slice(0, at) + char + text.slice(at + 1)
        // A blank for a blank, or where JSON does not care, is the same file.
        const same = (() => {
          try {
            return JSON.stringify(JSON.parse(changed)) === text
          } catch {
            return false
          }
        })()
        if (!same) expect(codeOf(changed)).not.toBe('ok')
      }),
      { numRuns: 300 },
    )
  })
})
