import { treeOf } from '../files/boot.ts'
import { FileError } from '../files/files.ts'
import type { Item } from '../files/platform.ts'
import { type Store, stores } from '../files/store.ts'
import type { FileEntry, FileNode } from '../files/tree.ts'
import { mediumItems, platformItems } from './contents.ts'
import { type ArtifactKind, builtAt, partsOfArtifact } from './releases.ts'

/** A file that holds others: an image of a disc, or a platform in a compressed archive. */
export interface Archive {
  readonly kind: 'iso' | 'platform.tgz'
  readonly stamp: string
  /** A byte of it was changed on the way: what it holds is not what was put into it. */
  readonly spoiled: boolean
}
/** How a copy of a distribution file is named that was damaged on the way: no true copy of anything, but still known for what it is. */
export const spoiledOf = (kind: ArtifactKind, stamp: string): string => `${kind}~ ${stamp}`
/** What archive a file is; undefined if it is none. */
export function archiveOf(file: FileEntry | undefined): Archive | undefined {
  const spoiled = file?.artifact?.includes('~ ') ?? false
  const { kind, stamp } = partsOfArtifact(file?.artifact?.replace('~ ', ' ')) ?? {}
  return stamp !== undefined && (kind === 'iso' || kind === 'platform.tgz') ? { kind, stamp, spoiled } : undefined
}
/** What an archive holds. In a spoiled one the boot archive is another than the one whose checksum lies beside it. */
export function itemsOf({ kind, stamp, spoiled }: Archive): Item[] {
  const items = kind === 'iso' ? mediumItems(stamp) : platformItems(stamp, `/platform-${stamp}`)
  if (!spoiled) return items
  return items.map((item) => {
    if (!('size' in item) || !item.path.endsWith('/boot_archive')) return item
    const { artifact, ...rest } = item
    return rest
  })
}

const trees = new Map<string, FileNode>()
function treeIn(archive: Archive): FileNode {
  const key = `${archive.stamp} ${archive.spoiled}`
  const tree = trees.get(key) ?? treeOf(itemsOf(archive), '', builtAt(archive.stamp) ?? 0).root
  trees.set(key, tree)
  return tree
}
/** The store over the image of a disc, as `mount -F hsfs` has it: `isofs:20260312T002222Z`, with `~` when it is spoiled. */
export const isoStore = ({ stamp, spoiled }: Archive): `isofs:${string}` => `isofs:${stamp}${spoiled ? '~' : ''}`
stores.isofs = (_, id): Store => {
  const key = id.slice('isofs:'.length)
  const closed = (): never => {
    throw new FileError('EROFS', id)
  }
  const root = treeIn({ kind: 'iso', stamp: key.replace('~', ''), spoiled: key.endsWith('~') })
  return { root, readonly: true, nextIno: 3, lay: closed, save: closed, space: () => ({ size: 629_145_600, used: 629_145_600, available: 0 }) }
}
