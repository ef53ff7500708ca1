import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Simulation } from '../sim/simulation.ts'
import { effects, inputs, machines } from '../system/system.ts'
import { expressionFaults, type Workshop, walk } from './check.ts'
import { predicates } from './goals.ts'
import { effects as ownEffects, inputs as ownInputs } from './inputs.ts'
import { parseScenario } from './parse.ts'
import { parseProse } from './prose.ts'
import { type Mark, progressOf, upTo } from './run.ts'
import type { Scenario } from './scenario.ts'
import { storyOf } from './story.ts'
import { watch } from './watch.ts'
import { prepare } from './world.ts'

// Scenarios without commands need no shell: the kernel alone plays them.
const workshop: Workshop = {
  newSimulator({ seed }) {
    const sim = new Simulation({ machines, effects: { ...effects, ...ownEffects }, inputs: { ...inputs, ...ownInputs } }, seed)
    return { sim, drive: async (until, yields) => sim.advance(until, yields) }
  },
  async resumeAt({ sim }, events) {
    const { at, inputs: again } = sim.rewind(events)
    for (const entry of again) {
      sim.advance(entry.at)
      sim.input(entry.input)
    }
    sim.advance(at)
  },
}
const node = readFileSync('scenarios/worlds/node.yaml', 'utf8')
const worlds = (name: string): string | undefined => (name === 'node' ? node : undefined)
const source = (steps: string, head = ''): string => `version: 1\nid: test\nlevel: 1\nminutes: 5\nworld: node\n${head}steps:\n${steps}`
const PRESS = `
  - id: press
    kind: do
    goals:
      - { id: power, when: node.power, about: { node: node1 } }
      - { id: menu, when: 'node.phase == "loader"', about: { console: node1 } }
    solutions:
      - - input: { type: power.button, subject: 'server:node1' }
        - wait: node.phase == "loader"
    mistakes:
      - id: pulled
        when: '!sticks.exists(s, s.plugged)'
        do: [input: { type: usb.pull, subject: 'medium:node1-SMARTOSBOOT' }]
  - id: ask
    kind: quiz
    choices: [{ id: a }, { id: b, right: true }]
`
function scenario(text: string): Scenario {
  const parsed = parseScenario(text, worlds)
  if (!parsed.ok) throw new Error(String(parsed.error.data.faults))
  return parsed.value
}
const refusal = (text: string): string => {
  const parsed = parseScenario(text, worlds)
  return parsed.ok ? '' : String(parsed.error.data.faults)
}

describe('a scenario file', () => {
  it('gets its world and its defaults', () => {
    const read = scenario(source(PRESS))
    expect(read.world.servers[0]?.stick).toEqual({ platform: '20260312T002222Z', label: 'SMARTOSBOOT' })
    expect(read.prerequisites).toEqual([])
  })
  it.each([
    ['is no YAML', 'steps: [', /flow/i],
    ['has a field that nobody knows', source(PRESS, 'script: alert(1)\n'), /script/],
    ['is of another version', source(PRESS).replace('version: 1', 'version: 2'), /version/],
    ['names a world that is not there', source(PRESS).replace('world: node', 'world: moon'), /moon/],
    ['names a step twice', source(PRESS + PRESS), /press is there twice/],
    ['has a question without an answer', source(PRESS.replace(', right: true', '')), /no choice is right/],
    ['reveals what was not asked', source(`${PRESS}  - { id: end, kind: read, reveals: ask }\n`), /no prediction/],
    ['is too long', source(PRESS) + ' '.repeat(100_001), /longer/],
    [
      'blows aliases up',
      `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c]\n`,
      /alias/,
    ],
  ])('is refused when it %s', (_, text, fault) => expect(refusal(text)).toMatch(fault))
})

