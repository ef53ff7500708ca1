import { beforeAll, describe, expect, it } from 'vitest'
import { charts } from '../scripts/charts/charts.ts'
import { edgesOf } from '../src/sim/chart.ts'
import { step } from '../src/sim/step.ts'
import { machines } from '../src/system/system.ts'
import { chartOf, edgesAround } from '../src/ui/stage/chart/graph.ts'
import type { ChartLayout, Picture } from '../src/ui/stage/chart/layout.ts'
import { takenBy } from '../src/ui/stage/chart/live.ts'

const drawn = (picture: Picture): string[] => [...picture.links.flatMap(({ edges }) => edges), ...picture.boxes.flatMap(({ inner }) => inner)]
const overlap = (a: Picture['boxes'][number], b: Picture['boxes'][number]): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('the layout of the statecharts', () => {
  let layouts: Record<string, ChartLayout>
  beforeAll(async () => {
    layouts = await charts()
  }, 120_000)

  for (const [id, machine] of Object.entries(machines)) {
    const chart = chartOf(machine)
    const states = [...chart.states.keys()].filter((path) => path !== '').sort()
    const edges = chart.edges.map((edge) => edge.id).sort()

    it(`${id}: has every state and transition of the machine, and no other, at once`, () => {
      const { whole } = layouts[id] as ChartLayout
      expect(whole.boxes.map(({ path }) => path).sort()).toEqual(states)
      expect([...new Set([...drawn(whole), ...edgesAround(chart, '').map((edge) => edge.id)])].sort()).toEqual(edges)
    })
    it(`${id}: has them in its pictures, too`, () => {
      const { scopes } = layouts[id] as ChartLayout
      expect([...new Set(scopes.flatMap(({ boxes }) => boxes.map(({ path }) => path)))].sort()).toEqual(states)
      expect([...new Set(scopes.flatMap((picture) => [...drawn(picture), ...edgesAround(chart, picture.scope).map((edge) => edge.id)]))].sort()).toEqual(edges)
    })
    it(`${id}: has a place for everything, and no two boxes at one place`, () => {
      const { whole, scopes } = layouts[id] as ChartLayout
      for (const picture of [whole, ...scopes]) {
        for (const { id: link, points, label } of picture.links) expect([link, points.length > 1, label.width > 0]).toEqual([link, true, true])
        for (const a of picture.boxes)
          for (const b of picture.boxes) if (a.path < b.path && a.parent === b.parent) expect([a.path, b.path, overlap(a, b)]).toEqual([a.path, b.path, false])
      }
    })
  }
})

describe('the transition that is lit', () => {
  it('is the one that was taken, from every state by every event', () => {
    for (const machine of Object.values(machines)) {
      const chart = chartOf(machine)
      const types = [
        ...new Set(
          edgesOf(machine)
            .filter(({ event }) => event !== '')
            .map(({ event }) => event),
        ),
      ]
      let state = step(machine, undefined).state
      // A walk without chance: round and round through the events until nothing new happens for long.
      for (let i = 0, quiet = 0; i < 600 && quiet < types.length; i++) {
        const event = types[(i * 7) % types.length] as string
        const { state: to } = step(machine, state, { type: event })
        quiet = to === state ? quiet + 1 : 0
        if (to === state || JSON.stringify(to.value) === JSON.stringify(state.value)) continue
        const taken = takenBy(chart, { event, from: state.value, to: to.value })
        expect([machine.id, event, taken.length > 0, taken.every((edge) => edge.kind === 'always' || edge.event === event)]).toEqual([
          machine.id,
          event,
          true,
          true,
        ])
        state = to
      }
    }
  })
})
