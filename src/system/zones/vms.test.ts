import { expect, test } from 'vitest'
import { openFiles } from '../files/open.ts'
import { datasetOf, usedOf } from '../zfs/zfs.ts'
import { IMAGE, nodeWithImage, server } from './fixture.ts'
import { bootAutobootZones, killZones } from './node.ts'
import { createSnapshot, haltForRollback, rollbackSnapshot } from './snapshots.ts'
import { vmObject } from './vmObject.ts'
import { vmStateOf, zoneStateOf } from './vmState.ts'
import { createVm, deleteVm, rebootVm, startVm, stopVm } from './vms.ts'
import { findZone } from './zone.ts'

const payload = { brand: 'joyent', image_uuid: IMAGE, alias: 'web', max_physical_memory: 512, quota: 10, nics: [{ nic_tag: 'admin', ip: 'dhcp' }] }
function made(sim = nodeWithImage(), more: Record<string, unknown> = {}) {
  const result = createVm(sim, server, { ...payload, ...more })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  const zone = () => {
    const found = findZone(sim.world, server, result.value.uuid)
    if (!found) throw new Error('no zone')
    return found
  }
  return { sim, zone }
}

test('a new VM goes through incomplete, installed, ready to running, and says provisioning until it is set up', () => {
  const { sim, zone } = made()
  const seen: string[] = []
  sim.settled = () => {
    const now = `${zoneStateOf(zone())} ${vmStateOf(zone())}`
    if (seen.at(-1) !== now) seen.push(now)
  }
  expect([zoneStateOf(zone()), vmStateOf(zone())]).toEqual(['incomplete', 'provisioning'])
  sim.advance(sim.now + 60_000)
  expect(seen).toEqual(
    ['incomplete provisioning', 'ready provisioning', 'running provisioning', 'running running'].slice(seen[0]?.startsWith('incomplete') ? 0 : 1),
  )
})
test('its dataset is a clone of the image and uses nearly nothing', () => {
  const { sim, zone } = made()
  sim.advance(sim.now + 60_000)
  const dataset = datasetOf(sim.world, server, zone().dataset)
  expect(sim.world.get(dataset?.origin ?? '')).toMatchObject({ name: `zones/${IMAGE}@final` })
  expect(dataset && usedOf(dataset)).toBeLessThan(2 ** 20)
  expect(dataset?.referenced.a).toBeGreaterThan(500 * 2 ** 20)
  expect(openFiles(sim, { server, zone: zone().id }).read('/etc/motd')).toContain('base-64-lts 24.4.1')
  expect(openFiles(sim, { server, zone: zone().id }).exists('/var/svc/provision_success')).toBe(true)
})
test('stop keeps it from booting with the node, start makes it boot again', () => {
  const { sim, zone } = made()
  sim.advance(sim.now + 60_000)
  stopVm(sim, zone())
  sim.advance(sim.now + 60_000)
  expect([vmStateOf(zone()), zone().autoboot, zone().zoneid]).toEqual(['stopped', false, undefined])
  startVm(sim, zone())
  sim.advance(sim.now + 60_000)
  expect([vmStateOf(zone()), zone().autoboot]).toEqual(['running', true])
})
test('a reboot gives a new zone id', () => {
  const { sim, zone } = made()
  sim.advance(sim.now + 60_000)
  const before = zone().zoneid ?? 0
  rebootVm(sim, zone())
  sim.advance(sim.now + 60_000)
  expect([vmStateOf(zone()), zone().zoneid]).toEqual(['running', before + 1])
})
test('a power cut leaves it installed, and the zones service boots it', () => {
  const { sim, zone } = made()
  sim.advance(sim.now + 60_000)
  killZones(sim, server)
  expect([zoneStateOf(zone()), zone().zoneid, vmStateOf(zone())]).toEqual(['installed', undefined, 'stopped'])
  expect(bootAutobootZones(sim, server)).toEqual([zone().uuid])
  sim.advance(sim.now + 60_000)
  expect(vmStateOf(zone())).toBe('running')
})
test('rollback brings a file back', () => {
  const { sim, zone } = made()
  sim.advance(sim.now + 60_000)
  const files = openFiles(sim, { server })
  const path = `/zones/${zone().uuid}/root/root/f`
  files.write(path, 'precious\n')
  expect(createSnapshot(sim, zone(), 'before').ok).toBe(true)
  files.remove(path)
  expect(haltForRollback(sim, zone(), 'before')).toEqual({ ok: true, value: undefined })
  sim.advance(sim.now + 60_000)
  expect(rollbackSnapshot(sim, zone(), 'before')).toEqual({ ok: true, value: undefined })
  expect(files.read(path)).toBe('precious\n')
})
test('delete leaves nothing', () => {
  const { sim, zone } = made()
  sim.advance(sim.now + 60_000)
  const { uuid, id } = zone()
  deleteVm(sim, zone())
  sim.advance(sim.now + 60_000)
  expect(sim.world.get(id)).toBeUndefined()
  expect(datasetOf(sim.world, server, `zones/${uuid}`)).toBeUndefined()
  expect(datasetOf(sim.world, server, `zones/cores/${uuid}`)).toBeUndefined()
  expect(openFiles(sim, { server }).read('/etc/zones/index')).not.toContain(uuid)
})
test.each([
  [null, 'payload.object'],
  [[], 'payload.object'],
  [{ brand: 'gorilla' }, 'brand.unknown'],
  [{ brand: 'joyent' }, 'missing'],
  [{ ...payload, image_uuid: '00000000-0000-4000-8000-000000000000' }, 'values'],
  [{ ...payload, quota: 'much' }, 'values'],
  [{ ...payload, uuid: 'ABC' }, 'values'],
  [{ ...payload, nics: [{ nic_tag: 'nope', ip: 'dhcp' }] }, 'nic.tag unknown'],
  [{ ...payload, nics: [{}] }, 'nic.tag missing'],
])('%j is refused: %s, and the world stays as it was', (wrong, code) => {
  const sim = nodeWithImage()
  const before = sim.world.version
  expect(createVm(sim, server, wrong)).toMatchObject({ ok: false, error: { code } })
  expect(sim.world.version).toBe(before)
})
test('a payload with __proto__ does no harm', () => {
  const { zone } = made(nodeWithImage(), JSON.parse('{"__proto__":{"x":1},"constructor":1,"tags":{"__proto__":"y","role":"db"}}'))
  expect(zone().properties.tags).toMatchObject({ role: 'db' })
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})
test('vmadm get', () => {
  const { sim, zone } = made()
  sim.advance(sim.now + 60_000)
  expect(Object.keys(vmObject(sim, zone())).join(' ')).toBe(
    'zonename autoboot brand limit_priv v create_timestamp image_uuid cpu_shares max_lwps max_msg_ids max_sem_ids max_shm_ids max_shm_memory zfs_io_priority max_physical_memory max_locked_memory ' +
      'max_swap billing_id owner_uuid tmpfs dns_domain firewall_enabled resolvers alias nics uuid zone_state zonepath hvm zoneid zonedid last_modified server_uuid platform_buildstamp state ' +
      'boot_timestamp init_restarts pid customer_metadata internal_metadata routes tags quota zfs_root_recsize zfs_filesystem zpool snapshots',
  )
})
