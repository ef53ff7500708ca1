import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { type FileNode, namesIn } from '../../files/tree.ts'
import { fileAt, lookUp, textAt } from '../../media/lookup.ts'
import { patchLoader, unload } from './at.ts'
import { plannedFile, plannedKernel } from './plan.ts'

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

/**
 * Takes another image for this boot: what was loaded is forgotten, its kernel and archive are to be read at once. Its
 * archive comes without a checksum. Without a stamp the default image again, which is read when it boots.
 */
export function chooseImage(sim: Simulation, id: Id<'server'>, stamp: string | undefined): void {
  const { loader } = sim.world.need(id)
  if (!loader) return
  unload(sim, id)
  const platform = `/os/${stamp}/platform/i86pc`
  patchLoader(sim, id, {
    prefix: stamp === undefined ? '' : `/os/${stamp}`,
    env: { ...loader.env, bootpi: stamp ?? 'default' },
    plan: stamp === undefined ? [] : [plannedKernel(`${platform}/kernel/amd64/unix`), plannedFile(`${platform}/amd64/boot_archive`, 'rootfs')],
  })
}
