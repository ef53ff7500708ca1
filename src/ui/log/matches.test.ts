import { describe, expect, it } from 'vitest'
import type { Id, SimEvent } from '../../sim/record.ts'
import { Matches } from './matches.ts'

const event = (id: number, kind: SimEvent['kind'], subject: Id): SimEvent => ({ id, cause: 0, at: id, kind, subject, message: { id: 'x' }, commit: id })
const events = [event(1, 'input', 'tty:a'), event(2, 'timer', 'server:a'), event(3, 'transition', 'server:a'), event(4, 'operation', 'zone:b')]

describe('filter of the log', () => {
  it('lets pass what is wanted, up to the moment that is looked at', () => {
    const story = new Matches('story', () => true)
    expect(story.upTo(events, 4)).toBe(3)
    expect(story.ids).toEqual([1, 3, 4])
    expect(story.upTo(events, 3)).toBe(2)
    expect(story.upTo(events, 0)).toBe(0)
    expect(new Matches('input', () => true).upTo(events, 4)).toBe(1)
    expect(new Matches('all', (subject) => subject.startsWith('server:')).upTo(events, 4)).toBe(2)
  })
  it('leaves the ticks of a countdown out of the story', () => {
    const tick: SimEvent = { ...event(1, 'transition', 'server:a'), transition: { event: 'xstate.after.1000.x', from: { on: 'menu' }, to: { on: 'menu' } } }
    expect(new Matches('story', () => true).upTo([tick], 1)).toBe(0)
    expect(new Matches('all', () => true).upTo([tick], 1)).toBe(1)
  })
  it('goes on with what is new', () => {
    const all = [...events]
    const matches = new Matches('all', () => true)
    expect(matches.upTo(all, 4)).toBe(4)
    all.push(event(5, 'input', 'tty:a'))
    expect(matches.upTo(all, 5)).toBe(5)
    expect(matches.ids).toEqual([1, 2, 3, 4, 5])
    expect(matches.before(4)).toBe(3)
  })
})
