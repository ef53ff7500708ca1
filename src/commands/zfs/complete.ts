import type { Completion } from '../../shell/command.ts'
import { PROPERTIES } from '../../system/zfs/properties.ts'
import { poolsOf, snapshotsOf, treeOf } from '../../system/zfs/zfs.ts'

/** Names of filesystems and volumes. */
export const headNames: Completion = (world, server) =>
  poolsOf(world, server)
    .flatMap(({ root }) => treeOf(world, world.need(root)))
    .map(({ name }) => name)
/** Names of snapshots. */
export const snapshotNames: Completion = (world, server) =>
  poolsOf(world, server)
    .flatMap(({ root }) => treeOf(world, world.need(root)))
    .flatMap(({ id }) => snapshotsOf(world, id))
    .map(({ name }) => name)
/** Names of all datasets. */
export const datasetNames: Completion = (world, server) => [...headNames(world, server), ...snapshotNames(world, server)]
/** Names of pools. */
export const poolNames: Completion = (world, server) => poolsOf(world, server).map(({ name }) => name)
/** Names of properties. */
export const propertyNames: Completion = () => PROPERTIES.map(({ name }) => name)
/** Disks of the server. */
export const diskNames: Completion = (world, server) => world.by('disk', 'server', server).map(({ name }) => name)
