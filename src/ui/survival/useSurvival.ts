import { useEffect, useMemo, useRef, useState } from 'react'
import type { Id, Rec } from '../../sim/record.ts'
import { type Dormant, dormantOf } from '../../system/survival/dormant.ts'
import { type Survival, survivalOf } from '../../system/survival/record.ts'
import { type Table, tableOf } from '../../system/survival/table.ts'
import type { WayDown } from '../../system/survival/things.ts'
import { useSelection } from '../selection.ts'
import { useRecord, useSession, useTable } from '../simulation/context.tsx'

/** The server that the view is about: that of what is selected, else the one that was shown last, else the first. */
export function useShownServer(): Id<'server'> | undefined {
  const servers = useTable('server')
  const selected = useRecord(useSelection().record as Id<'server'> | undefined) as (Rec & { server?: Id<'server'> }) | undefined
  const wanted = selected?.id.startsWith('server:') ? (selected.id as Id<'server'>) : selected?.server
  const last = useRef<Id<'server'>>(undefined)
  if (servers.some(({ id }) => id === wanted)) last.current = wanted
  return servers.some(({ id }) => id === last.current) ? last.current : servers[0]?.id
}
/** What the view draws of one server, in the instant that is looked at. */
export interface Shown {
  readonly table: Table
  readonly dormant: readonly Dormant[]
  /** The last loss, if there has been one. */
  readonly survival: Survival | undefined
}
/** The table, worked out anew only when something that it is made of has changed. */
export function useSurvival(server: Id<'server'>, how: WayDown): Shown {
  const { world } = useSession().sim
  const parts = [
    useRecord(server),
    useTable('mount'),
    useTable('ramfs'),
    useTable('dataset'),
    useTable('pool'),
    useTable('dirty'),
    useTable('zone'),
    useTable('medium'),
    useTable('service'),
    useTable('stay'),
    useTable('baseline'),
    useTable('survival'),
  ]
  return useMemo(
    () => ({ table: tableOf(world, server, how), dormant: dormantOf(world, server), survival: survivalOf(world, server) }),
    [world, server, how, ...parts],
  )
}
/** How long the volatile layer takes to dissolve: real ms, as `--slow` in the style sheet. */
const DISSOLVE = 350

/** The table as it was until the power went, for as long as it takes to dissolve; undefined at all other times. */
export function useDissolving(server: Id<'server'>, table: Table): Table | undefined {
  const before = useRef<{ server: Id<'server'>; table: Table }>(undefined)
  const [leaving, setLeaving] = useState<Table>()
  useEffect(() => {
    const last = before.current
    before.current = { server, table }
    if (last?.server !== server || last.table.rows.length === 0 || table.rows.length > 0) return
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return
    setLeaving(last.table)
  }, [server, table])
  useEffect(() => {
    if (!leaving) return
    const timer = setTimeout(() => setLeaving(undefined), DISSOLVE)
    return () => clearTimeout(timer)
  }, [leaving])
  return table.rows.length > 0 ? undefined : leaving
}
