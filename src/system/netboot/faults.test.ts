import { expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf } from '../console/tty.ts'
import { logOf } from './log.ts'
import { node, onNetwork, onServer, printedText, pxe1, start, stateOf, until } from './testing.ts'

/**
 * What goes wrong when a node boots over the network, as its console shows it. Sources of the texts: Intel PXE 2.1 as its
 * vendors list the errors; edk2 NetworkPkg/UefiPxeBcDxe; ipxe src/usr/{autoboot,ifmgmt,imgmgmt}.c, src/core/{monojob,exec}.c; illumos dboot and krtld.
 */
interface Fault {
  /** What is done before the power button is pressed. */
  readonly before?: (sim: Simulation) => void
  /** What is done later, and when: as soon as that is so. */
  readonly when?: (sim: Simulation) => boolean
  readonly does?: (sim: Simulation) => void
  readonly how?: Parameters<typeof onNetwork>[0]
  /** Simulated ms that it takes at most, or when one has seen enough. */
  readonly seen?: (sim: Simulation) => boolean
}
const ROUTER = { name: 'router1', role: 'router' } as const
const isIn = (sim: Simulation, words: string): boolean => JSON.stringify(stateOf(sim)).includes(words)
const mistake = (which: string) => (sim: Simulation) => sim.input({ type: 'bootserver.mistake', subject: pxe1, which })
const service = (name: string, does: string) => (sim: Simulation) => sim.input({ type: 'bootserver.service', subject: pxe1, service: name, does })
const damage =
  (path: string, how: 'flip' | 'cut' | 'remove') =>
  (sim: Simulation): void =>
    sim.input({ type: 'bootserver.damage', subject: pxe1, path: `/tftpboot/smartos/20260312T002222Z/platform/i86pc/${path}`, how })
const PLAIN = { server: { script: 'plain' as const } }

