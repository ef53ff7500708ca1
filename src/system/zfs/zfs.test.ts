import { expect, test } from 'vitest'
import { openFiles } from '../files/open.ts'
import { createDataset } from './datasets.ts'
import { setupZonesPool } from './setup.ts'
import { takeSnapshots } from './snapshots.ts'
import { bareServer, server } from './testing.ts'
import { datasetOf } from './zfs.ts'

test('setup', () => {
  const sim = bareServer()
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
