import { expect, test } from 'vitest'
import { openFiles } from '../files/open.ts'
import { datasetOf } from '../zfs/zfs.ts'
import { pageScreen } from './setup/screens.ts'
import { consoleText, line, node, poweredOn, stateOf } from './testing.ts'

/** The set-up asks as soon as the services have come so far. */
function asking(more = {}) {
  const sim = poweredOn({ configured: false, ...more })
  sim.advance(60_000)
  return sim
}
/** A page: its head, what is said on it in our own words, and what was asked. */
const page = (name: string, rest: string): string => shown(`${pageScreen(name)}${rest}`)
const shown = (text: string): string => text.replace(/[ \t]+$/gm, '')
const LAYOUT = `
This is the 'default' storage configuration. To use it, type 'yes'.
 To see a different configuration, type: 'raidz2', 'mirror', or 'default'.
 To specify a manual configuration, type: 'manual'.


Selected zpool layout [yes]:`

// Prompts, complaints and pages: smartos-live src/smartdc/lib/smartos_prompt_config.sh; the explanations are our own.
test('the questions of the first boot, their complaints, and what becomes of the answers', () => {
  const sim = asking()
  expect(consoleText(sim)).toMatch(/^ SmartOS Setup\n Triton +https:\/\/docs\.smartos\.org\/install\n-{80}\n\n[\s\S]+\n\nPress \[enter\] to continue$/)
  expect(consoleText(sim).split('\n')[1]).toHaveLength(79)
  line(sim, '')
  line(sim, '')
  for (const answer of ['1.2.3', '192.168.1.255', '', '192.168.1.20', '']) line(sim, answer)
  line(sim, '192.168.1.1', 5000)
  for (const answer of ['', '', '', 'ex`ample', 'example.com', '']) line(sim, answer, 30_000)
  expect(consoleText(sim)).toBe(
    page(
      'Storage',
      `vdevs: raidz2 c1t0d0 c1t1d0 c1t2d0 c1t3d0 c1t4d0 total capacity: 1397.29 GB
${LAYOUT}`,
    ),
  )
  line(sim, 'mirror')
  expect(consoleText(sim)).toContain(`: mirror\nvdevs: mirror c1t0d0 c1t1d0 mirror c1t2d0 c1t3d0 spares: c1t4d0 total capacity: 931.52 GB\n${LAYOUT}`)
  line(sim, 'yes')
  expect(consoleText(sim)).toMatch(
    /\nAvailable pre-created pools:\n\(Even if not listed, "zones" is selectable\.\)\nSpecify a \(configured\) zpool from which to boot \[none\]:$/,
  )
  line(sim, '')
  expect(consoleText(sim)).toMatch(/\nInstall pkgsrc\? \[y\]:$/)
  line(sim, 'n')
  for (const answer of ['', 'secret', '', 'other', 'secret', 'secret']) line(sim, answer)
  expect(consoleText(sim)).toBe(
    page(
      'System Configuration',
      `Enter root password:
A value must be provided.
Enter root password:
Confirm password:
A value must be provided.
Confirm password:
The entries do not match, please re-enter.
Enter root password:
Confirm password:
Enter system hostname [press enter for none]:`,
    ),
  )
  line(sim, 'smartos')
  expect(consoleText(sim)).toBe(
    page(
      'Verify Configuration',
      `     Net               MAC        IP addr.         Netmask
   Admin 52:54:00:2f:61:34    192.168.1.20   255.255.255.0

DNS Servers: (8.8.8.8, 8.8.4.4), Search Domain: example.com
Hostname: smartos
NTP server: 0.smartos.pool.ntp.org

Is this correct, proceed with installation? [y]:`,
    ),
  )
  line(sim, 'y', 60_000)
  expect(consoleText(sim)).toMatch(/: y\nCreating pool zones/)
  expect(consoleText(sim).slice(consoleText(sim).indexOf('Creating pool'))).toBe(`Creating pool zones...                                  done
Making dump zvol...                                     done
Initializing config dataset for zones...                done
Creating config dataset...                              done
Creating global cores dataset...                        done
Creating opt dataset...                                 done
Initializing var dataset...                             done
Creating swap zvol...                                   done
System setup has completed.

Press enter to reboot.
`)
  line(sim, '', 120_000)
  expect(openFiles(sim, { server: node }).read('/usbkey/config')).toBe(`#
# This file was auto-generated and must be source-able by bash.
#

admin_nic=52:54:00:2f:61:34
admin_ip=192.168.1.20
admin_netmask=255.255.255.0
admin_network=
admin_gateway=192.168.1.20

headnode_default_gateway=192.168.1.1

dns_resolvers=8.8.8.8,8.8.4.4
dns_domain=example.com

ntp_hosts=0.smartos.pool.ntp.org
compute_node_ntp_hosts=192.168.1.20

hostname=smartos

smt_enabled=true

`)
  for (const answer of ['root', 'root', 'root', 'secret']) line(sim, answer)
  expect(consoleText(sim)).toMatch(/login: root\nPassword:\nLogin incorrect\nsmartos wscons login: root\nPassword:/)
})
test('the network page complains of what is no address, and asks a broadcast address again without a word', () => {
  const sim = asking()
  for (const answer of ['', '', '1.2.3', '192.168.1.255', '255.255.255.0', '192.168.1.20', 'x']) line(sim, answer)
  expect(consoleText(sim)).toBe(
    page(
      'Networking - Admin',
      `(admin) IP address (or dhcp): 1.2.3
A valid network number (n.n.n.n) or 'dhcp' must be provided.
(admin) IP address (or dhcp): 192.168.1.255
(admin) netmask [255.255.255.0]: 255.255.255.0
(admin) IP address (or dhcp) [192.168.1.255]: 192.168.1.20
(admin) netmask [255.255.255.0]: x
A valid network number (n.n.n.n) or 'dhcp' must be provided.
(admin) netmask [255.255.255.0]:`,
    ),
  )
})
test('a DNS server that does not answer is accepted; the clock that could not be set is told', () => {
  const sim = asking({ nics: [{ link: 'e1000g0', mac: '52:54:00:2f:61:34', cable: false }] })
  for (const answer of ['', '', 'dhcp']) line(sim, answer)
  line(sim, '', 30_000)
  for (const answer of ['', '', 'example.com']) line(sim, answer, 20_000)
  expect(consoleText(sim)).toContain('[8.8.4.4]:\nChecking connectivity...UNREACHABLE\nDefault DNS search domain: example.com\n')
  line(sim, '', 30_000)
  expect(consoleText(sim)).toMatch(/^WARNING\n-{80}\n\nNTP failure setting date and time\n\nPress \[enter\] to continue$/)
  line(sim, '')
  expect(consoleText(sim)).toMatch(/Selected zpool layout \[yes\]:$/)
})
test('several NICs are offered in a table', () => {
  const sim = asking({
    nics: [
      { link: 'e1000g0', mac: '52:54:00:2f:61:34' },
      { link: 'e1000g1', mac: '52:54:00:2f:61:35', cable: false },
    ],
  })
  for (const answer of ['', '', 'x', '3']) line(sim, answer)
  expect(consoleText(sim)).toBe(
    page(
      'Networking - Admin',
      `${['', 'x', '3']
        .map(
          (_, i, answers) => `${i === 1 ? '\n' : ''}Number Link      MAC Address        State   Network
1      e1000g0   52:54:00:2f:61:34  up      -
2      e1000g1   52:54:00:2f:61:35  down    -
Enter the number of the NIC for the 'admin' interface:${i < 2 ? ` ${answers[i + 1]}\n` : ''}`,
        )
        .join('')}`,
    ),
  )
})
test('a layout that the disks do not allow', () => {
  const disk = (name: string) => ({ name, sizeBytes: 2_000_398_934_016 })
  const sim = asking({
    disks: [disk('c1t0d0'), disk('c1t1d0')],
    answers: {
      skip_instructions: 'true',
      admin_ip: 'dhcp',
      headnode_default_gateway: 'none',
      dns_resolver1: '<default>',
      dns_resolver2: '<default>',
      dns_search: 'example.com',
      ntp_host: '<default>',
    },
  })
  sim.advance(120_000)
  line(sim, 'raidz2')
  expect(consoleText(sim)).toBe(
    shown(
      `${pageScreen('Storage', { quiet: true })}vdevs: mirror c1t0d0 c1t1d0 total capacity: 1863.02 GB
${LAYOUT} raidz2
fatal error: no acceptable raidz2 layout is possible with 2 disks
vdevs: mirror c1t0d0 c1t1d0 total capacity: 1863.02 GB
${LAYOUT}`,
    ),
  )
})
test('all answers given in advance: the set-up runs by itself, and the node boots into them', () => {
  const sim = asking({
    answers: {
      skip_instructions: 'true',
      admin_nic: '1',
      admin_ip: 'dhcp',
      headnode_default_gateway: 'none',
      dns_resolver1: '<default>',
      dns_resolver2: '<default>',
      dns_search: 'example.com',
      ntp_host: '<default>',
      zpool_confirm_layout: 'yes',
      bootpool: 'none',
      install_pkgsrc: 'no',
      root_password: 'secret',
      hostname: 'smartos',
      skip_final_confirm: 'true',
    },
  })
  sim.advance(220_000)
  expect(stateOf(sim)).toEqual({ on: { system: { milestones: 'online', console: 'login' } } })
  expect(datasetOf(sim.world, node, 'zones/swap')?.name).toBe('zones/swap')
  expect(consoleText(sim)).toMatch(/smartos wscons login:$/)
})
test('a power cut in the middle of the set-up: nothing has been written, and the next boot asks again', () => {
  const sim = asking()
  for (const answer of ['', '', 'dhcp']) line(sim, answer)
  sim.input({ type: 'power.cut', subject: node })
  sim.input({ type: 'power.button', subject: node })
  sim.advance(sim.now + 60_000)
  expect(consoleText(sim)).toMatch(/^ SmartOS Setup\n Triton /)
})
