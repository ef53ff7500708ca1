import type { FileNode } from '../files/tree.ts'
import { namesIn } from '../files/tree.ts'
import { sha1Of } from '../media/checksum.ts'
import { fileAt, lookUp } from '../media/lookup.ts'
import { stampOfFile } from '../media/releases.ts'
import { HTTP_ROOT } from './contents.ts'

/** A directory of a boot server that looks like a platform image. */
export interface ServedImage {
  readonly name: string
  /** The release that its archive is a true copy of. */
  readonly stamp?: string
  readonly state: 'complete' | 'no platform' | 'no kernel' | 'no archive' | 'damaged' | 'other hash'
}
const known = new WeakMap<FileNode, readonly ServedImage[]>()
/** The images below `/tftpboot/smartos`, with what is wrong with each: as one finds out by looking at the files. */
export function imagesOn(root: FileNode): readonly ServedImage[] {
  const found = known.get(root)
  if (found) return found
  const dir = lookUp(root, `${HTTP_ROOT}/smartos`)
  const images = dir?.kind === 'dir' ? namesIn(dir).map((name) => imageAt(root, name)) : []
  known.set(root, images)
  return images
}
function imageAt(root: FileNode, name: string): ServedImage {
  const at = `${HTTP_ROOT}/smartos/${name}/platform`
  if (!lookUp(root, at)) return { name, state: 'no platform' }
  if (!fileAt(root, `${at}/i86pc/kernel/amd64/unix`)) return { name, state: 'no kernel' }
  const archive = fileAt(root, `${at}/i86pc/amd64/boot_archive`)
  if (!archive) return { name, state: 'no archive' }
  const stamp = stampOfFile(archive, 'boot_archive')
  if (!stamp) return { name, state: 'damaged' }
  const hash = fileAt(root, `${at}/i86pc/amd64/boot_archive.hash`)?.content?.trim()
  return { name, stamp, state: hash !== undefined && hash !== sha1Of(archive) ? 'other hash' : 'complete' }
}
