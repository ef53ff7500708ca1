import { expect, test } from 'vitest'
import type { Id, StateValue } from '../src/sim/record.ts'
import { newSimulator } from '../src/simulator.ts'
import type { ServerSpec } from '../src/system/hardware/spec.ts'
import { createServer, DEFAULT_SERVER } from '../src/system/hardware/world.ts'
import { machines } from '../src/system/system.ts'
import { act } from './consoles.ts'

/**
 * Every state of the server's statechart is reached by what a learner can do. Each run is a world and what is done in it,
 * line by line as in test/consoles/README.md. A new region adds its runs here.
 */
const RUNS: Readonly<Record<string, { readonly world?: Partial<ServerSpec>; readonly inputs: readonly string[] }>> = {
  'firmware: set-up, boot menu, every entry, nothing': {
    world: { bootOrder: ['usb', 'iso', 'disk'], stick: undefined },
    inputs: ['power.button', 'key F2', 'key Escape', 'advance 9000', 'key a', 'key F12', 'key Escape', 'advance 9000'],
  },
  'stick by BIOS, the menus of the loader': {
    inputs: [
      'power.button',
      'advance 8000',
      'key o Backspace',
      'key Escape',
      'line load /platform/i86pc/kernel/amd64/unix',
      'advance 2000',
      'line autoboot 3',
      'advance 30000',
    ],
  },
  'stick pulled in the boot sector': { inputs: ['power.button', 'advance 3600', 'usb.pull subject=medium:node1-SMARTOSBOOT', 'advance 1000'] },
  'stick pulled in the second stage': { inputs: ['power.button', 'advance 4000', 'usb.pull subject=medium:node1-SMARTOSBOOT', 'advance 1000'] },
  'stick by UEFI, and pulled': {
    world: { firmware: 'uefi', bootOrder: ['usb'] },
    inputs: ['power.button', 'advance 3600', 'usb.pull subject=medium:node1-SMARTOSBOOT', 'advance 7000'],
  },
  'disc by BIOS, taken out': {
    world: { disc: {}, bootOrder: ['iso'] },
    inputs: ['power.button', 'advance 3700', 'iso.eject subject=medium:node1-SmartOS', 'advance 2000'],
  },
  'disc by BIOS': { world: { disc: {}, bootOrder: ['iso'] }, inputs: ['power.button', 'advance 6000'] },
  'disc by UEFI, taken out': {
    world: { disc: {}, bootOrder: ['iso'], firmware: 'uefi' },
    inputs: ['power.button', 'advance 3700', 'iso.eject subject=medium:node1-SmartOS', 'advance 7000'],
  },
  'a pool that boots, another image of it': {
    inputs: [
      'power.button',
      'advance 60000',
      'line root',
      'line root',
      'line piadm bootable -e -i media zones',
      'advance 120000',
      'line piadm install 20260326T002009Z',
      'advance 300000',
      'line reboot',
      'advance 9000',
      'key F12 ArrowDown ArrowDown Enter',
      'advance 8000',
      'key p 4',
      'advance 4000',
      'key Backspace Enter',
      'advance 60000',
    ],
  },
  'a pool whose loader is gone': {
    world: { bootOrder: ['disk'] },
    inputs: [
      'firmware.set bootOrder=["usb","disk"]',
      'power.button',
      'advance 60000',
      'line root',
      'line root',
      'line piadm bootable -e -i media zones',
      'advance 120000',
      'line rm -rf /zones/boot/boot/loader',
      'usb.pull subject=medium:node1-SMARTOSBOOT',
      'line reboot',
      'advance 20000',
    ],
  },
  'a pool by UEFI': {
    world: { bootOrder: ['disk', 'usb'] },
    inputs: [
      'power.button',
      'advance 60000',
      'line root',
      'line root',
      'line zpool create -B -f tank c1t1d0',
      'line piadm bootable -e -i media tank',
      'advance 120000',
      'line poweroff',
      'advance 20000',
      'firmware.set firmware=uefi',
      'power.button',
      'advance 80000',
    ],
  },
  'a pool by UEFI whose loader is gone': {
    world: { bootOrder: ['disk', 'usb'] },
    inputs: [
      'power.button',
      'advance 60000',
      'line root',
      'line root',
      'line zpool create -B -f tank c1t1d0',
      'line piadm bootable -e -i media tank',
      'advance 120000',
      'line rm -f /tank/boot/boot',
      'line poweroff',
      'advance 20000',
      'firmware.set firmware=uefi',
      'power.button',
      'advance 20000',
    ],
  },
  'autoboot at the prompt': { inputs: ['power.button', 'advance 8000', 'key Escape', 'line autoboot 5', 'advance 22000'] },
  'no swap': {
    inputs: [
      'power.button',
      'advance 60000',
      'line root',
      'line root',
      'line swap -d /dev/zvol/dsk/zones/swap',
      'line zfs rename zones/swap zones/other',
      'line reboot',
      'advance 80000',
    ],
  },
  'network, its menu, all the way': {
    world: { bootOrder: ['pxe'] },
    inputs: ['bootserver.add', 'power.button', 'advance 14000', 'key Enter', 'advance 40000'],
  },
  'network, iPXE by hand': {
    world: { bootOrder: ['pxe'] },
    inputs: ['bootserver.add', 'power.button', 'advance 8000', 'key \\u0002', 'advance 100', 'line sleep 5', 'advance 1000'],
  },
  'network, the cable pulled out of iPXE': {
    world: { bootOrder: ['pxe'] },
    inputs: ['bootserver.add', 'power.button', 'advance 8000', 'nic.unplug subject=nic:node1/e1000g0', 'advance 9000'],
  },
  'network without a cable': { world: { bootOrder: ['pxe'] }, inputs: ['nic.unplug subject=nic:node1/e1000g0', 'power.button', 'advance 40000'] },
  'network, a script started as a program': {
    world: { bootOrder: ['pxe'] },
    inputs: ['bootserver.add', 'bootserver.mistake subject=bootserver:pxe1 which="script as boot file"', 'power.button', 'advance 40000'],
  },
  'checksum wrong': { inputs: ['medium.damage subject=medium:node1-SMARTOSBOOT how=flip', 'power.button', 'advance 50000', 'key a'] },
  'a platform elsewhere': {
    inputs: [
      'power.button',
      'advance 60000',
      'line root',
      'line root',
      'line mount -F pcfs -o foldcase /dev/dsk/c2t0d0s2 /mnt',
      'line mv /mnt/platform /mnt/image',
      'line reboot',
      'advance 40000',
      'line set bootfile=/image/i86pc/kernel/amd64/unix',
      'line set boot_archive_name=/image/i86pc/amd64/boot_archive',
      'line set boot_archive.hash_load=NO',
      'line boot',
      'advance 22000',
    ],
  },
  'single-user': {
    inputs: ['power.button', 'advance 8000', 'key Escape', 'line boot -s', 'advance 60000', 'line root', 'line root', 'line exit', 'advance 9000'],
  },
  'the whole way up, logged in, down by init': {
    inputs: ['power.button', 'advance 60000', 'line root', 'line root', 'line init 5', 'advance 40000'],
  },
  'reboot, halt': {
    inputs: ['power.button', 'advance 60000', 'line root', 'line root', 'line reboot', 'advance 80000', 'line root', 'line root', 'line halt', 'advance 20000'],
  },
  panic: { inputs: ['power.button', 'advance 60000', 'panic', 'advance 60000'] },
  'panic in the debugger': { inputs: ['power.button', 'advance 8000', 'key o k Backspace Enter', 'advance 60000', 'panic', 'advance 2000'] },
  'the debugger at the boot': { inputs: ['power.button', 'advance 8000', 'key o k k k Backspace Enter', 'advance 60000'] },
  'the debugger by the NMI button': { inputs: ['power.button', 'advance 8000', 'key o k k Backspace Enter', 'advance 60000', 'nmi.button', 'advance 2000'] },
  'first set-up': { world: { configured: false }, inputs: ['power.button', 'advance 60000'] },
  'no DHCP answer': { inputs: ['nic.unplug subject=nic:node1/e1000g0', 'power.button', 'advance 60000'] },
}

