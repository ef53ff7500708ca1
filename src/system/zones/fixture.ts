import { Simulation } from '../../sim/simulation.ts'
import { bootFiles } from '../files/boot.ts'
import type { Disk, Nic, Server } from '../hardware/hardware.ts'
import { effects as imageEffects } from '../images/effects.ts'
import { machine as image } from '../images/image.machine.ts'
import { importImage } from '../images/operations.ts'
import { mountSystem } from '../zfs/boot.ts'
import { effects as poolEffects } from '../zfs/effects.ts'
import { machine as pool } from '../zfs/pool.machine.ts'
import { setupZonesPool } from '../zfs/setup.ts'
import { effects as zoneEffects } from './effects.ts'
import { machine as zone } from './zone.machine.ts'

export const server = 'server:node1' as const
/** base-64-lts 24.4.1. */
export const IMAGE = '2f1dc911-6401-4fa4-8e9d-67ea2e39c271'

/** For tests: a running node with its pool, and nothing but files, pools, images and zones. */
export function node(): Simulation {
  const sim = new Simulation({ machines: { pool, zone, image }, effects: { ...poolEffects, ...zoneEffects, ...imageEffects }, inputs: {} })
  sim.put<Server>({
    id: server,
    name: 'node1',
    uuid: '564d8a1f-6c2e-4f0b-9d3a-52540f2f6134',
    ramMiB: 8192,
    cpus: 4,
    bootOrder: [],
    firmware: 'bios',
    machine: { value: 'on' },
    system: { platform: '20260312T002222Z', bootParameters: {}, bootedAt: 0, hostname: 'smartos', multiUser: true, reached: {} },
  })
  sim.put<Nic>({ id: 'nic:node1/e1000g0', server, link: 'e1000g0', mac: '52:54:00:2f:61:34', cable: true, tags: ['admin'], lease: '192.168.1.50' })
  sim.put<Disk>({ id: 'disk:node1/c1t0d0', server, name: 'c1t0d0', sizeBytes: 500e9, rotating: true, vendor: 'x', product: 'y', present: true })
  bootFiles(sim, server)
  setupZonesPool(sim, server, { vdevs: [{ type: 'disk', disks: ['c1t0d0'] }], ramMiB: 8192 })
  mountSystem(sim, server)
  return sim
}
/** The same with an image imported. */
export function nodeWithImage(uuid = IMAGE): Simulation {
  const sim = node()
  importImage(sim, server, uuid)
  sim.advance(sim.now + 60_000)
  return sim
}
