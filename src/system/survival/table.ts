import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { type MountRecord, mountsOn } from '../files/mounts.ts'
import { bytesBelow } from '../files/ramfs.ts'
import type { FileNode } from '../files/tree.ts'
import type { Medium } from '../hardware/hardware.ts'
import { rootOf } from '../media/media.ts'
import { availableOf } from '../zfs/space.ts'
import type { Dataset } from '../zfs/zfs.ts'
import { type Baseline, baselineOf, leavingOf, treeIn } from './baseline.ts'
import { type Change, countOf, type Diff, diffAt, diffOf } from './diff.ts'
import { type Fate, fateIn, type Kind, kindOf, PLACES, type Place, placeOf, reasonOf, WRITTEN_AT_BOOT } from './places.ts'
import { type Thing, thingsOf, type WayDown } from './things.ts'

/** A changed file, with what becomes of the change. */
export interface Item extends Change {
  /** Absolute, in the global zone. */
  readonly path: string
  readonly fate: Fate
  /** It is in the open transaction group only: on disk within five seconds, gone if the power is cut before. */
  readonly unwritten?: true
}
/** One line of the table: a mount of the global zone, or several that are alike. */
export interface Row {
  /** What it is told by: the path, or `kernel`, `zones`. */
  readonly key: string
  /** Of the first of them. */
  readonly mount: MountRecord
  readonly paths: readonly string[]
  readonly place: Place
  readonly kind: Kind
  /** Bytes; absent where that means nothing. */
  readonly space?: { readonly size: number; readonly used: number }
  /** What becomes of what one writes there, and why: last part of `survives.why.…`. */
  readonly fate: Fate
  readonly reason: string
  /** It shows a part of what another line counts already. */
  readonly shows?: string
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** How many changes have which fate, and how many of them are not on disk yet. */
  readonly fates: Readonly<Record<Fate, number>>
  readonly unwritten: number
  /** The first of them. */
  readonly items: readonly Item[]
}
/** What lives where on a server, what was changed there since it booted, and what becomes of it. */
export interface Table {
  readonly rows: readonly Row[]
  readonly things: readonly Thing[]
  /** Whether it is known how things were at the end of the boot. */
  readonly known: boolean
}
const EMPTY: Table = { rows: [], things: [], known: false }
const NONE: Diff = { added: 0, changed: 0, removed: 0, changes: [] }

/** The table of a server, as it would come out for that way of going down. Empty while nothing is mounted. */
export function tableOf(world: World, server: Id<'server'>, how: WayDown = 'reboot'): Table {
  const mounts = mountsOn(world, server).filter(({ zone }) => !zone)
  if (mounts.length === 0) return EMPTY
  const baseline = baselineOf(world, server)
  const seen = new Set(mounts.filter(({ fstype }) => fstype !== 'lofs').map(({ backing }) => backing))
  const own = new Set(mounts.filter(({ fstype }) => fstype === 'zfs').map(({ path }) => path))
  const groups = new Map<string, MountRecord[]>()
  for (const mount of mounts) {
    const key = groupOf(mount)
    groups.set(key, [...(groups.get(key) ?? []), mount])
  }
  const rows = [...groups].map(([key, members]) => rowOf(world, key, members, baseline, how, seen, own))
  return {
    rows: rows.sort((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place) || (a.mount.path < b.mount.path ? -1 : 1)),
    things: baseline ? (leavingOf(world, server) ?? thingsOf(world, server, baseline, how)) : [],
    known: baseline !== undefined,
  }
}
const UUID = /^\/zones\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(\/|$)/
function groupOf(mount: MountRecord): string {
  if (placeOf(mount) === 'kernel') return 'kernel'
  return mount.fstype === 'zfs' && UUID.test(mount.path) ? 'zones' : mount.path
}

