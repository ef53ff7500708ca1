import { expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { IMAGE, nodeWithImage, server } from '../../system/zones/fixture.ts'
import { createVm } from '../../system/zones/vms.ts'
import { findZone } from '../../system/zones/zone.ts'
import { runOn } from '../testing.ts'

const U = '54f1cc77-68f1-42ab-acac-5c4f64f5d6e0'
const NONE = '11111111-2222-4333-8444-555555555555'
const vm = (more: string): string => `{"brand":"joyent","image_uuid":"${IMAGE}",${more}}`
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
const long = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}… (${text.length})` : text)

/** What is wrong, and what vmadm says of it. */
const BAD: readonly (readonly [payload: string, text: string])[] = [
  ['', 'Invalid JSON payload: Unexpected end of input'],
  ['{', 'Invalid JSON payload: Unexpected end of input'],
  ['{"brand":}', 'Invalid JSON payload: Unexpected token }'],
  ["{'brand':1}", "Invalid JSON payload: Unexpected token '"],
  ['\u0000\u0001\u0002\u00ff', 'Invalid JSON payload: Unexpected token ILLEGAL'],
  [`${'{"a":'.repeat(1000)}`, 'Invalid JSON payload: Unexpected end of input'],
  [nested(200_000).slice(1), 'Invalid JSON payload: Unexpected token ]'],
  ['null', 'Invalid JSON payload: not an object'],
  ['[]', 'Invalid JSON payload: not an object'],
  ['"x"', 'Invalid JSON payload: not an object'],
  [nested(5000), 'Invalid JSON payload: not an object'],
  ['{}', 'Missing required properties: image_uuid'],
  ['{"brand":"joyent"}', 'Missing required properties: image_uuid'],
  ['{"brand":"gorilla"}', 'Unsupported brand: gorilla'],
  [`{"brand":"joyent","image_uuid":"${NONE}"}`, 'Invalid value(s) for: image_uuid'],
  ['{"brand":"joyent","image_uuid":7}', 'Invalid value(s) for: image_uuid'],
  [vm('"quota":"much"'), 'Invalid value(s) for: quota'],
  [vm('"quota":-1'), 'Invalid value(s) for: quota'],
  [vm('"quota":1.5'), 'Invalid value(s) for: quota'],
  [vm('"quota":1e400'), 'Invalid value(s) for: quota'],
  [vm('"max_physical_memory":[]'), 'Invalid value(s) for: max_physical_memory'],
  [vm('"autoboot":"perhaps"'), 'Invalid value(s) for: autoboot'],
  [vm('"alias":{}'), 'Invalid value(s) for: alias'],
  [vm('"uuid":"ABCDEF01-2222-4333-8444-555555555555"'), 'Invalid value(s) for: uuid'],
  [vm('"zpool":"tank"'), 'Invalid value(s) for: zpool'],
  [vm('"zfs_root_recsize":1000'), 'Invalid value(s) for: zfs_root_recsize'],
  [vm('"zfs_root_compression":"best"'), 'Invalid value(s) for: zfs_root_compression'],
  [vm('"tags":{"a":{"b":1}}'), 'Invalid value(s) for: tags'],
  [vm(`"customer_metadata":{"a":${nested(5000)}}`), 'Invalid value(s) for: customer_metadata'],
  [vm('"nics":"net0"'), 'Invalid value(s) for: nics'],
  [vm('"nics":[7]'), 'Invalid value(s) for: nics'],
  [vm(`"nics":[{"x":${nested(5000)}}]`), 'Invalid value(s) for: nics'],
  [vm(`"filesystems":[{"options":${nested(5000)}}]`), 'Invalid value(s) for: filesystems'],
  [vm('"nics":[{"nic_tag":"admin","ip":"300.1.1.1","netmask":"255.255.255.0"}]'), 'Invalid value(s) for: nics.0.ip'],
  [vm('"nics":[{"nic_tag":"admin","ip":"dhcp","vlan_id":5000}]'), 'Invalid value(s) for: nics.0.vlan_id'],
  [vm('"quota":"x","alias":[],"nics":[{"nic_tag":"admin","ip":1}]'), 'Invalid value(s) for: alias,quota,nics.0.ip'],
  [vm('"nics":[{"ip":"dhcp"}]'), 'invalid or missing .nic_tag option for NIC: {"ip":"dhcp"}'],
  [vm('"nics":[{"nic_tag":"x"},{"nic_tag":"y"}]'), 'Invalid nic tag "x"\nInvalid nic tag "y"'],
  [vm('"nics":[{"nic_tag":"admin","primary":true},{"nic_tag":"admin","primary":true}]'), 'payload specifies more than 1 primary NIC'],
  [vm('"nics":[{"nic_tag":"admin","primary":false}]'), "invalid value for NIC's primary flag: false (must be true)"],
  [
    vm('"nics":[{"nic_tag":"admin","mac":"02:08:20:00:00:01"},{"nic_tag":"admin","mac":"02:08:20:00:00:01"}]'),
    'Cannot add multiple NICs with the same MAC: 02:08:20:00:00:01',
  ],
  ['{"brand":"kvm"}', 'brand "kvm" is not simulated yet: use joyent or joyent-minimal'],
]
test.each(BAD.map(([payload, text]) => [long(payload), text, payload] as const))('vmadm create < %s: %s', async (_, text, payload) => {
  const sim = nodeWithImage()
  const { version } = sim.world
  expect(await runOn(sim, 'vmadm create', payload)).toBe(`${text}\n? 1\n`)
  expect(sim.world.version).toBe(version)
})
const made = (): Simulation => {
  const sim = nodeWithImage()
  createVm(sim, server, {
    uuid: U,
    image_uuid: IMAGE,
    alias: 'web',
    nics: [{ nic_tag: 'admin', ip: '10.0.0.5', netmask: '255.255.255.0', mac: '02:08:20:00:00:01' }],
  })
  sim.advance(sim.now + 60_000)
  return sim
}
test.each([
  [`{"image_uuid":"${IMAGE}","uuid":"${U}"}`, `VM with UUID ${U} already exists`],
  [vm('"nics":[{"nic_tag":"admin","ip":"10.0.0.5","netmask":"255.255.255.0"}]'), 'Conflict detected with another vm, please check the MAC, IP, and VRID'],
  [vm('"nics":[{"nic_tag":"admin","ip":"dhcp","mac":"02:08:20:00:00:01"}]'), 'Conflict detected with another vm, please check the MAC, IP, and VRID'],
])('beside another VM: vmadm create < %s: %s', async (payload, text) => {
  const sim = made()
  const { version } = sim.world
  // A nic without an address of its own gets one before it is compared: only the stream of random addresses has moved.
  expect(await runOn(sim, 'vmadm create', payload)).toBe(`${text}\n? 1\n`)
  expect(sim.world.count('zone')).toBe(1)
  expect(sim.world.version - version).toBeLessThanOrEqual(20)
})
test.each([
  ['{"quota":"much"}', 'Invalid value(s) for: quota'],
  ['{"quota":', 'Invalid JSON payload: Unexpected end of input'],
  ['[1]', 'Invalid JSON payload: not an object'],
  ['{"set_tags":{"a":[]}}', 'Invalid value(s) for: set_tags'],
  [`{"add_nics":[{"nic_tag":"admin","x":${nested(5000)}}]}`, 'Invalid value(s) for: add_nics'],
  ['{"add_nics":[{"nic_tag":"nope"}]}', 'Invalid nic tag "nope"'],
  ['{"add_nics":[{"nic_tag":"admin","ip":"x"}]}', 'Invalid value(s) for: add_nics.0.ip'],
  ['{"update_nics":[{"mac":"02:08:20:00:00:02"}]}', 'Cannot find nic with mac 02:08:20:00:00:02'],
  ['{"max_swap":-5}', 'Invalid value(s) for: max_swap'],
])('vmadm update < %s: %s', async (payload, text) => {
  const sim = made()
  const { version } = sim.world
  expect(await runOn(sim, `vmadm update ${U}`, payload)).toBe(`${text}\n? 1\n`)
  expect(sim.world.version).toBe(version)
})
test('what vmadm does not know is left out, whatever it is', async () => {
  const sim = nodeWithImage()
  const strange = `"__proto__":{"quota":5},"constructor":{"x":1},"toString":"x","hasOwnProperty":1,"disks":[1],"x":${nested(5000)},"big":"${'x'.repeat(1 << 20)}"`
  expect(await runOn(sim, 'vmadm create', vm(`"uuid":"${U}",${strange},"tags":{"__proto__":"a","role":"db"}`))).toBe(`Successfully created VM ${U}\n`)
  const zone = findZone(sim.world, server, U)
  expect(JSON.stringify(zone).length).toBeLessThan(4000)
  expect(Object.keys((zone?.properties.tags ?? {}) as object)).toEqual(['__proto__', 'role'])
  expect(({} as Record<string, unknown>).quota).toBeUndefined()
  expect(await runOn(sim, 'vmadm list -H -o quota,tags.role,tags.__proto__')).toBe('10     db                    a\n')
})
test('numbers and truth values may be written as text', async () => {
  const sim = nodeWithImage()
  expect(await runOn(sim, 'vmadm create', vm(`"uuid":"${U}","ram":"512","quota":"20","autoboot":"false","limit_priv":"default,,dtrace_user"`))).toBe(
    `Successfully created VM ${U}\n`,
  )
  expect(await runOn(sim, 'vmadm list -p -o ram,quota,autoboot,state')).toBe('512:20::stopped\n')
})
