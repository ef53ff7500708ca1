import { expect, test } from 'vitest'
import type { Simulation } from '../../src/sim/simulation.ts'
import { openFiles } from '../../src/system/files/open.ts'
import { openStore } from '../../src/system/files/store.ts'
import { emptyDirectory, nodeAt, withNodeAt } from '../../src/system/files/tree.ts'
import { type Console, firstBoot, node } from './harness.ts'

const STICK = 'medium:node1-SMARTOSBOOT'
/** Puts a file on the stick, as a hand at another machine would. */
function put(sim: Simulation, dir: string, name: string, text: string): void {
  const store = openStore(sim, STICK)
  const root = nodeAt(store.root, [dir]) ? store.root : withNodeAt(store.root, [dir], emptyDirectory({ mtime: 0, ino: store.nextIno }), 0)
  const file = { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: 0, ino: store.nextIno + 1, size: text.length, content: text } as const
  store.save(withNodeAt(root, [dir, name], file, 0), { inos: 2 })
}
const onStick =
  (text: string) =>
  (sim: Simulation): void =>
    put(sim, 'private', 'answers.json', text)
const ALL = {
  config_console: 'text',
  skip_instructions: true,
  simple_headers: true,
  admin_nic: '52:54:00:2f:61:34',
  admin_ip: '192.168.1.20',
  admin_netmask: '<default>',
  headnode_default_gateway: '192.168.1.1',
  dns_resolver1: '<default>',
  dns_resolver2: '9.9.9.9',
  dns_search: 'example.com',
  ntp_host: '<default>',
  skip_ntp_check: true,
  zpool_layout: 'mirror',
  zpool_confirm_layout: 'yes',
  bootpool: 'none',
  install_pkgsrc: 'no',
  root_password: 'secret',
  hostname: 'robot',
  skip_final_summary: true,
  skip_final_confirm: true,
}
const at = (answers: unknown): Promise<Console> => firstBoot({}, onStick(typeof answers === 'string' ? answers : JSON.stringify(answers)))
const config = (one: Console): string => openFiles(one.sim, { server: node }).read('/usbkey/config')

