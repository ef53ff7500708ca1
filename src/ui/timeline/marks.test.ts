import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../../sim/record.ts'
import { CHAIN, FAILURE, FAULT, FORK, INPUT, Marks, SOME } from './marks.ts'

const event = (id: number, what: Partial<SimEvent>): SimEvent => ({
  id,
  cause: 0,
  at: id,
  kind: 'operation',
  subject: 'server:a',
  message: { id: 'x' },
  commit: id,
  ...what,
})
const events = [
  event(1, {}),
  event(2, { kind: 'input', message: { id: 'input.power.button' } }),
  event(3, { kind: 'input', message: { id: 'input.usb.pull' } }),
  event(4, { kind: 'transition', transition: { event: 'x', from: 'on', to: { on: 'panic' } } }),
]

describe('marks of the timeline', () => {
  it('tell inputs, faults and failures', () => {
    const marks = new Marks()
    marks.take(events)
    expect([...marks.over(0, 5, new Set())]).toEqual([0, SOME, SOME | INPUT, SOME | FAULT, SOME | FAILURE])
  })
  it('show the chain of causes, and nothing from before the story', () => {
    const marks = new Marks()
    marks.take(events)
    expect([...marks.over(2, 3, new Set([1, 3]))]).toEqual([0, SOME | FAULT | CHAIN, SOME | FAILURE])
  })
  it('show where other futures part', () => {
    const marks = new Marks()
    marks.take(events)
    expect([...marks.over(0, 5, new Set(), [3, 9])]).toEqual([0, SOME, SOME | INPUT, SOME | FAULT | FORK, SOME | FAILURE])
  })
  it('are summed up when many events share a pixel', () => {
    const marks = new Marks()
    marks.take(events)
    expect([...marks.over(0, 1, new Set())]).toEqual([SOME | INPUT | FAULT | FAILURE])
  })
})