function rowOf(
  world: World,
  key: string,
  members: readonly MountRecord[],
  baseline: Baseline | undefined,
  how: WayDown,
  seen: ReadonlySet<Id>,
  datasets: ReadonlySet<string>,
): Row {
  const mount = members[0] as MountRecord
  const place = placeOf(mount)
  const fates: Record<Fate, number> = { lost: 0, 'made anew': 0, kept: 0, stick: 0 }
  const items: Item[] = []
  let [added, changed, removed, unwritten] = [0, 0, 0, 0]
  if (baseline && place !== 'kernel')
    for (const member of members) {
      const { since, open } = changesOf(world, member, baseline)
      added += since.added
      changed += since.changed
      removed += since.removed
      const lost = countOf(open)
      unwritten += lost
      const told = itemsOf(member, place, since, open, how, baseline, datasets)
      for (const item of told) {
        fates[item.fate]++
        items.push(item)
      }
      // Beyond those that are told one by one, all go the way of the place.
      const rest = countOf(since) - since.changes.length
      if (rest > 0) fates[how === 'cut' && lost > 0 ? 'lost' : fateIn(place)] += rest
    }
  const shows = mount.fstype === 'lofs' && seen.has(mount.backing) ? mount.source : undefined
  const space = place === 'kernel' ? undefined : spaceOf(world, members)
  return {
    key,
    mount,
    paths: members.map(({ path }) => path),
    place,
    kind: kindOf(mount),
    fate: fateIn(place),
    reason: key === 'zones' ? 'zone' : reasonOf(mount),
    added,
    changed,
    removed,
    fates,
    unwritten,
    items,
    ...(space && { space }),
    ...(shows !== undefined && { shows }),
  }
}
/** A DOS file system knows no modes: that a directory of it has another one means nothing. */
function withoutModes(diff: Diff): Diff {
  const changes = diff.changes.filter(({ kind, how }) => kind !== 'dir' || how !== 'changed')
  return { ...diff, changed: diff.changed - (diff.changes.length - changes.length), changes }
}
/** The files that a medium was made with. */
const asMade = ({ root, ...medium }: Medium): FileNode => rootOf(medium)
/** What was changed in a mount since the boot, and what of it is in the open transaction group only. */
function changesOf(world: World, mount: MountRecord, baseline: Baseline): { since: Diff; open: Diff } {
  const medium = mount.backing.startsWith('medium:') ? world.get(mount.backing as Id<'medium'>) : undefined
  const now = medium ? rootOf(medium) : treeIn(world, mount.backing)
  // A medium that nobody has written to holds what it was made with.
  const then = baseline.trees[mount.backing] ?? (medium && asMade(medium))
  const dataset = mount.backing.startsWith('dataset:') ? world.get(mount.backing as Id<'dataset'>) : undefined
  const synced = dataset && (world.get(`dirty:${dataset.pool.slice(5)}`)?.synced[dataset.id] as Dataset | undefined)
  // What was there before but not mounted at boot has nothing to be compared with.
  const fresh = dataset !== undefined && dataset.creation >= bootOf(world, mount)
  if (medium) return { since: withoutModes(diffBelow(then, now, mount.sub)), open: NONE }
  return {
    since: then || (fresh && mount.sub.length === 0) ? diffBelow(then, now, mount.sub) : NONE,
    open: synced ? diffBelow(synced.root, now, mount.sub) : NONE,
  }
}
const diffBelow = (then: FileNode | undefined, now: FileNode | undefined, names: readonly string[]): Diff =>
  names.length === 0 ? diffOf(then, now) : diffAt(then, now, names)
/** When the root was mounted: the beginning of the running system, milliseconds since 1970. */
const bootOf = (world: World, { server }: MountRecord): number => mountsOn(world, server)[0]?.since ?? 0

function itemsOf(mount: MountRecord, place: Place, since: Diff, open: Diff, how: WayDown, baseline: Baseline, datasets: ReadonlySet<string>): readonly Item[] {
  const at = (path: string): string => (path === '' ? mount.path : `${mount.path === '/' ? '' : mount.path}/${path}`)
  const pending = new Set(open.changes.map(({ path }) => path))
  const known = new Set(since.changes.map(({ path }) => path))
  const fate = fateIn(place)
  const fateOf = (path: string): Fate => {
    if (pending.has(path.slice(mount.path === '/' ? 1 : mount.path.length + 1))) return how === 'cut' ? 'lost' : fate
    if (fate !== 'lost') return fate
    return baseline.scripted.includes(path) || WRITTEN_AT_BOOT.has(path) || datasets.has(path) ? 'made anew' : 'lost'
  }
  return [...since.changes, ...open.changes.filter(({ path }) => !known.has(path))].map((change): Item => {
    const path = at(change.path)
    return { ...change, path, fate: fateOf(path), ...(pending.has(change.path) && { unwritten: true }) }
  })
}
function spaceOf(world: World, members: readonly MountRecord[]): Row['space'] {
  let [size, used] = [0, 0]
  for (const { backing, fstype } of members) {
    if (fstype === 'lofs') return undefined
    const ram = world.get(backing as Id<'ramfs'>)
    const medium = backing.startsWith('medium:') ? world.get(backing as Id<'medium'>) : undefined
    if (medium) used += bytesBelow(rootOf(medium))
    const dataset = backing.startsWith('dataset:') ? world.get(backing as Id<'dataset'>) : undefined
    if (dataset) {
      used += dataset.referenced.a
      size = Math.max(size, availableOf({ find: (id) => (id ? world.get(id) : undefined), pool: world.need(dataset.pool) }, dataset))
    } else if (ram && 'capacity' in ram) {
      used += ram.base + ram.used
      size = ram.capacity - ram.base - ram.used
    }
  }
  return size + used > 0 ? { size: size + used, used } : undefined
}
