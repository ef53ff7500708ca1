import type { Id } from '../../sim/record.ts'
import { ok, type Result, refuse } from '../../sim/result.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { createDataset } from '../zfs/datasets.ts'
import { destroyDataset } from '../zfs/destroy.ts'
import { takeSnapshots } from '../zfs/snapshots.ts'
import { datasetOf as findDataset } from '../zfs/zfs.ts'
import { unpack } from './contents.ts'
import { datasetOf, type Image } from './image.ts'

const MIB = 2 ** 20

/** Unpacks an image into its dataset and closes it with the snapshot `@final`. Names in between: smartos-live src/img/lib/imgadm.js (_installSingleImage) */
export function receiveImage(sim: Simulation, image: Image): Result<void> {
  const { server, manifest, uuid } = image
  const name = datasetOf(uuid)
  if (findDataset(sim.world, server, name)) return refuse('image.exists', { why: `dataset ${name} already exists` })
  const made =
    manifest.type === 'zvol'
      ? createDataset(sim, server, name, { volsize: (manifest.image_size ?? 1024) * MIB, sparse: true })
      : createDataset(sim, server, name)
  if (!made.ok) return refuse(made.error.code, { why: String(made.error.data.name ?? made.error.code) })
  try {
    if (manifest.type !== 'zvol') unpack(openFiles(sim, { server }), `/${name}`, manifest)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    destroyImage(sim, server, uuid)
    return refuse('image.space', {
      why: error.code === 'ENOSPC' || error.code === 'EDQUOT' ? `cannot receive new filesystem stream: out of space` : error.message,
    })
  }
  const closed = takeSnapshots(sim, server, [`${name}@final`])
  return closed.ok ? ok() : refuse(closed.error.code, { why: closed.error.code })
}
/** Destroys an image's dataset and its snapshots; already gone is as good. */
export function destroyImage(sim: Simulation, server: Id<'server'>, uuid: string): Result<void> {
  const dataset = findDataset(sim.world, server, datasetOf(uuid))
  const gone = dataset ? destroyDataset(sim, dataset, { recursive: true, force: true }) : ok()
  return gone.ok ? ok() : gone
}
