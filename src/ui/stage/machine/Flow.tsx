import { useSyncExternalStore } from 'react'
import { useNow } from '../../simulation/context.tsx'
import type { Layout } from './layout.ts'
import { importOf, journeyOf, type Machine } from './model.ts'
import { blocksOf, type Journey, type Point, pathOf, pointAt } from './motion.ts'

const still = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : undefined
/** Whether the person asked for no motion. */
const useStill = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      still?.addEventListener('change', listener)
      return () => still?.removeEventListener('change', listener)
    },
    () => still?.matches ?? false,
  )

/** What is being read now, as blocks on their way; where they are follows from the simulated time. */
export function Flow({ machine, layout }: { machine: Machine; layout: Layout }) {
  const { transfer } = machine.server
  const imports = importOf(machine.server)
  const arriving = machine.pools.flatMap((pool) => pool.arriving)
  const fetched = arriving.find((image) => image.machine.value === 'downloading')
  return (
    <g className="flow">
      <path className="lane" d={pathOf(layout.intoRam)} data-active={transfer ? '' : undefined} />
      {transfer && <Blocks key={transfer.what} journey={transfer} way={layout.intoRam} className="to-ram" />}
      {fetched && <path className="lane" d={pathOf(layout.intoPool)} data-active="" />}
      {fetched && <Blocks journey={journeyOf(fetched)} way={layout.intoPool} className="from-network" />}
      {imports && machine.pools.length > 0 && <Blocks journey={imports} way={layout.fromDisks} className="to-pool" />}
    </g>
  )
}
function Blocks({ journey, way, className }: { journey: Journey; way: readonly Point[]; className: string }) {
  const now = useNow()
  const reduced = useStill()
  // Without motion the blocks stand in a row on the way: something is being read, and the numbers say how much.
  const shares = reduced ? [0.1, 0.3, 0.5, 0.7, 0.9] : blocksOf(journey, now)
  return (
    <g className={reduced ? `blocks still ${className}` : `blocks ${className}`}>
      {shares.map((share, i) => {
        const { x, y } = pointAt(way, share)
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity; they are places on a way
        return <rect key={i} x={x - 4} y={y - 4} width={8} height={8} rx={1} />
      })}
    </g>
  )
}
