import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { bootFiles, dropRam } from '../files/boot.ts'
import { openFiles } from '../files/open.ts'
import type { Answers } from '../hardware/spec.ts'
import { unpackBootstrap } from '../pkgsrc/bootstrap.ts'
import { mountSystem } from '../zfs/boot.ts'
import { shutdownPools } from '../zfs/pools.ts'
import { setupZonesPool } from '../zfs/setup.ts'
import { dumpMiB } from './dump.ts'
import { persistAnswers } from './persist.ts'

/** Leaves the pool that an earlier set-up with these answers would have left on the first disk. Throws if there is no disk. */
export function seedPool(sim: Simulation, id: Id<'server'>, given: Answers): void {
  const server = sim.world.need(id)
  const disk = sim.world.by('disk', 'server', id)[0]
  if (!disk) throw new Error(`${id} has no disk for a pool`)
  bootFiles(sim, id)
  const made = setupZonesPool(sim, id, { vdevs: [{ type: 'disk', disks: [disk.name] }], ramMiB: server.ramMiB, dumpMiB: dumpMiB(sim.world, id) })
  if (!made.ok) throw new Error(`${id}: ${made.error.code}`)
  mountSystem(sim, id)
  const nic = sim.world.by('nic', 'server', id)[0]
  persistAnswers(sim, id, { ...(nic && { admin_nic: nic.mac }), ...given })
  if (['y', 'yes', 'true'].includes(given.install_pkgsrc ?? '')) unpackBootstrap(openFiles(sim, { server: id }))
  shutdownPools(sim, id)
  dropRam(sim, id)
}
