import { expect, test } from 'vitest'
import type { ServerSpec } from '../../src/system/hardware/spec.ts'
import { firstBoot } from './harness.ts'

const answers: ServerSpec['answers'] = {
  config_console: 'text',
  skip_instructions: 'true',
  simple_headers: 'true',
  admin_ip: 'dhcp',
  headnode_default_gateway: 'none',
  dns_resolver1: '<default>',
  dns_resolver2: '<default>',
  dns_search: 'example.com',
  ntp_host: '<default>',
  skip_ntp_check: 'true',
  zpool_confirm_layout: 'yes',
  bootpool: 'none',
  install_pkgsrc: 'no',
  root_password: 'secret',
  hostname: 'smartos',
  skip_final_summary: 'true',
  skip_final_confirm: 'true',
}
type Disks = NonNullable<ServerSpec['disks']>
const disks = (n: number, controller: number, sizeGB: number, rotating = true): Disks =>
  Array.from({ length: n }, (_, i) => ({ name: `c${controller}t${i}d0`, sizeGB: sizeGB + i / 100, rotating }))
/** The names in `zpool status`, by section: groups as `mirror(c1t0d0 c1t1d0)`. */
function devicesIn(status: string): string {
  const rows = status
    .slice(status.indexOf('NAME'), status.indexOf('errors:'))
    .split('\n')
    .slice(2)
    .map((row) => row.replace(/^\t/, ''))
    .filter((row) => row.trim() !== '')
  return rows.map((row) => (/^\S/.test(row) ? `|${row.trim()}` : (row.trim().split(/ +/)[0] ?? '').replace(/-\d+$/, ''))).join(' ')
}

// Which disks, and the pool that the set-up makes of them: smartos-live src/node_modules/disklayout.js, mkzpool.js.
const POOLS: readonly (readonly [string, Disks, string])[] = [
  ['one disk', disks(1, 1, 500), 'c1t0d0'],
  ['seven disks', disks(7, 1, 500), 'mirror c1t0d0 c1t1d0 mirror c1t2d0 c1t3d0 mirror c1t4d0 c1t5d0 |spares c1t6d0'],
  ['two disks and one SSD', [...disks(2, 1, 4000), ...disks(1, 2, 120, false)], 'mirror c1t0d0 c1t1d0 |logs c2t0d0'],
  ['three disks and five SSDs', [...disks(3, 1, 1000), ...disks(5, 2, 480, false)], 'raidz1 c1t0d0 c1t1d0 c1t2d0 |cache c2t0d0 c2t1d0 c2t2d0 c2t3d0 c2t4d0'],
  [
    'old and new disks, and two kinds of SSDs',
    [...disks(2, 1, 500), ...disks(3, 2, 4000), ...disks(2, 3, 100, false), ...disks(2, 4, 800, false)],
    'raidz1 c2t0d0 c2t1d0 c2t2d0 |logs c3t0d0 c3t1d0 |cache c1t0d0 c1t1d0 c4t0d0 c4t1d0',
  ],
]
test.each(POOLS)('%s', async (_, all, pool) => {
  const at = await firstBoot({ disks: all, answers })
  await at.lines('root', 'secret')
  at.look()
  await at.type('zpool status zones')
  expect(devicesIn(at.look())).toBe(pool)
})

const VOLUME = 'volblocksize=4096 logbias=throughput sync=always primarycache=metadata secondarycache=none'
// Datasets, their properties and sizes: smartos-live src/smartdc/lib/smartos_prompt_config.sh; cores and archive: fs-joyent, vmadmd.
const DATASETS: readonly (readonly [name: string, properties: string])[] = [
  ['zones', 'atime=off mountpoint=/zones'],
  ['zones/dump', `checksum=noparity ${VOLUME} volsize=1073741824`],
  ['zones/swap', `${VOLUME} volsize=8589934592`],
  ['zones/config', 'mountpoint=legacy'],
  ['zones/usbkey', 'mountpoint=legacy'],
  ['zones/opt', 'mountpoint=legacy'],
  ['zones/var', 'mountpoint=legacy'],
  ['zones/cores', 'mountpoint=none compression=gzip'],
  ['zones/cores/global', 'mountpoint=/zones/global/cores compression=gzip quota=10737418240'],
  ['zones/archive', 'mountpoint=/zones/archive compression=lzjb'],
]
test('the datasets that the set-up and the boot after it leave', async () => {
  const at = await firstBoot({ answers })
  await at.lines('root', 'secret')
  for (const [name, properties] of DATASETS) {
    at.look()
    const wanted = properties.split(' ').map((pair) => pair.split('=')[0])
    await at.type(`zfs get -Hpo property,value ${wanted.join(',')} ${name}`)
    const rows = at
      .look()
      .split('\n')
      .slice(1, -1)
      .map((row) => row.replace('\t', '='))
    expect([name, rows.join(' ')]).toEqual([name, properties])
  }
  at.look()
  await at.type('zfs list -Ho name; ls -d /zones/.system_pool')
  expect(at.look()).toContain(
    `\n${DATASETS.map(([name]) => name)
      .sort()
      .join('\n')}\n/zones/.system_pool\n`,
  )
})
