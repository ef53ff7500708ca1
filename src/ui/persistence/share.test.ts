import { describe, expect, it } from 'vitest'
import { pack, type Story, unpack } from './share.ts'

const story: Story = {
  scenario: 'power-on',
  seed: 7,
  now: 90_000,
  journal: [
    { at: 0, input: { type: 'power.button', subject: 'server:node1' }, after: 12 },
    { at: 61_250.5, input: { type: 'tty.line', subject: 'tty:node1/console', text: 'echo "¿qué?" | wc -c' }, after: 340 },
    { at: 62_000, input: { type: 'tty.interrupt', subject: 'tty:node1/console' }, after: 341, amid: true },
  ],
}

describe('a story in a link', () => {
  it('comes out as it went in', () => {
    expect(unpack(pack(story))).toEqual(story)
    expect(pack(story)).toMatch(/^[\w-]+$/)
  })
  it('is refused when it is cut short anywhere', () => {
    const link = pack(story)
    for (let length = 0; length < link.length - 2; length++) expect(unpack(link.slice(0, length))).toBeUndefined()
  })
  it('is refused when it is rubbish, from another version, or against time', () => {
    expect(unpack('%%%')).toBeUndefined()
    expect(unpack('AAAA')).toBeUndefined()
    expect(unpack('A'.repeat(200_000))).toBeUndefined()
    expect(unpack(pack({ ...story, now: 10 }))).toBeUndefined()
    expect(unpack(pack({ ...story, journal: [...story.journal].reverse() }))).toBeUndefined()
    expect(unpack(pack({ ...story, scenario: '<b>' }))).toBeUndefined()
    expect(unpack(pack({ ...story, journal: [{ at: 0, input: { type: 3 } as never }] }))).toBeUndefined()
  })
  it('is refused when it unpacks to too much', () => {
    expect(unpack(pack({ ...story, journal: [{ at: 0, input: { type: 'x', text: 'a'.repeat(5_000_000) } }] }))).toBeUndefined()
  })
})
