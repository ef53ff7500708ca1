import { expect, test } from 'vitest'
import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import { imagePassword } from '../media/contents.ts'
import { checkPassword } from '../platform/password.ts'
import { crypt } from '../platform/shadow.ts'
import { servicesOf } from '../smf/services.ts'
import { booted, key, node, poweredOn, press, stateOf } from './testing.ts'

const files = (sim: Simulation) => openFiles(sim, { server: node })
const opens = (sim: Simulation, password: string) => checkPassword(sim, sim.world.need(node), 'root', password)
/** Changes the config, and boots again. */
function again(sim: Simulation, change: (text: string) => string): Simulation {
  files(sim).write('/usbkey/config', change(files(sim).read('/usbkey/config')))
  sim.advance(sim.now + 30_000)
  press(sim, 'reset.button')
  sim.advance(sim.now + 120_000)
  return sim
}
/** Stops in the loader and boots with variables set or unset there. */
function withLoader(lines: readonly string[], more = {}): Simulation {
  const sim = poweredOn(more)
  sim.advance(10_000)
  key(sim, 'escape', 10)
  for (const text of [...lines, 'boot']) {
    sim.input({ type: 'tty.line', subject: 'tty:node1/console', text })
    sim.advance(sim.now + 10)
  }
  sim.advance(sim.now + 90_000)
  return sim
}

