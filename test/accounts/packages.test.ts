import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../../src/sim/record.ts'
import { restore, type Save, save } from '../../src/sim/save.ts'
import { bootedNode, definition, newSimulator, type Simulator, simulatorOf } from '../../src/simulator.ts'
import { consoleOf, screen } from '../../src/system/console/tty.ts'
import { CATALOGUE, withNeeds } from '../../src/system/pkgsrc/catalogue.ts'

const server: Id<'server'> = 'server:node1'
const tty = consoleOf(server)
let booted: Save
let node: Simulator

/** Types lines on the console and yields what came of them, up to the prompt at the end. */
async function type(...lines: string[]): Promise<string> {
  const from = node.sim.world.get(tty)?.count ?? 0
  for (const line of lines) await node.type(tty, line)
  const pieces = screen(node.sim, tty).filter(({ n }) => n >= from)
  return pieces.map(({ text }) => text).join('') + (node.sim.world.get(tty)?.prompt ?? '')
}
const run = async (line: string): Promise<string> => (await node.exec({ server, line })).output
/** Restarts the server and waits until its console asks for a login. */
async function reboot(): Promise<void> {
  await node.type(tty, 'reboot', 1000)
  await node.drive(node.sim.now + 3_600_000, () => node.sim.world.get(server)?.system?.multiUser !== true)
  await node.drive(node.sim.now + 3_600_000, () => node.sim.world.get(server)?.system?.multiUser === true)
}

beforeAll(async () => {
  const fresh = newSimulator()
  expect(await bootedNode(fresh)).toBe(server)
  booted = save(fresh.sim)
}, 60_000)
beforeEach(async () => {
  node = simulatorOf(restore(definition, booted))
  await node.type(tty, 'root')
  await node.type(tty, 'root')
})

describe('the catalogue', () => {
  test('has all that its packages need, and no package needs itself', () => {
    for (const { name, needs, files } of CATALOGUE.values()) {
      expect(needs.filter((need) => !CATALOGUE.has(need))).toEqual([])
      expect(withNeeds([name]).at(-1)?.name).toBe(name)
      expect(files.length).toBeGreaterThan(0)
    }
  })
  test('has no path twice', () => {
    const paths = [...CATALOGUE.values()].flatMap(({ files }) => files)
    expect(paths.filter((path, i) => paths.indexOf(path) !== i)).toEqual([])
  })
})
describe('packages of the global zone', () => {
  test('are asked for on the terminal: an n installs nothing, Enter installs', async () => {
    await type('pkgsrc-setup')
    expect(await type('pkgin install tree', 'n')).toMatch(/proceed \? \[Y\/n\] n\n\[root@/)
    expect(await run('ls /opt/tools/bin/tree')).toContain('No such file')
    expect(await type('pkgin install tree', '')).toMatch(/\[1\/1\] tree-2\.2\.1\.tgz +100% +52KB +12\.0MB\/s +00:00 +\n\[1\/1\] installing tree-2\.2\.1\.\.\./)
    expect(await type('tree /opt/tools/etc')).toContain('repositories.conf')
  })
  test('are there after a reboot, those below /root are not', async () => {
    await run('pkgsrc-setup; pkgin -y install tree; cp /opt/tools/bin/tree /root/tree')
    await reboot()
    expect(await run('pkg_info -E tree; ls /root/tree')).toBe('tree-2.2.1\n/root/tree: No such file or directory\n')
  })
  test('cannot be fetched without a network', async () => {
    node.sim.input({ type: 'nic.unplug', subject: 'nic:node1/e1000g0' })
    expect(await run('pkgsrc-setup')).toBe(
      'Downloading pkgsrc bootstrap...\ncurl: (6) Could not resolve host: pkgsrc.smartos.org\ndigest: can not open input file bootstrap-trunk-tools-20240116.tar.gz\nERROR: pkgsrc bootstrap checksum failure',
    )
    node.sim.input({ type: 'nic.plug', subject: 'nic:node1/e1000g0' })
    await run('pkgsrc-setup')
    node.sim.input({ type: 'nic.unplug', subject: 'nic:node1/e1000g0' })
    expect(await run('pkgin -y install tree')).toMatch(/^processing remote summary .*\npkgin: Could not fetch https:.*: Transient resolver failure\n$/)
  })
  test('need room', async () => {
    await run('pkgsrc-setup; zfs set quota=200M zones/opt')
    expect(await run('pkgin -y install rust')).toMatch(
      /pkgin: \/opt\/tools does not have enough space for installation \(\d+M required but only \d+M are available\)\n$/,
    )
  })
  test('are installed by root only', async () => {
    await type('pkgsrc-setup', 'umount /etc/shadow', 'useradd -m -s /usr/bin/bash ada', 'su - ada')
    expect(await type('pkgin install tree')).toContain("pkgin: You don't have enough rights for this operation.\n")
    expect(await type('pkg_info | head -1')).toContain('bmake-')
  })
  test('keep what was changed in a configuration when they are upgraded', async () => {
    await run('pkgsrc-setup; echo "# mine" >> /opt/tools/etc/pkgin/repositories.conf; pkgin -y upgrade')
    expect(await run('pkg_info -E pkgin; tail -1 /opt/tools/etc/pkgin/repositories.conf')).toBe('pkgin-26.2.0\n# mine\n')
  })
})
