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
describe('in a zone', () => {
  it('the repository lasts: what was disabled stays so when the zone boots again, what was temporary does not', async () => {
    const { sim, run } = begin()
    const uuid = '54f1cc77-68f1-42ab-acac-5c4f64f5d6e0'
    const image = '2f1dc911-6401-4fa4-8e9d-67ea2e39c271'
    await run(`sleep 10; imgadm import -q ${image}`, `echo '{"uuid":"${uuid}","brand":"joyent","image_uuid":"${image}","alias":"web"}' | vmadm create`)
    const state = (name: string) => serviceOf(sim.world, { server: node, zone: `zone:node1/${uuid}` }, `svc:/${name}`)?.state
    await run(`svcadm -z ${uuid} disable -s cron`, `zlogin ${uuid} svcadm disable -st ssh`, `zlogin ${uuid} svcadm enable -s network/ntp`)
    const three = () => [state('system/cron:default'), state('network/ssh:default'), state('network/ntp:default')]
    expect(three()).toEqual(['disabled', 'disabled', 'online'])
    await run(`vmadm reboot ${uuid}`, 'sleep 20')
    expect(three()).toEqual(['disabled', 'online', 'online'])
    // Its own services are no business of the global zone.
    expect(serviceOf(sim.world, place, 'svc:/system/cron:default')?.state).toBe('online')
  }, 30_000)
})
describe('what services do', () => {
  it('without the login service the console has no prompt, and its session ends', async () => {
    const { sim, type, run } = begin()
    await run('sleep 10')
    const console = 'tty:node1/console'
    await type(console, 'root')
    await type(console, 'root')
    expect(sim.world.get('shell:node1/console')).toBeDefined()
    await run('svcadm disable -s console-login; sleep 1')
    expect([sim.world.get('shell:node1/console'), sim.world.get(console)?.mode]).toEqual([undefined, 'off'])
    await run('svcadm enable -s console-login; sleep 1')
    expect(sim.world.get(console)).toMatchObject({ mode: 'line', prompt: 'smartos wscons login: ' })
  })
  it('a service with what it needs is enabled by -r', async () => {
    const { run, state } = begin()
    await run('sleep 10', 'svcadm disable -s filesystem/local', 'svcadm disable -s ssh', 'svcadm enable -rs ssh')
    expect([state('system/filesystem/local:default'), state('network/ssh:default')]).toEqual(['online', 'online'])
  })
  it('says which dependencies hold it back when one waits for it', async () => {
    const { run } = begin()
    await run('sleep 10', 'svcadm disable -s milestone/name-services', 'svcadm disable -s cron')
    expect(await run('svcadm enable -s cron; echo $?')).toBe('svcadm: Instance "svc:/system/cron:default" has unsatisfied dependencies.\n4\n')
  })
})