// Keys, and which of them are tested how: smartos-live src/smartdc/lib/smartos_prompt_config.sh.
test('with all answers on the stick nothing is asked, and the node comes up configured', async () => {
  const one = await at(ALL)
  expect(one.look()).toMatch(/wscons login: $/)
  expect(config(one)).toMatch(
    /^admin_ip=192\.168\.1\.20\nadmin_netmask=255\.255\.255\.0\n[\s\S]+^dns_resolvers=8\.8\.8\.8,9\.9\.9\.9\n[\s\S]+^hostname=robot$/m,
  )
  await one.lines('root', 'secret')
  expect(one.look()).toMatch(/\[root@robot ~\]# $/)
})
test('what the console shows of it: the heads of the pages and the layout, under the name of the answer, but as it was accepted', async () => {
  const one = await firstBoot({}, onStick(JSON.stringify({ ...ALL, skip_final_confirm: false })))
  const text = one.look()
  expect(text.slice(text.indexOf('> '))).toBe(`> Triton
> Networking
> Networking - Admin
> Networking - Continued
> Storage
vdevs: raidz2 c1t0d0 c1t1d0 c1t2d0 c1t3d0 c1t4d0 total capacity: 1397.29 GB

This is the 'mirror' storage configuration. To use it, type 'yes'.
 To see a different configuration, type: 'raidz2', 'mirror', or 'default'.
 To specify a manual configuration, type: 'manual'.


> Self-booting
> Pkgsrc Tools

Packages for the global zone can be installed below /opt/tools. They are no part of
SmartOS, and are fetched from the Internet.

> System Configuration
> Verify Configuration
Is this correct, proceed with installation? [y]: `)
})
test('without config_console the first page waits, though it says nothing', async () => {
  const { config_console, ...rest } = ALL
  const one = await at(rest)
  expect(one.look()).toMatch(/\n> Triton\n$/)
  await one.type('')
  await one.ready()
  await one.pass(60_000)
  expect(one.look()).toMatch(/wscons login: $/)
})
/** One answer left out or wrong, and the question that is asked for it. */
const MISSING: readonly (readonly [key: keyof typeof ALL, value: unknown, asks: RegExp])[] = [
  ['admin_ip', undefined, /\n\(admin\) IP address \(or dhcp\): $/],
  ['admin_ip', '192.168.1', /\n\(admin\) IP address \(or dhcp\): $/],
  ['admin_ip', '<default>', /\n\(admin\) IP address \(or dhcp\): $/],
  ['admin_netmask', 'wide', /\n\(admin\) netmask \[255\.255\.255\.0\]: $/],
  // A broadcast address is asked for by hand the second time; the script would try it without end.
  ['admin_ip', '192.168.1.255', /\n\(admin\) IP address \(or dhcp\) \[192\.168\.1\.255\]: $/],
  ['headnode_default_gateway', '', /\nEnter the default gateway IP \[none\]: $/],
  ['dns_resolver1', undefined, /\nEnter the Primary DNS server IP \[8\.8\.8\.8\]: $/],
  ['dns_search', undefined, /\nDefault DNS search domain: $/],
  ['ntp_host', '', /\nEnter an NTP server IP address or hostname \[0\.smartos\.pool\.ntp\.org\]: $/],
  ['zpool_confirm_layout', undefined, /\nSelected zpool layout \[yes\]: $/],
  ['zpool_confirm_layout', 'raidz2', /\nSelected zpool layout \[yes\]: $/],
  ['bootpool', undefined, /\nSpecify a \(configured\) zpool from which to boot \[none\]: $/],
  ['install_pkgsrc', undefined, /\nInstall pkgsrc\? \[y\]: $/],
  ['root_password', undefined, /\nEnter root password: $/],
  ['hostname', undefined, /\nEnter system hostname \[press enter for none\]: $/],
  ['skip_final_confirm', undefined, /proceed with installation\? \[y\]: $/],
]
test.each(MISSING)('%s %s: that is asked for', async (key, value, asks) => {
  const one = await at({ ...ALL, [key]: value })
  expect(one.look()).toMatch(asks)
})
test('a search domain has no default: its placeholder is taken literally, and bash cannot read the config', async () => {
  const one = await at({ ...ALL, dns_search: '<default>' })
  expect(config(one)).toMatch(/^dns_domain=<default>$/m)
  await one.lines('root', 'secret', 'svcs -H -o state smartdc/config network/physical:default; cat /var/svc/log/system-smartdc-config:default.log')
  expect(one.look()).toMatch(
    /\n\[root@\S* ~\]# svcs [\s\S]+maintenance\nmaintenance\n[\s\S]+\n\/lib\/sdc\/config\.sh: eval: line 202: syntax error near unexpected token `newline'\n/,
  )
})
test('answers given in advance are not pinged, but the clock is set', async () => {
  const { skip_ntp_check, ...rest } = ALL
  const one = await at({ ...rest, ntp_host: '203.0.113.9x' })
  expect(one.look()).toMatch(/WARNING\n-{80}\n\nNTP failure setting date and time\n\nPress \[enter\] to continue $/)
})
test.each(['{ "config_console": "text", ', 'null', '[]', ''])('a file that is no object answers nothing, and nothing is said of it: %s', async (text) => {
  const one = await at(text)
  expect(one.look()).toMatch(/\n Triton +https:[\s\S]+\nPress \[enter\] to continue$/)
})
test('the loader may hand the answers over as a boot module; those on the stick come first', async () => {
  const module = (sim: Simulation): void => {
    put(sim, 'custom', 'answers.json', JSON.stringify({ ...ALL, hostname: 'module' }))
    put(sim, 'boot', 'loader.conf.local', 'answers_load="YES"\nanswers_type="file"\nanswers_name="/custom/answers.json"\nanswers_flags="name=answers.json"\n')
  }
  const one = await firstBoot({}, module)
  expect(config(one)).toMatch(/^hostname=module$/m)
  const both = await firstBoot({}, (sim) => {
    module(sim)
    onStick(JSON.stringify({ ...ALL, hostname: 'stick' }))(sim)
  })
  expect(config(both)).toMatch(/^hostname=stick$/m)
})
