import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { type FileNode, namesIn } from '../../files/tree.ts'
import { fileAt, lookUp, textAt } from '../../media/lookup.ts'
import { patchLoader, rootFor, unload } from './at.ts'
import { readConf, withPlatform } from './env.ts'

/** Entries on a page of the menu of alternate platform images, and pages at most. Source: illumos-joyent OS-8231. */
export const PER_PAGE = 5
const PAGES = 3

/** Whether the source offers other platform images: piadm(8) writes `/os/pi.rc` when there are several. */
export const hasImages = (root: FileNode | undefined): boolean => root !== undefined && fileAt(root, '/os/pi.rc') !== undefined
/** The stamp of the image that is booted by default. */
export const defaultStamp = (root: FileNode): string => textAt(root, '/platform/etc/version/platform')?.trim() ?? ''
/** The stamps of the other images on the source, newest first. */
export function otherStamps(root: FileNode): string[] {
  const os = lookUp(root, '/os')
  const stamps = os?.kind === 'dir' ? namesIn(os).filter((name) => /^\d{8}T\d{6}Z$/.test(name)) : []
  return stamps
    .filter((stamp) => stamp !== defaultStamp(root))
    .sort()
    .reverse()
    .slice(0, PER_PAGE * PAGES)
}
/** How many pages the menu has. */
export const pagesOf = (stamps: readonly string[]): number => Math.max(1, Math.ceil(stamps.length / PER_PAGE))

/** Takes another image for this boot; without a stamp the default one again. Its archive comes without a checksum. */
export function chooseImage(sim: Simulation, id: Id<'server'>, stamp: string | undefined): void {
  const { loader } = sim.world.need(id)
  if (!loader) return
  unload(sim, id)
  if (stamp !== undefined) {
    const prefix = `/os/${stamp}`
    patchLoader(sim, id, { prefix, env: { ...withPlatform(loader.env, prefix), 'boot_archive.hash_load': 'NO' } })
    return
  }
  const conf = readConf(rootFor(sim, id))
  const { bootfile = 'unix', boot_archive_name = '', 'boot_archive.hash_name': hash = '', 'boot_archive.hash_load': load = 'YES' } = conf
  patchLoader(sim, id, {
    prefix: '',
    env: { ...loader.env, bootfile, boot_archive_name, 'boot_archive.hash_name': hash, 'boot_archive.hash_load': load },
  })
}
