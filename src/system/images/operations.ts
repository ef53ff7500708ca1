import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { clonesOf, datasetOf as findDataset, snapshotsOf } from '../zfs/zfs.ts'
import { availableImage } from './catalogue.ts'
import { datasetOf, findImage, type Image, imageId, imagesOf, installedImage, sourcesOf } from './image.ts'
import { destroyImage } from './storage.ts'

export type ImageRefusal =
  | 'image.not available'
  | 'image.no sources'
  | 'image.installed'
  | 'image.importing'
  | 'image.not installed'
  | 'image.has clones'
  | 'image.failed'

/** Begins to import an image; it goes on by itself, see `image.machine.ts`. smartos-live src/img/lib/imgadm.js (importImage) */
export function importImage(sim: Simulation, server: Id<'server'>, uuid: string): Result<Image, ImageRefusal> {
  const [source] = sourcesOf(sim.world, server)
  const there = installedImage(sim.world, server, uuid)
  if (there) return refuse('image.installed', { uuid, name: there.manifest.name, version: there.manifest.version })
  if (source === undefined) return refuse('image.no sources')
  const manifest = availableImage(uuid)
  if (!manifest) return refuse('image.not available', { uuid })
  const known = findImage(sim.world, server, uuid)
  if (known && known.machine.value !== 'failed' && known.machine.value !== 'installed') return refuse('image.importing', { uuid })
  const id = imageId(server, uuid)
  return sim.event('operation', id, { id: 'op.image.import', params: { uuid, name: manifest.name, version: manifest.version } }, () => {
    const record = { id, server, uuid, manifest, source, since: sim.now }
    if (known?.machine.value === 'failed') {
      sim.put<Image>({ ...record, machine: known.machine })
      sim.send(id, { type: 'retry' })
    } else sim.start(record as Image)
    return ok(sim.world.need(id))
  })
}
/** Names of the datasets that are clones of an image. */
export function dependentsOf(world: World, server: Id<'server'>, uuid: string): readonly string[] {
  const dataset = findDataset(world, server, datasetOf(uuid))
  return dataset ? snapshotsOf(world, dataset.id).flatMap((snapshot) => clonesOf(world, snapshot.id).map((clone) => clone.name)) : []
}
/** Deletes an image that no VM is a clone of. */
export function deleteImage(sim: Simulation, server: Id<'server'>, uuid: string): Result<void, ImageRefusal> {
  const image = installedImage(sim.world, server, uuid)
  if (!image) return refuse('image.not installed', { uuid })
  const clones = dependentsOf(sim.world, server, uuid)
  if (clones.length > 0) return refuse('image.has clones', { uuid, clones })
  return sim.event('operation', image.id, { id: 'op.image.delete', params: { uuid, name: image.manifest.name, version: image.manifest.version } }, () => {
    const gone = destroyImage(sim, server, uuid)
    if (!gone.ok) return refuse('image.failed', { uuid, why: gone.error.code })
    sim.commit({ [image.id]: undefined })
    return ok()
  })
}
/** Images that no VM uses: what `imgadm vacuum` would delete. */
export const unusedImages = (world: World, server: Id<'server'>): readonly Image[] =>
  imagesOf(world, server).filter((image) => dependentsOf(world, server, image.uuid).length === 0)

/** The power is gone: what was on its way does not arrive. */
export function abandonImports(sim: Simulation, server: Id<'server'>): void {
  for (const image of sim.world.by('image', 'server', server)) sim.send(image.id, { type: 'power.lost' })
}