test('what the config says is in /etc again after each boot, whatever was changed there', () => {
  const sim = booted()
  for (const path of ['/etc/nodename', '/etc/resolv.conf', '/etc/inet/hosts', '/etc/inet/ntp.conf', '/.dcinfo']) files(sim).write(path, 'mine\n')
  again(sim, (text) => `${text}datacenter_name=lab\nheadnode_default_gateway=192.168.1.1\n`)
  expect(files(sim).read('/etc/nodename')).toBe('smartos\n')
  expect(files(sim).read('/etc/resolv.conf')).toBe('search example.com\nnameserver 8.8.8.8\nnameserver 8.8.4.4\n')
  expect(files(sim).read('/etc/hosts')).toContain('\n192.168.1.50\tsmartos smartos.example.com\n')
  expect(files(sim).read('/etc/inet/ntp.conf')).toContain('\n# Time Servers\npool 0.smartos.pool.ntp.org burst iburst minpoll 4\n')
  expect(files(sim).read('/.dcinfo')).toBe("SDC_DATACENTER_NAME='lab'\n")
  expect(files(sim).read('/etc/defaultrouter')).toBe('192.168.1.1\n')
})
test('keys of root come from config.inc, if the config names the file', () => {
  const sim = booted()
  files(sim).mkdir('/usbkey/config.inc', true)
  files(sim).write('/usbkey/config.inc/keys', 'ssh-ed25519 AAAA me\n')
  expect(files(sim).exists('/root/.ssh/authorized_keys')).toBe(false)
  again(sim, (text) => `${text}root_authorized_keys_file=keys\n`)
  expect(files(sim).read('/root/.ssh/authorized_keys')).toBe('ssh-ed25519 AAAA me\n')
  expect(files(sim).stat('/root/.ssh/authorized_keys').mode).toBe(0o600)
})
test('the name: config, boot parameter, address of the admin card', () => {
  const sim = booted()
  const name = () => sim.world.need(node).system?.hostname
  again(sim, (text) => text.replace('hostname=smartos', 'hostname=unknown'))
  expect(name()).toBe('52-54-00-2f-61-34')
  expect(withLoader(['set hostname=fromloader']).world.need(node).system?.hostname).toBe('smartos')
  expect(withLoader(['set hostname=fromloader', 'set noimport=true', 'set smartos=false']).world.need(node).system?.hostname).toBe('fromloader')
  expect(poweredOn({ nics: [], configured: false }).world.need(node).system).toBeUndefined()
})
test('a static address: address, mask, route; without a mask DHCP is asked', () => {
  const sim = booted()
  const addresses = () => sim.world.need(node).system?.addresses
  again(sim, (text) =>
    text.replace('admin_ip=dhcp', 'admin_ip=10.0.0.5\nadmin_netmask=255.255.0.0\nadmin_gateway=10.0.0.1').replace(/headnode_default_gateway=.*\n/, ''),
  )
  expect(addresses()).toEqual({ e1000g0: { ip: '10.0.0.5', prefix: 16, dhcp: false } })
  expect(files(sim).read('/etc/defaultrouter')).toBe('10.0.0.1\n')
  again(sim, (text) => text.replace('admin_netmask=255.255.0.0\n', ''))
  expect(addresses()).toMatchObject({ e1000g0: { dhcp: true } })
})
test('the root password: the pool, the loader, the config, the image', () => {
  const own = booted({ configured: { admin_ip: 'dhcp', root_password: 'own' } })
  expect([opens(own, 'own'), opens(own, 'root')]).toEqual([true, false])
  // Rescue: the pool is left alone, and the loader's word counts.
  const rescue = withLoader(['set noimport=true', 'set standalone=true', 'set smartos=false'])
  expect([opens(rescue, 'root'), files(rescue).exists('/usbkey/config')]).toEqual([true, false])
  expect(files(rescue).read('/etc/shadow')).toContain(`root:${crypt('root')}:`)
  // A node that only does not import ends before it comes to the password, as one that boots over the network does.
  const bare = withLoader(['set noimport=true'])
  expect([opens(bare, 'root'), opens(bare, imagePassword('20260312T002222Z'))]).toEqual([false, true])
})
test('a forgotten password: root_shadow= in the config counts once the shadow file is out of the way', () => {
  const sim = withLoader(['unset root_shadow'], { configured: { admin_ip: 'dhcp', root_password: 'forgotten' } })
  expect(opens(sim, 'forgotten')).toBe(true)
  files(sim).write('/usbkey/config', `${files(sim).read('/usbkey/config')}root_shadow='${crypt('new')}'\n`)
  expect(opens(sim, 'new')).toBe(false)
})
test('smt_enabled=false and a damaged config', () => {
  const sim = booted()
  again(sim, (text) => text.replace('smt_enabled=true', 'smt_enabled=false'))
  expect(sim.world.need(node).system?.smt).toBe(false)
  files(sim).write('/etc/inet/ntp.conf', '')
  again(sim, (text) => `this is no config\n${text}`)
  expect(files(sim).read('/etc/inet/ntp.conf')).not.toContain('# Time Servers')
  const states = new Map(servicesOf(sim.world, node).map(({ fmri, state }) => [fmri, state]))
  expect(states.get('svc:/system/smartdc/config:default')).toBe('maintenance')
  expect(states.get('svc:/network/physical:default')).toBe('maintenance')
  expect(states.get('svc:/network/ssh:default')).toBe('offline')
  expect(files(sim).read('/var/svc/log/system-smartdc-config:default.log')).toMatch(/\/lib\/sdc\/config\.sh: line \d+: CONFIG_this: command not found\n/)
})
test('a cable that is plugged in long after the boot: the lease comes then', () => {
  const sim = poweredOn()
  sim.input({ type: 'nic.unplug', subject: 'nic:node1/e1000g0' })
  sim.advance(420_000)
  expect(sim.world.need(node).system).toMatchObject({ multiUser: true })
  expect(sim.world.need(node).system?.addresses ?? {}).toEqual({})
  sim.input({ type: 'nic.plug', subject: 'nic:node1/e1000g0' })
  expect(sim.world.need(node).system?.addresses).toMatchObject({ e1000g0: { ip: '192.168.1.50', dhcp: true } })
})
test('DHCP is asked again while the method waits: who plugs in late need not wait for the end', () => {
  const sim = poweredOn()
  const nic = sim.world.need('nic:node1/e1000g0' as Id<'nic'>)
  sim.patch(nic, { cable: false })
  sim.advance(60_000)
  expect(stateOf(sim)).toMatchObject({ on: { system: { milestones: 'dhcp' } } })
  // Nobody tells the server: it finds out by itself.
  sim.patch(nic, { cable: true })
  sim.advance(71_000)
  expect(stateOf(sim)).not.toMatchObject({ on: { system: { milestones: 'dhcp' } } })
})
