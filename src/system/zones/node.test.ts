import { expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { goDown } from '../boot/operations.ts'
import { booted, key, node, press, printed, printedSince, stateOf } from '../boot/testing.ts'
import { openFiles } from '../files/open.ts'
import { importImage } from '../images/operations.ts'
import { datasetOf } from '../zfs/zfs.ts'
import { IMAGE } from './fixture.ts'
import { vmStateOf, zoneStateOf } from './vmState.ts'
import { createVm, deleteVm, stopVm } from './vms.ts'
import { findZone, type Zone, zoneId, zonesOf } from './zone.ts'

const [A, B] = ['54f1cc77-68f1-42ab-acac-5c4f64f5d6e0', '8d01d99b-2b18-41c6-8fec-7209e2a9eef3'] as const
/** A node with its image and two VMs: one that runs, one that was stopped. */
function withVms(): Simulation {
  const sim = booted()
  importImage(sim, node, IMAGE)
  sim.advance(sim.now + 60_000)
  for (const uuid of [A, B]) createVm(sim, node, { uuid, image_uuid: IMAGE })
  sim.advance(sim.now + 60_000)
  stopVm(sim, zone(sim, B))
  sim.advance(sim.now + 60_000)
  return sim
}
function zone(sim: Simulation, uuid: string): Zone {
  const found = sim.world.get(zoneId(node, uuid))
  if (!found) throw new Error(`no zone ${uuid}`)
  return found
}
const states = (sim: Simulation): string[] => [A, B].map((uuid) => vmStateOf(zone(sim, uuid)))

test('after an orderly reboot what ran runs again, and what was stopped stays stopped', () => {
  const sim = withVms()
  expect(states(sim)).toEqual(['running', 'stopped'])
  goDown(sim, node, 'init 6')
  expect(zone(sim, A).machine.value).toEqual({ running: 'stopping' })
  sim.advance(sim.now + 14_000)
  expect([A, B].map((uuid) => zoneStateOf(zone(sim, uuid)))).toEqual(['installed', 'installed'])
  sim.advance(sim.now + 120_000)
  expect(states(sim)).toEqual(['running', 'stopped'])
  expect(zone(sim, A).zoneid).toBe(1)
  expect(openFiles(sim, { server: node, zone: `zone:node1/${A}` }).exists('/var/svc/provision_success')).toBe(true)
})
test('reboot halts the zones at once and says how many', () => {
  const sim = withVms()
  const before = printed(sim)
  goDown(sim, node, 'reboot')
  sim.advance(sim.now + 7000)
  expect(printedSince(sim, before)).toBe('reboot: Halting 1 zone.\nreboot: Completing system halt.\nsyncing file systems... done\nrebooting...\n')
  sim.advance(sim.now + 120_000)
  expect(states(sim)).toEqual(['running', 'stopped'])
})
test('a power cut ends the zones, and their files stay', () => {
  const sim = withVms()
  openFiles(sim, { server: node }).write(`/zones/${A}/root/root/kept`, 'kept\n')
  openFiles(sim, { server: node }).write(`/zones/${A}/root/tmp/lost`, 'lost\n')
  sim.advance(sim.now + 30_000)
  press(sim, 'power.cut')
  expect([zoneStateOf(zone(sim, A)), zone(sim, A).zoneid, stateOf(sim)]).toEqual(['installed', undefined, 'off'])
  press(sim, 'power.button')
  sim.advance(sim.now + 120_000)
  expect(states(sim)).toEqual(['running', 'stopped'])
  const files = openFiles(sim, { server: node, zone: `zone:node1/${A}` })
  expect(files.read('/root/kept')).toBe('kept\n')
  expect(files.exists('/tmp/lost')).toBe(false)
})
test('a power cut in the middle of an installation leaves the zone incomplete; in the middle of an import nothing of the image', () => {
  const sim = withVms()
  const uuid = '1e6ea123-dca0-44e6-8c0c-34c7f543fe82'
  createVm(sim, node, { uuid, image_uuid: IMAGE })
  const other = '85d0f826-0131-11ed-973d-2bfeef68011c'
  importImage(sim, node, other)
  sim.advance(sim.now + 1000)
  press(sim, 'power.cut')
  press(sim, 'power.button')
  sim.advance(sim.now + 120_000)
  const left = findZone(sim.world, node, uuid)
  expect(left === undefined || zoneStateOf(left) === 'incomplete').toBe(true)
  expect(datasetOf(sim.world, node, `zones/${other}`)).toBeUndefined()
  expect(states(sim)).toEqual(['running', 'stopped'])
})
test('a power cut in the middle of a deletion: the VM is there again, and can be deleted again', () => {
  const sim = withVms()
  deleteVm(sim, zone(sim, B))
  sim.advance(sim.now + 500)
  expect(zone(sim, B).machine.value).toEqual({ incomplete: 'uninstalling' })
  press(sim, 'power.cut')
  press(sim, 'power.button')
  sim.advance(sim.now + 120_000)
  expect([zoneStateOf(zone(sim, B)), vmStateOf(zone(sim, B)), zone(sim, B).deleting]).toEqual(['incomplete', 'incomplete', undefined])
  expect(deleteVm(sim, zone(sim, B)).ok).toBe(true)
  sim.advance(sim.now + 20_000)
  expect(findZone(sim.world, node, B)).toBeUndefined()
  expect(datasetOf(sim.world, node, `zones/${B}`)).toBeUndefined()
})
test('a system without its pool knows no zones; the next one with it does', () => {
  const sim = withVms()
  press(sim, 'reset.button')
  sim.advance(sim.now + 8000)
  for (const name of ['o', 'r', 'Backspace', 'Enter']) key(sim, name)
  sim.advance(sim.now + 60_000)
  expect(sim.world.need(node).system?.bootParameters.noimport).toBe('true')
  expect(zonesOf(sim.world, node)).toEqual([])
  expect(findZone(sim.world, node, A)).toBeUndefined()
  expect(createVm(sim, node, { image_uuid: IMAGE })).toMatchObject({ ok: false, error: { code: 'values' } })
  press(sim, 'reset.button')
  sim.advance(sim.now + 120_000)
  expect(zonesOf(sim.world, node).map(({ uuid }) => uuid)).toEqual([A, B])
  expect(states(sim)).toEqual(['running', 'stopped'])
})
test('a shutdown in the middle of a creation leaves no zone that goes on without its node', () => {
  const sim = withVms()
  const uuid = '1e6ea123-dca0-44e6-8c0c-34c7f543fe82'
  goDown(sim, node, 'poweroff')
  sim.advance(sim.now + 4500)
  createVm(sim, node, { uuid, image_uuid: IMAGE })
  sim.advance(sim.now + 60_000)
  expect(stateOf(sim)).toBe('off')
  expect([undefined, { incomplete: 'interrupted' }, 'installed']).toContainEqual(sim.world.get(`zone:node1/${uuid}`)?.machine.value)
})
test('zones share /usr with the node and have names, users and files of their own', () => {
  const sim = withVms()
  const own = openFiles(sim, { server: node, zone: `zone:node1/${A}` })
  expect(own.mountOf('/usr')).toMatchObject({ source: '/usr', fstype: 'lofs', readonly: true, path: '/usr' })
  expect(own.read('/etc/nodename')).toBe(`${A}\n`)
  expect(own.read('/etc/passwd')).toContain('admin:x:100')
  expect(() => own.write('/usr/bin/x', '')).toThrow('EROFS')
  own.write('/etc/motd', 'mine\n')
  expect(openFiles(sim, { server: node }).read(`/zones/${A}/root/etc/motd`)).toBe('mine\n')
  expect(openFiles(sim, { server: node }).read(`/zones/${B}/root/etc/motd`)).not.toBe('mine\n')
})
