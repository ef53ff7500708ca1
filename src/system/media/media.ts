import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { FileError } from '../files/files.ts'
import { bytesBelow } from '../files/ramfs.ts'
import { type Layout, layBytes, type Store, stores } from '../files/store.ts'
import { changesBetween, emptyDirectory, type FileEntry, type FileNode, withChild } from '../files/tree.ts'
import type { Medium } from '../hardware/hardware.ts'
import { mediumTree } from './contents.ts'
import { fileAt } from './lookup.ts'
import { ARTIFACT_BYTES, stampOfFile } from './releases.ts'

/** Where the root file system of a stick begins: behind the EFI system partition and the boot partition. (smartos-live tools/format_image) */
const ROOT_AT = 528_384 * 512
/** Bytes that fit on a medium: on the stick's root file system, or what the disc was written with. */
const capacityOf = (medium: Medium): number => (medium.kind === 'iso' ? ARTIFACT_BYTES.iso : ARTIFACT_BYTES['usb.img'] - ROOT_AT)
const BLANK = emptyDirectory({ mtime: 0, ino: 2 })
/** The files on a medium: those it was written with, until one of them changes. */
export const rootOf = (medium: Medium): FileNode => medium.root ?? (medium.blank ? BLANK : mediumTree(medium.platform, medium.kind).root)
/** The stamp of the platform image that would be booted from a tree of files; undefined when its archive is missing or damaged. */
export const stampIn = (root: FileNode): string | undefined => stampOfFile(fileAt(root, '/platform/i86pc/amd64/boot_archive'), 'boot_archive')
/** The same for a medium. */
export const stampOn = (medium: Medium): string | undefined => stampIn(rootOf(medium))
/** A DOS file system knows no permissions and no owners: what was changed gets those that its mount shows for everything. (illumos uts/common/fs/pcfs) */
function asPcfs(before: FileNode | undefined, after: FileNode): FileNode {
  if (before === after) return after
  const node: FileNode = { ...after, mode: 0o777, uid: 0, gid: 0 }
  if (node.kind !== 'dir') return node
  let dir = node
  for (const [name, was, is] of changesBetween(before?.kind === 'dir' ? before.entries : [], node.entries)) if (is) dir = withChild(dir, name, asPcfs(was, is))
  return dir
}
/** A store over a stick or a disc. */
class MediumStore implements Store {
  constructor(
    private readonly sim: Simulation,
    private readonly id: Id<'medium'>,
  ) {}
  private get medium(): Medium {
    return this.sim.world.need(this.id)
  }
  get root(): FileNode {
    // Nothing answers any more where it was.
    if (!this.medium.server) throw new FileError('EIO', this.id)
    return rootOf(this.medium)
  }
  get readonly(): boolean {
    return this.medium.kind === 'iso'
  }
  get nextIno(): number {
    return this.medium.nextIno ?? (this.medium.blank ? 3 : mediumTree(this.medium.platform, this.medium.kind).nextIno)
  }
  lay(before: FileEntry | undefined, after: FileEntry): Layout {
    return layBytes(this.space().available, before, after)
  }
  save(root: FileNode, { inos = 0 }: { inos?: number }): void {
    this.sim.put<Medium>({ ...this.medium, root: asPcfs(this.root, root), nextIno: this.nextIno + inos })
  }
  space(): { size: number; used: number; available: number } {
    const size = capacityOf(this.medium)
    const used = bytesBelow(rootOf(this.medium))
    return { size, used, available: Math.max(0, size - used) }
  }
}
stores.medium = (sim, id) => new MediumStore(sim, id as Id<'medium'>)
