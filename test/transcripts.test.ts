import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { restore, type Save, save } from '../src/sim/save.ts'
import { bootedNode, definition, newSimulator, registry, simulatorOf } from '../src/simulator.ts'
import { parseTranscript, rewritten, written } from './transcripts.ts'

const texts = import.meta.glob<string>('./transcripts/**/*.md', { query: '?raw', import: 'default', eager: true })
const update = process.env.TRANSCRIPT_UPDATE === '1'
const node = 'server:node1'

// Every transcript begins on the same node: booted once, restored for each.
let booted: Save
beforeAll(async () => {
  const simulator = newSimulator()
  expect(await bootedNode(simulator)).toBe(node)
  booted = save(simulator.sim)
}, 60_000)

describe.each(Object.entries(texts))('%s', (path, markdown) => {
  test('prints what it says', async () => {
    const transcript = parseTranscript(markdown)
    const { exec } = simulatorOf(restore(definition, booted))
    const outputs: string[] = []
    for (const { commands } of transcript.blocks) {
      let text = ''
      for (const line of commands) text += written(line, await exec({ server: node, line }))
      outputs.push(text)
    }
    const actual = rewritten(transcript, outputs)
    if (update && actual !== markdown) writeFileSync(new URL(path, import.meta.url), actual)
    else expect(actual).toBe(markdown)
  })
  test('names its source', () => {
    expect(markdown).toMatch(/^# .+\n\nSource: \S.{9,}/)
    expect(parseTranscript(markdown).blocks.flatMap(({ commands }) => commands)).not.toEqual([])
  })
})

test('every subcommand of a tool with transcripts is in one of them', async () => {
  const tools = new Set(Object.keys(texts).map((path) => path.split('/')[2] as string))
  const all = Object.values(texts).flatMap((text) => parseTranscript(text).blocks.flatMap(({ commands }) => commands))
  const missing: string[] = []
  for (const tool of tools) {
    const subcommands = await registry.subcommands(tool)
    const names = subcommands.length > 0 ? subcommands.map(({ name }) => name) : [tool]
    for (const name of names) if (!all.some((line) => new RegExp(`(^|[|;&({]\\s*)${name}(\\s|$)`).test(line))) missing.push(name)
  }
  expect(missing).toEqual([])
})
test('a transcript that is wrong is noticed', () => {
  const text = '# x\n\nSource: here.\n\n```console\n# echo a\nb\n? 1\n```\nend\n'
  const transcript = parseTranscript(text)
  expect(transcript.blocks[0]?.commands).toEqual(['echo a'])
  expect(rewritten(transcript, [transcript.blocks[0]?.text ?? ''])).toBe(text)
  expect(rewritten(transcript, [written('echo a', { output: 'a\n', status: 0 })])).toBe(text.replace('b\n? 1\n', 'a\n'))
})
