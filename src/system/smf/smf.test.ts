import { beforeAll, describe, expect, it } from 'vitest'
import { restore, type Save, save } from '../../sim/save.ts'
import { bootedNode, definition, newSimulator, simulatorOf } from '../../simulator.ts'
import { serviceOf } from './services.ts'

const node = 'server:node1'
const place = { server: node } as const
let booted: Save
beforeAll(async () => {
  const simulator = newSimulator()
  expect(await bootedNode(simulator)).toBe(node)
  booted = save(simulator.sim)
}, 60_000)
/** The booted node, and a way to run lines on it one after the other; yields the output of the last one. */
function begin() {
  const simulator = simulatorOf(restore(definition, booted))
  const run = async (...lines: string[]): Promise<string> => {
    let output = ''
    for (const line of lines) output = (await simulator.exec({ server: node, line })).output
    return output
  }
  const state = (name: string): string | undefined => serviceOf(simulator.sim.world, place, `svc:/${name}`)?.state
  return { ...simulator, run, state }
}

describe('the repository', () => {
  it('keeps nothing for services that nobody touched', async () => {
    const { sim, run } = begin()
    await run('sleep 10', 'svcs -a', 'svcs -x')
    expect(sim.world.count('service')).toBe(0)
  })
  it('keeps what was touched, and forgets it in the global zone when the power goes', async () => {
    const { sim, run, state } = begin()
    await run('sleep 10', 'svcadm disable -s ssh')
    expect([state('network/ssh:default'), sim.world.count('service')]).toEqual(['disabled', 1])
    sim.input({ type: 'power.cut', subject: node })
    expect(sim.world.count('service')).toBe(0)
    sim.input({ type: 'power.button', subject: node })
    await run('sleep 10')
    expect(state('network/ssh:default')).toBe('online')
  })
})
