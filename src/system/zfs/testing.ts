import { Simulation } from '../../sim/simulation.ts'
import { bootFiles } from '../files/boot.ts'
import type { Disk, Server } from '../hardware/hardware.ts'
import { effects } from './effects.ts'
import { machine } from './pool.machine.ts'

/** The server of the tests of this folder. */
export const server = 'server:node1' as const
/** A running server with five disks and no pool: for tests. */
export function bareServer(diskBytes = 500e9): Simulation {
  const sim = new Simulation({ machines: { pool: machine }, effects, inputs: {} })
  sim.put<Server>({
    id: server,
    name: 'node1',
    uuid: '0',
    ramMiB: 8192,
    cpus: 4,
    bootOrder: [],
    firmware: 'bios',
    machine: { value: 'on' },
    system: { platform: '20260312T002222Z', bootParameters: {}, bootedAt: 0, hostname: 'smartos', multiUser: true, reached: {} },
  })
  for (let i = 0; i < 5; i++)
    sim.put<Disk>({ id: `disk:node1/c1t${i}d0`, server, name: `c1t${i}d0`, sizeBytes: diskBytes, rotating: true, vendor: 'x', product: 'y', present: true })
  bootFiles(sim, server)
  return sim
}
