import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { datasetOf } from '../zfs/zfs.ts'
import './kernel.ts'

/** A device that memory may be written to. */
export interface SwapDevice {
  /** `/dev/zvol/dsk/zones/swap` */
  readonly path: string
  /** Bytes at its beginning that are not used, and bytes that are. */
  readonly low: number
  readonly bytes: number
}
const PAGE = 4096
/** The device that fs-joyent adds on every boot that found a pool: `swap -a /dev/zvol/dsk/zones/swap`. */
const SWAP_DEVICE = '/dev/zvol/dsk/zones/swap'

/** What a node swaps to, in the order in which it was added. Nothing without a pool, or when the boot was told not to import one. */
export function swapDevices(world: World, server: Id<'server'>): readonly SwapDevice[] {
  const { system } = world.need(server)
  if (system?.swap) return system.swap
  const volume = system?.bootParameters.noimport === 'true' ? undefined : datasetOf(world, server, 'zones/swap')
  // The first page may hold a label and is not used.
  return volume ? [{ path: SWAP_DEVICE, low: PAGE, bytes: Number(volume.properties.volsize ?? 0) - PAGE }] : []
}
/** Sets what the running kernel swaps to. */
export function setSwap(sim: Simulation, server: Id<'server'>, swap: readonly SwapDevice[]): void {
  const record = sim.world.need(server)
  if (record.system) sim.patch(record, { system: { ...record.system, swap } })
}
