import { beforeEach, expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { createDataset } from '../../system/zfs/datasets.ts'
import { hold } from '../../system/zfs/snapshots.ts'
import { datasetOf } from '../../system/zfs/zfs.ts'
import { IMAGE, node, nodeWithImage, server } from '../../system/zones/fixture.ts'
import { runOn } from '../testing.ts'

let sim: Simulation
beforeEach(() => {
  sim = nodeWithImage()
})
const run = (line: string, stdin = ''): Promise<string> => runOn(sim, line, stdin)
const NONE = '11111111-2222-4333-8444-555555555555'
const payload = (more: object = {}) =>
  JSON.stringify({ brand: 'joyent', image_uuid: IMAGE, alias: 'web', max_physical_memory: 512, quota: 10, nics: [{ nic_tag: 'admin', ip: 'dhcp' }], ...more })
async function create(more: object = {}): Promise<string> {
  return /VM (\S+)\n/.exec(await run('vmadm create', payload(more)))?.[1] ?? ''
}

test('the life of a VM', async () => {
  const uuid = await create()
  expect(await run('vmadm list')).toBe(
    `UUID                                  TYPE  RAM      STATE             ALIAS\n${uuid}  OS    512      running           web\n`,
  )
  expect(await run(`vmadm start ${uuid}`)).toBe(`Unable to start VM ${uuid}: VM ${uuid} is already 'running'\n`)
  expect(await run(`vmadm stop ${uuid}`)).toBe(`Successfully completed stop for VM ${uuid}\n`)
  expect(await run(`vmadm stop ${uuid}`)).toBe(`VM ${uuid} is already not 'running' (currently: stopped)\n`)
  expect(await run(`vmadm reboot ${uuid}`)).toBe(`Cannot reboot vm from state "stopped", must be "running"\n? 1\n`)
  expect(await run(`vmadm start ${uuid}`)).toBe(`Successfully started VM ${uuid}\n`)
  expect(await run(`vmadm reboot ${uuid} -F`)).toBe(`Successfully completed reboot for VM ${uuid}\n`)
  expect(await run('zoneadm list -p')).toContain(`2:${uuid}:running:/zones/${uuid}:${uuid}:joyent:excl:1\n`.replace(/^2/, '3'))
  expect(await run(`vmadm delete ${uuid}`)).toBe(`Successfully deleted VM ${uuid}\n`)
  expect(await run('vmadm list')).toBe('UUID                                  TYPE  RAM      STATE             ALIAS\n')
})
test('snapshots', async () => {
  const uuid = await create()
  expect(await run(`vmadm create-snapshot ${uuid} before`)).toBe(`Created snapshot before for VM ${uuid}\n`)
  expect(await run(`vmadm create-snapshot ${uuid} before`)).toBe('snapshot with name "before" already exists.\n? 1\n')
  expect(await run(`vmadm create-snapshot ${uuid} a/b`)).toBe('Invalid snapshot name\n? 1\n')
  expect(await run(`vmadm rollback-snapshot ${uuid} nope`)).toBe(`No snapshot named "nope" for ${uuid}\n? 1\n`)
  expect(await run(`vmadm rollback-snapshot ${uuid} before`)).toBe(`Rolled back snapshot before for VM ${uuid}\n`)
  expect(await run('vmadm list -H -o state')).toBe('running\n')
  expect(await run(`vmadm delete-snapshot ${uuid} before`)).toBe(`Deleted snapshot before for VM ${uuid}\n`)
})
test.each([
  [`vmadm get ${NONE}`, `zoneadm: ${NONE}: No such zone configured\n? 1\n`],
  [`vmadm start ${NONE}`, `Unable to start VM ${NONE}: bad statusCode: 404\n? 1\n`],
  [`vmadm stop ${NONE}`, `VM ${NONE} not found\n? 1\n`],
  [`vmadm stop ${NONE} -F`, 'bad statusCode: 404\n? 1\n'],
  [`vmadm delete ${NONE}`, `Failed to delete VM ${NONE}: VM ${NONE} not found\n? 1\n`],
  ['vmadm list -o nics.*.ip', 'Invalid order key: "nics.*.ip"\n? 1\n'],
  ['vmadm list -o nope', 'invalid order field: nope\n? 1\n'],
  ['vmadm list nope=1', 'Invalid filter key: "nope"\n? 1\n'],
  ['vmadm lookup -1', 'Requested unique lookup but found 0 results.\n? 1\n'],
  ['vmadm lookup -o uuid', 'Cannot specify -o without -j\n? 1\n'],
  ['vmadm create -f /nofile.json', 'File: /nofile.json does not exist.\n? 1\n'],
  [`zoneadm -z nope boot`, 'zoneadm: nope: No such zone configured\n? 1\n'],
  ['zoneadm boot', 'zoneadm: no zone specified\n? 1\n'],
  ['zoneadm -z global halt', "zoneadm: zone 'global': halt operation is invalid for the global zone.\n? 1\n"],
  ['zoneadm list -pv', 'zoneadm: list -p and -v are mutually exclusive.\n? 1\n'],
  ['zlogin web01', "zlogin: zone 'web01' unknown\n? 1\n"],
  ['zlogin global', "zlogin: 'zlogin' not applicable to the global zone\n? 1\n"],
  ['zonename', 'global\n'],
  [`imgadm import ${IMAGE}`, `Image ${IMAGE} (base-64-lts 24.4.1) is already installed, skipping\n`],
  [`imgadm import ${NONE}`, `imgadm import: error (ActiveImageNotFound): an active image "${NONE}" was not found in image sources\n? 1\n`],
  [`imgadm get ${NONE}`, `imgadm get: error (ImageNotInstalled): image "${NONE}" was not found on zpool "zones"\n? 3\n`],
  ['imgadm get x', 'imgadm get: error (InvalidUUID): invalid uuid: "x"\n? 1\n'],
  ['imgadm bogus', 'imgadm: error (UnknownCommand): unknown command: "bogus"\n? 1\n'],
  ['imgadm import', 'imgadm import: error (Usage): incorrect number of args (0): ""\n? 1\n'],
  [`imgadm delete ${IMAGE}`, `Deleted image ${IMAGE}\n`],
])('%s', async (line, output) => expect(await run(line)).toBe(output))
test.each([
  ['{"a":}', 'Invalid JSON payload: Unexpected token }\n? 1\n'],
  ['', 'Invalid JSON payload: Unexpected end of input\n? 1\n'],
  ['{"brand":"joyent"}', 'Missing required properties: image_uuid\n? 1\n'],
  [`{"image_uuid":"${NONE}"}`, 'Invalid value(s) for: image_uuid\n? 1\n'],
  [payload({ nics: [{ nic_tag: 'x' }] }), 'Invalid nic tag "x"\n? 1\n'],
])('vmadm create < %s', async (stdin, output) => expect(await run('vmadm create', stdin)).toBe(output))
test('a dataset in the way', async () => {
  createDataset(sim, server, `zones/${NONE}`)
  expect(await run('vmadm create', payload({ uuid: NONE }))).toBe(`cannot create 'zones/${NONE}': dataset already exists\nfailed to clone zone dataset\n? 1\n`)
  expect(await run('zoneadm list -c')).toBe('global\n')
})
test('a snapshot that is held', async () => {
  const uuid = await create()
  await run(`vmadm create-snapshot ${uuid} s`)
  const snapshot = datasetOf(sim.world, server, `zones/${uuid}@vmsnap-s`)
  if (snapshot) hold(sim, [snapshot], 'mine')
  expect(await run(`vmadm delete-snapshot ${uuid} s`)).toBe('zfs: dataset is busy\n? 1\n')
})
test('a mounted zone is unmounted and deleted', async () => {
  const uuid = await create({ autoboot: false })
  expect(await run(`zoneadm -z ${uuid} mount`)).toBe('')
  expect(await run(`vmadm delete ${uuid}`)).toBe(`Successfully deleted VM ${uuid}\n`)
})
test('an alias is no UUID', async () => {
  expect(await run('vmadm delete web01')).toMatch(/^Invalid or missing UUID for delete\nUsage: [\s\S]*\? 2\n$/)
})
test('an image in use is not deleted', async () => {
  const uuid = await create()
  expect(await run(`imgadm delete ${IMAGE}`)).toBe(
    `imgadm delete: error (ImageHasDependentClones): image "${IMAGE}" has dependent clones: zones/${uuid}\n? 1\n`,
  )
})
test('update', async () => {
  const uuid = await create()
  expect(await run(`vmadm update ${uuid} quota=40 alias=db max_physical_memory=1024`)).toBe(`Successfully updated VM ${uuid}\n`)
  expect(await run('vmadm list -H -o quota,alias,ram')).toBe('40     db          1024\n')
  expect(await run(`vmadm update ${uuid}`, '{"set_tags":{"role":"x"},"add_nics":[{"nic_tag":"admin","ip":"10.0.0.5","netmask":"255.255.255.0"}]}')).toBe(
    `Successfully updated VM ${uuid}\n`,
  )
  expect(await run('vmadm list -p -o tags.role,nics.1.ip,nics.1.interface')).toBe('x:10.0.0.5:net1\n')
  expect(await run(`vmadm update ${uuid} quota=much`)).toBe('Invalid value(s) for: quota\n? 1\n')
})
test('zlogin runs a line, and only in a running zone', async () => {
  const uuid = await create()
  expect(await run(`zlogin ${uuid} echo a b`)).toBe('<echo a b>\n? 7\n')
  await run(`vmadm stop ${uuid}`)
  expect(await run(`zlogin ${uuid}`)).toBe(`zlogin: login allowed only to running zones (${uuid} is 'installed').\n? 1\n`)
})
test('an import on a node with no image', async () => {
  sim = node()
  expect(await run(`imgadm import ${IMAGE}`)).toBe(
    `Importing ${IMAGE} (base-64-lts@24.4.1) from "https://images.smartos.org"\nGather image ${IMAGE} ancestry\nMust download and install 1 image (212.1 MiB)\nDownloaded image ${IMAGE} (212.1 MiB)\nImported image ${IMAGE} (base-64-lts@24.4.1)\n`,
  )
  expect(await run('imgadm list')).toBe(
    `UUID                                  NAME         VERSION  OS       TYPE          PUB\n${IMAGE}  base-64-lts  24.4.1   smartos  zone-dataset  2025-01-06\n`,
  )
})
test('processes of a zone come with its services', async () => {
  const uuid = await create()
  expect(await run(`ps -fe -z ${uuid}`)).toContain(' /sbin/init\n')
  expect(await run('ps -ef')).toContain(`zoneadmd -z ${uuid}`)
})
