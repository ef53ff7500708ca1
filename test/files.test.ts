import { beforeAll, expect, test } from 'vitest'
import type { Id } from '../src/sim/record.ts'
import { bootedNode, newSimulator, type Simulator } from '../src/simulator.ts'

let simulator: Simulator
let node: Id<'server'>
beforeAll(async () => {
  simulator = newSimulator()
  node = await bootedNode(simulator)
}, 60_000)

const run = async (line: string) => (await simulator.exec({ server: node, line })).output
/** Lets the node come up again after what was just done to it. */
async function reboot(how: () => Promise<unknown> | unknown): Promise<void> {
  const before = simulator.sim.world.get(node)?.system?.bootedAt
  await how()
  const up = () => {
    const system = simulator.sim.world.get(node)?.system
    return system?.multiUser === true && system.bootedAt !== before
  }
  await simulator.drive(simulator.sim.now + 30 * 60_000, up)
  expect(up()).toBe(true)
}
const RAM = ['/root/f', '/etc/f', '/tmp/f', '/var/run/f', '/f']
const POOL = ['/zones/f', '/opt/f', '/var/f', '/usbkey/f', '/etc/zones/f', '/etc/ssh/f']

test('/usr is in the image: nothing can be written there', async () => {
  const refused: [line: string, status: number][] = [
    ['echo x > /usr/f', 1],
    ['touch /usr/bin/f', 1],
    ['mkdir /usr/local', 2],
    ['rm /usr/bin/ls', 2],
    ['mkfile 1k /usr/f', 1],
  ]
  for (const [line, expected] of refused) {
    const { status, stderr } = await simulator.exec({ server: node, line })
    expect([line, status]).toEqual([line, expected])
    expect([line, stderr]).toEqual([line, expect.stringMatching(/read-only file system/i)])
  }
})
test('what is in RAM is gone after a reboot, what is in the pool stays', async () => {
  await run('echo precious > /etc/motd')
  for (const path of [...RAM, ...POOL]) expect(await run(`echo ${path} > ${path}; cat ${path}`)).toBe(`${path}\n`)
  await reboot(() => simulator.exec({ server: node, line: 'reboot' }))
  for (const path of RAM) expect([path, await run(`test -e ${path} && echo there`)]).toEqual([path, ''])
  for (const path of POOL) expect(await run(`cat ${path}`)).toBe(`${path}\n`)
  // A file of the image is as the image has it, not as it was left.
  expect(await run('cat /etc/motd')).not.toContain('precious')
})
test('a power cut loses what no transaction group has written yet, and nothing else', async () => {
  await run('echo old > /zones/cut; sync; sleep 10')
  await run('echo new > /zones/cut; echo more > /zones/late')
  expect(await run('cat /zones/cut')).toBe('new\n')
  await reboot(() => {
    simulator.sim.input({ type: 'power.cut', subject: node })
    simulator.sim.input({ type: 'power.button', subject: node })
  })
  expect(await run('cat /zones/cut; test -e /zones/late || echo gone')).toBe('old\ngone\n')
})
test('mounts are back after the reboot, those of the session are not', async () => {
  await run('mkdir -p /opt/x && mount -F lofs /opt /mnt')
  expect(await run('df -n /mnt')).toContain('lofs')
  await reboot(() => simulator.exec({ server: node, line: 'reboot' }))
  expect(await run('df -n /mnt /opt /usbkey')).toBe('/                  : ufs     \n/opt               : zfs     \n/usbkey            : zfs     \n')
})