interface Node {
  readonly path: readonly string[]
  readonly states: Readonly<Record<string, Node>>
}
const pathsOf = (node: Node): string[] => [node.path.join('.'), ...Object.values(node.states).flatMap(pathsOf)].filter(Boolean)
/** All states that a value is in, as paths. */
function statesIn(value: StateValue, prefix = ''): string[] {
  if (typeof value === 'string') return [`${prefix}${value}`]
  return Object.entries(value).flatMap(([name, inner]) => [`${prefix}${name}`, ...(inner === undefined ? [] : statesIn(inner, `${prefix}${name}.`))])
}
/** The states that a run passes through. */
async function visited(world: Partial<ServerSpec>, inputs: readonly string[]): Promise<Set<string>> {
  const simulator = newSimulator()
  createServer(simulator.sim, { ...DEFAULT_SERVER, ...world })
  let watched: Id<'tty'> = 'tty:node1/console'
  for (const line of inputs) watched = await act(simulator, line, watched)
  const seen = new Set<string>(['off'])
  for (const { subject, transition } of simulator.sim.events) {
    if (subject === 'server:node1' && transition) for (const state of statesIn(transition.to)) seen.add(state)
  }
  return seen
}

const seen = new Set<string>()
test.each(Object.entries(RUNS))('%s', async (_, { world = {}, inputs }) => {
  for (const state of await visited(world, inputs)) seen.add(state)
})
test('no state is left that nothing leads to', () => {
  const all = pathsOf(machines.server?.root as unknown as Node)
  expect(all.filter((path) => !seen.has(path))).toEqual([])
})
