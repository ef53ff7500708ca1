import type { CSSProperties, ReactNode } from 'react'
import { useNow, useSession } from '../../simulation/context.tsx'
import { durationText } from './labels.ts'
import { duesOf } from './live.ts'
import type { Live } from './model.ts'

/** What is left of a delay, behind its words. */
export function Left({ live, event }: { live: Live; event: string }) {
  const { sim } = useSession()
  const now = useNow()
  const due = duesOf(sim.world, live.record.id).find((one) => one.event?.type === event)
  return due ? <tspan className="left"> · {durationText(Math.ceil(Math.max(0, due.at - now) / 100) * 100)}</tspan> : null
}

/** A bar along the bottom of a state that time will end: how much of its delay is over. */
export function Countdown({ live, path, width, height }: { live: Live; path: string; width: number; height: number }) {
  const { sim } = useSession()
  const now = useNow()
  const edge = live.chart.edges.find((one) => one.kind === 'after' && one.source === path)
  const due = edge && duesOf(sim.world, live.record.id).find((one) => one.event?.type === edge.event)
  if (!due || !edge?.after?.ms) return null
  const share = Math.min(1, Math.max(0, 1 - (due.at - now) / edge.after.ms))
  return (
    <g className="countdown">
      <rect className="groove" x={10} y={height - 5} width={width - 20} height={2.5} />
      <rect className="over" x={10} y={height - 5} width={(width - 20) * share} height={2.5} />
    </g>
  )
}

/** Simulated ms in which the line that was taken last comes to rest. */
const REST = 3000
/** Around a picture: how fresh the last transition is, from 1 to 0, as simulated time tells; so it is the same when one scrubs. */
export function Fresh({ at, children }: { at: number | undefined; children: ReactNode }) {
  const now = useNow()
  const fresh = at === undefined ? 0 : Math.max(0, 1 - Math.floor((Math.max(0, now - at) / REST) * 10) / 10)
  return <g style={{ '--fresh': fresh } as CSSProperties}>{children}</g>
}
