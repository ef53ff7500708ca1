import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { Fate } from './places.ts'
import { type Item, type Row, tableOf } from './table.ts'
import type { Thing, WayDown } from './things.ts'

/** What a reboot or a power cut would do to what was changed since the boot. */
export interface Preview {
  readonly how: WayDown
  /** By fate: files as far as they are told one by one, other things, and how many files there are in all. */
  readonly files: Readonly<Record<Fate, readonly Item[]>>
  readonly things: Readonly<Record<Fate, readonly Thing[]>>
  readonly counts: Readonly<Record<Fate, number>>
}
const FATES: readonly Fate[] = ['lost', 'made anew', 'kept', 'stick']
const byFate = <T>(make: (fate: Fate) => T): Record<Fate, T> => Object.fromEntries(FATES.map((fate) => [fate, make(fate)])) as Record<Fate, T>

/** Exactly what would be lost, made anew and kept. What a line only shows of another is not told twice. */
export function previewOf(world: World, server: Id<'server'>, how: WayDown): Preview {
  const { rows, things } = tableOf(world, server, how)
  return previewFrom(
    rows.filter(({ shows }) => shows === undefined),
    things,
    how,
  )
}
/** The same from a table that has been worked out for that way of going down. */
export const previewFrom = (rows: readonly Row[], things: readonly Thing[], how: WayDown): Preview => ({
  how,
  files: byFate((fate) => rows.flatMap(({ items }) => items.filter((item) => item.fate === fate))),
  things: byFate((fate) => things.filter((thing) => thing.fate === fate)),
  counts: byFate((fate) => rows.reduce((sum, { fates }) => sum + fates[fate], 0)),
})