describe('predicates', () => {
  it.each([
    ['calls a function that is not offered', 'fetch("x")', /fetch/],
    ['names a variable that is not there', 'window.x == 1', /window/],
    ['yields no truth', '"a" + "b"', /truth/],
    ['loops in loops in loops', 'zones.all(a, zones.all(b, zones.all(c, true)))', /loops/],
    ['uses a regular expression', '"aaaaaaaaaaaaaaaaaaaaaaaaaaa!".matches("(a+)+$")', /regular/],
    ['is deep', `${'('.repeat(40)}true${')'.repeat(40)}`.replace(/\(/g, '!('), /./],
    ['does not parse', 'node.power &&', /./],
  ])('refuse what %s', (_, expression, fault) => expect(predicates().fault(expression)).toMatch(fault))
  it('say where an expression of a scenario is wrong', () => {
    expect(expressionFaults(scenario(source(PRESS.replace('when: node.power', 'when: nodes.power &&'))), predicates())[0]).toMatch(/^press, goal power: /)
  })
})

describe('a run', () => {
  it('goes through: nothing holds at first, the solution reaches the end, mistakes are noticed and taken back', async () => {
    const read = scenario(source(PRESS))
    const first = await walk(workshop, read, predicates(), 0, true)
    expect(first.faults).toEqual([])
    expect((await walk(workshop, read, predicates(), 0, true)).bytes).toBe(first.bytes)
  })
  it.each([
    ['a goal that holds from the start', PRESS.replace('when: node.power', 'when: "!node.power"'), /press: power holds before/],
    ['a solution that leads nowhere', PRESS.replace('wait: node.phase == "loader"', 'wait: 1'), /does not reach menu/],
    ['a mistake that nobody notices', PRESS.replace("'!sticks.exists(s, s.plugged)'", 'node.multiUser'), /pulled is answered with nothing/],
    [
      'a mistake that reaches the goal',
      PRESS.replace(
        "do: [input: { type: usb.pull, subject: 'medium:node1-SMARTOSBOOT' }]",
        "do: [input: { type: power.button, subject: 'server:node1' }, wait: 'node.phase == \"loader\"']",
      ),
      /pulled reaches the goal/,
    ],
  ])('finds %s', async (_, steps, fault) => expect((await walk(workshop, scenario(source(steps)), predicates(), 0, true)).faults.join('\n')).toMatch(fault))

  it('latches goals with their event, and shows them broken', async () => {
    const read = scenario(source(PRESS))
    const player = workshop.newSimulator({ seed: 1 })
    const { sim } = player
    await prepare(player, read, predicates())
    const run = watch(sim, read, predicates())
    const power = () => run.progress().steps[0]?.goals[0]
    const press = (): void => sim.input({ type: 'power.button', subject: 'server:node1' })
    expect(power()).toEqual({ id: 'power', state: 'open' })
    press()
    const reached = sim.events.length
    expect(power()).toEqual({ id: 'power', state: 'reached', reached })
    press()
    expect(power()).toEqual({ id: 'power', state: 'broken', reached, broken: sim.events.length })
    expect(run.progress(reached).steps[0]?.goals[0]?.state).toBe('reached')
    expect(run.progress(reached - 1).steps[0]?.goals[0]?.state).toBe('open')
    // Somebody who comes later finds the same in the history.
    expect(watch(sim, read, predicates()).marks()).toEqual(run.marks())
  })
  it('forgets what was reached after the moment one goes on from', async () => {
    const read = scenario(source(PRESS))
    const player = workshop.newSimulator({ seed: 1 })
    const { sim } = player
    await prepare(player, read, predicates())
    const run = watch(sim, read, predicates())
    sim.input({ type: 'power.button', subject: 'server:node1' })
    sim.advance(60_000)
    expect(run.progress().current).toBe(1)
    await workshop.resumeAt(player, storyOf(sim.world)?.begin ?? 0)
    run.check()
    expect(run.marks()).toEqual([])
    expect(run.progress().current).toBe(0)
  })
  it('lets a fault come at its time', async () => {
    const read = scenario(source(PRESS, "faults: [{ at: 2, input: { type: usb.pull, subject: 'medium:node1-SMARTOSBOOT' } }]\n"))
    const player = workshop.newSimulator({ seed: 1 })
    await prepare(player, read, predicates())
    player.sim.advance(1999)
    expect(player.sim.world.need('medium:node1-SMARTOSBOOT').server).toBe('server:node1')
    player.sim.advance(2000)
    expect(player.sim.world.need('medium:node1-SMARTOSBOOT').server).toBeUndefined()
  })
  it('waits for the answer to a question', () => {
    const read = scenario(source(PRESS))
    const marks: Mark[] = ['power', 'menu'].map((id, i) => ({ event: 5 + i, step: 'press', what: 'goal', id, holds: true }))
    expect(progressOf(read, marks, {}).current).toBe(1)
    expect(progressOf(read, marks, { ask: 'a' }).current).toBe(1)
    expect(progressOf(read, marks, { ask: 'b' }).current).toBe(2)
    expect(progressOf(read, marks, { ask: 'b' }, 5).current).toBe(0)
    expect(upTo(marks, 5)).toEqual(marks.slice(0, 1))
  })
})

describe('prose', () => {
  const parse = (text: string) => {
    const parsed = parseProse(text)
    return parsed.ok ? parsed.value : String(parsed.error.data.fault)
  }
  it('knows its steps, hints, choices and commands', () => {
    const prose = parse(
      '# Title\nSummary.\n\n## one: First\nType `# zfs list -o name` & `code`.\n### goal g: Done *it*\n### hint know\nKnow.\n### choice a: Yes\nGood.\n',
    )
    expect(prose).toMatchObject({
      title: 'Title',
      summary: 'Summary.',
      lines: ['zfs list -o name'],
      steps: { one: { title: 'First', goals: { g: 'Done *it*' }, know: '<p>Know.</p>', choices: { a: { label: 'Yes', text: '<p>Good.</p>' } } } },
    })
    expect(typeof prose === 'object' && prose.steps.one?.text).toBe(
      '<p>Type <button type="button" class="types" data-line="zfs list -o name"><code>zfs list -o name</code></button> &amp; <code>code</code>.</p>',
    )
  })
  it('makes no markup but its own', () => {
    const prose = parse('# T\nS\n## a: A\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](http://evil/x.png) `# echo "><script>"`\n')
    const html = typeof prose === 'object' ? (prose.steps.a?.text ?? '') : prose
    expect(html).not.toMatch(/<img|<script|javascript:/)
    expect(html).toContain('data-line="echo &quot;&gt;&lt;script&gt;&quot;"')
  })
  it.each([
    ['no title', '## a: A\n', /no title/],
    ['a step without a name', '# T\n## Hello\n', /Hello/],
    ['a heading that means nothing', '# T\n## a: A\n### goals\n', /goals/],
  ])('is refused with %s', (_, text, fault) => expect(parse(text)).toMatch(fault))
})
