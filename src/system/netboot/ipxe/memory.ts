import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { clientOf, type NetClient } from '../netboot.ts'
import type { IpxeState } from './state.ts'

/** Bytes that iPXE has for what it remembers. (ipxe src/core/malloc.c HEAP_SIZE, before it grew in 2023) */
const HEAP = 512 * 1024
/** Bytes besides the words: of one script in another, of an image, of a line of a menu. Ours. */
const FRAME = 1024
const IMAGE = 256
const ITEM = 256

/** Bytes that settings, menu, images and what runs take. */
function bytesIn({ settings, menu, images, frames }: IpxeState): number {
  let bytes = frames.length * FRAME
  for (const [name, value] of Object.entries(settings)) bytes += name.length + value.length
  for (const { name = '', text } of menu?.items ?? []) bytes += name.length + text.length + ITEM
  for (const { name, uri, args } of images) bytes += IMAGE + name.length + uri.length + args.length
  return bytes
}
/** What iPXE knows on a node; undefined while it does not run. */
export const ipxeOf = (sim: Simulation, node: Id<'server'>): IpxeState | undefined => sim.world.get(clientOf(node))?.ipxe
/** Changes what iPXE knows. False: there is no memory for more, and nothing has changed. */
export function setIpxe(sim: Simulation, node: Id<'server'>, fields: Partial<IpxeState>): boolean {
  const client = sim.world.get(clientOf(node))
  if (!client?.ipxe) return false
  const ipxe = { ...client.ipxe, ...fields }
  const bytes = bytesIn(ipxe)
  if (bytes > HEAP && bytes > bytesIn(client.ipxe)) return false
  sim.put<NetClient>({ ...client, ipxe })
  return true
}
