import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { FileError } from './files.ts'
import { mountsOn } from './mounts.ts'
import { mountOptions } from './options.ts'
import { type Store, stores } from './store.ts'
import { emptyDirectory, type FileEntry, type FileNode } from './tree.ts'

/** What a pseudo file system shows, by its source: others may add theirs (`proc`). Empty directories by default. */
export const pseudo: Record<string, (sim: Simulation, server: Id<'server'>) => FileNode> = {
  mnttab: (sim, server) =>
    textFile(
      mountsOn(sim.world, server)
        .filter((mount) => !mount.zone)
        .map((mount) => `${mount.source}\t${mount.path}\t${mount.fstype}\t${mountOptions(sim, mount).join(',')}\t${Math.floor(mount.since / 1000)}\n`)
        .join(''),
    ),
  sharefs: () => textFile(''),
}
/** A read-only file with that text. */
export const textFile = (content: string): FileEntry => ({ kind: 'file', mode: 0o444, uid: 0, gid: 0, mtime: 0, ino: 2, size: content.length, content })

stores.pseudo = (sim, id): Store => {
  const [name = '', ...source] = id.slice('pseudo:'.length).split('/')
  const make = pseudo[source.join('/')]
  return {
    root: make ? make(sim, `server:${name}`) : emptyDirectory({ mode: 0o555, ino: 2 }),
    readonly: true,
    nextIno: 3,
    lay: () => {
      throw new FileError('EROFS', id)
    },
    save: () => {
      throw new FileError('EROFS', id)
    },
    space: () => ({ size: 0, used: 0, available: 0 }),
  }
}
