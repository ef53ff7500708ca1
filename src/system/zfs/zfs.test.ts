import { expect, test } from 'vitest'
import { Simulation } from '../../sim/simulation.ts'
import { bootFiles } from '../files/boot.ts'
import { openFiles } from '../files/open.ts'
import type { Disk, Server } from '../hardware/hardware.ts'
import { createDataset } from './datasets.ts'
import { effects } from './effects.ts'
import { machine } from './pool.machine.ts'
import { createPool } from './pools.ts'
import { setupZonesPool } from './setup.ts'
import { takeSnapshots } from './snapshots.ts'
import { datasetOf } from './zfs.ts'

const server = 'server:node1' as const
export function world(diskBytes = 500e9): Simulation {
  const sim = new Simulation({ machines: { pool: machine }, effects, inputs: {} })
  sim.put<Server>({ id: server, name: 'node1', uuid: '0', ramMiB: 8192, cpus: 4, bootOrder: [], firmware: 'bios', machine: { value: 'on' }, system: { platform: '20260312T002222Z', bootParameters: {}, bootedAt: 0, hostname: 'smartos', multiUser: true, reached: {} } })
  for (let i = 0; i < 5; i++) sim.put<Disk>({ id: `disk:node1/c1t${i}d0`, server, name: `c1t${i}d0`, sizeBytes: diskBytes, rotating: true, vendor: 'x', product: 'y', present: true })
  bootFiles(sim, server)
  return sim
}
test('setup', () => {
  const sim = world()
  const files = openFiles(sim, { server })
  const result = setupZonesPool(sim, server, { vdevs: [{ type: 'disk', disks: ['c1t0d0'] }], ramMiB: 8192 })
  expect(result).toEqual({ ok: true, value: undefined })
  const made = createDataset(sim, server, 'zones/a')
  expect(made.ok).toBe(true)
  files.fill('/zones/a/f', 100 * 1024 ** 2, 'text')
  expect(datasetOf(sim.world, server, 'zones/a')?.referenced.a).toBe(100 * 1024 ** 2 + 24 * 1024)
  takeSnapshots(sim, server, ['zones@x'], { recursive: true })
  files.remove('/zones/a/f')
  expect(files.readdir('/zones/a/.zfs/snapshot/x')).toEqual(['f'])
})