const FAULTS: Readonly<Record<string, Fault>> = {
  'nothing wrong with a menu': { seen: (sim) => isIn(sim, 'kernel') },
  'nothing wrong with a plain script': { how: PLAIN, seen: (sim) => isIn(sim, 'kernel') },
  'dhcp stopped': { before: service('dhcp', 'disable') },
  'dhcp slow': { how: PLAIN, before: service('dhcp', 'slow'), seen: (sim) => isIn(sim, 'kernel') },
  'no filename': { before: mistake('no filename') },
  'no cable': { before: (sim) => sim.input({ type: 'nic.unplug', subject: 'nic:node1/e1000g0' }) },
  'boot server unplugged': { before: (sim) => sim.input({ type: 'bootserver.unplug', subject: pxe1 }) },
  'tftp stopped': { before: service('tftp', 'disable') },
  'wrong boot file': { before: mistake('wrong boot file') },
  'script as boot file': { before: mistake('script as boot file'), seen: (sim) => isIn(sim, 'hung') },
  'no user class': { before: mistake('no user class'), seen: (sim) => sim.now > 16_000 },
  'two servers': { how: { also: [ROUTER] } },
  'script missing': { before: (sim) => onServer(sim, 'rm /tftpboot/menu.ipxe') },
  'tftp stopped for the script': { when: (sim) => isIn(sim, 'banner'), does: service('tftp', 'disable') },
  'no dhcp for ipxe': { when: (sim) => isIn(sim, 'banner'), does: service('dhcp', 'disable') },
  'no filename for ipxe': { when: (sim) => isIn(sim, 'banner'), does: mistake('no filename') },
  'cable out in ipxe': { when: (sim) => isIn(sim, 'banner'), does: (sim) => sim.input({ type: 'nic.unplug', subject: 'nic:node1/e1000g0' }) },
  'http stopped': { how: PLAIN, before: service('http', 'disable') },
  'http stopped in the middle': { how: PLAIN, when: (sim) => sim.world.need(node).transfer?.what === 'boot_archive', does: service('http', 'disable') },
  'http 404 kernel': { how: PLAIN, before: damage('kernel/amd64/unix', 'remove') },
  'http 404 archive': { how: PLAIN, before: damage('amd64/boot_archive', 'remove') },
  'cable out in the middle': {
    how: PLAIN,
    when: (sim) => sim.world.need(node).transfer?.what === 'boot_archive',
    does: (sim) => sim.input({ type: 'nic.unplug', subject: 'nic:node1/e1000g0' }),
  },
  'hash mismatch': { how: PLAIN, before: damage('amd64/boot_archive', 'flip'), seen: (sim) => isIn(sim, 'hash mismatch') },
  'truncated archive': { how: PLAIN, before: damage('amd64/boot_archive', 'cut'), seen: (sim) => isIn(sim, 'hash mismatch') },
  'truncated archive without hash': {
    how: PLAIN,
    before: (sim) => {
      damage('amd64/boot_archive', 'cut')(sim)
      onServer(sim, "sed -i 's/^module.*hash.*//' /tftpboot/boot.ipxe")
    },
    seen: (sim) => isIn(sim, 'panic'),
  },
  'path without platform': {
    how: PLAIN,
    before: (sim) => {
      onServer(sim, 'mv /tftpboot/smartos/20260312T002222Z/platform /tftpboot/smartos/20260312T002222Z/image')
      onServer(sim, "sed -i 's/platform.i86pc/image\\/i86pc/' /tftpboot/boot.ipxe")
    },
    seen: (sim) => isIn(sim, 'krtld'),
  },
  'too little RAM': { how: { ...PLAIN, node: { ramMiB: 384 } } },
  'script with an unknown command': { how: PLAIN, before: (sim) => onServer(sim, "sed -i 's/^kernel/kernal/' /tftpboot/boot.ipxe") },
  'script that is none': { before: (sim) => onServer(sim, 'echo hello there > /tftpboot/menu.ipxe') },
  'unknown protocol': { how: PLAIN, before: (sim) => onServer(sim, "sed -i 's/http:/https:/' /tftpboot/boot.ipxe") },
  'uefi gets a bios kernel': { how: { ...PLAIN, node: { firmware: 'uefi' } } },
  'uefi without dhcp': { how: { node: { firmware: 'uefi' } }, before: service('dhcp', 'disable') },
  'uefi without a filename': { how: { node: { firmware: 'uefi' } }, before: mistake('no filename') },
  'uefi without tftp': { how: { node: { firmware: 'uefi' } }, before: service('tftp', 'disable') },
  'uefi without a cable': { how: { node: { firmware: 'uefi' } }, before: (sim) => sim.input({ type: 'nic.unplug', subject: 'nic:node1/e1000g0' }) },
  'a byte lost at a time': { how: PLAIN, before: service('http', 'slow'), seen: (sim) => sim.now > 60_000 },
}
const nothing = (sim: Simulation): boolean => isIn(sim, '"nothing"')

test.each(Object.keys(FAULTS))('%s', async (name) => {
  const { before, when, does, how = {}, seen = nothing } = FAULTS[name] as Fault
  const sim = onNetwork({ ...how, node: { bootOrder: ['pxe'], ...how.node } })
  before?.(sim)
  start(sim)
  if (when && does) {
    expect(until(sim, () => when(sim))).toBe(true)
    does(sim)
  }
  expect(until(sim, () => seen(sim), 300_000)).toBe(true)
  // From the card's program on: what the firmware shows before is not ours.
  await expect(`${printedText(sim, consoleOf(node)).replace(/^[\s\S]*?(?=Intel UNDI|>>Start PXE)/, '')}\n`).toMatchFileSnapshot(
    `golden/${name.replaceAll(' ', '-')}.txt`,
  )
})

test('the log of the boot server says what happened, too', () => {
  const sim = onNetwork()
  mistake('wrong boot file')(sim)
  start(sim)
  until(sim, () => isIn(sim, 'failed'))
  expect(logOf(sim.world, pxe1).map(({ text }) => text)).toEqual([
    'DHCPDISCOVER from 52:54:00:2f:61:34 via net0',
    'DHCPOFFER on 10.99.99.20 to 52:54:00:2f:61:34 via net0',
    'DHCPREQUEST for 10.99.99.20 (10.99.99.250) from 52:54:00:2f:61:34 via net0',
    'DHCPACK on 10.99.99.20 to 52:54:00:2f:61:34 via net0',
    'RRQ from 10.99.99.20 filename undionly.kpex',
    'sending NAK (1, File not found) to 10.99.99.20',
  ])
})
