import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Id } from '../src/sim/record.ts'
import { newSimulator, type Simulator } from '../src/simulator.ts'
import { createServer, DEFAULT_SERVER } from '../src/system/hardware/world.ts'
import { act, parseConsoles, shownOn, withScreens } from './consoles.ts'

const texts = import.meta.glob<string>(['./consoles/*.md', '!./consoles/README.md'], { query: '?raw', import: 'default', eager: true })
const update = process.env.CONSOLE_UPDATE === '1'

describe.each(Object.entries(texts))('%s', (path, markdown) => {
  test('shows what it says', async () => {
    const file = parseConsoles(markdown)
    const screens: string[] = []
    let simulator: Simulator | undefined
    let watched: Id<'tty'> = 'tty:node1/console'
    for (const { inputs, fresh, world } of file.blocks) {
      if (fresh || !simulator) {
        simulator = newSimulator()
        watched = 'tty:node1/console'
        createServer(simulator.sim, { ...DEFAULT_SERVER, ...world })
      }
      for (const line of inputs) watched = await act(simulator, line, watched)
      screens.push(shownOn(simulator, watched))
    }
    const actual = withScreens(file, screens)
    if (update && actual !== markdown) writeFileSync(new URL(path, import.meta.url), actual)
    else expect(actual).toBe(markdown)
  })
  test('names its source', () => {
    expect(markdown).toMatch(/^# .+\n\nSource: \S.{9,}/)
    expect(parseConsoles(markdown).blocks.every(({ inputs }) => inputs.length > 0)).toBe(true)
  })
})

test('a transcript that is wrong is noticed', () => {
  const text = '# x\n\nSource: somewhere\n\n## a\n\n```console\n> power.button\nnothing\n```\n'
  const file = parseConsoles(text)
  expect(file.blocks).toEqual([{ inputs: ['power.button'], fresh: true, world: {} }])
  expect(withScreens(file, ['nothing\n'])).toBe(text)
  expect(withScreens(file, ['something\n'])).not.toBe(text)
})
