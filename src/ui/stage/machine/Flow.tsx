import { useSyncExternalStore } from 'react'
import { useNow } from '../../simulation/context.tsx'
import { type Box, diskBox, type Lane, type Layout, ramBoxes } from './layout.ts'
import { disksOf, importOf, journeyOf, laneOf, type Machine } from './model.ts'
import { blocksOf, type Journey, type Point, pathOf, pointAt } from './motion.ts'
import { ramRows } from './ram.ts'

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

/** What comes from the network: drawn before the cards, so that it passes under them. */
export function NetworkFlow({ machine, layout }: { machine: Machine; layout: Layout }) {
  const arriving = machine.pools.flatMap((pool) => pool.arriving)
  const fetched = arriving.find((image) => image.machine.value === 'downloading')
  return (
    <g className="flow">
      {fetched && (
        <>
          <path className="lane from-network" d={pathOf(layout.intoPool)} data-active="" />
          <Blocks journey={journeyOf(fetched)} way={layout.intoPool} className="from-network" />
        </>
      )}
      {laneOf(machine.server, machine.disc) === 'net' && <IntoRam machine={machine} layout={layout} lane="net" />}
    </g>
  )
}
/** What is being read into RAM, on its way. */
function IntoRam({ machine, layout, lane }: { machine: Machine; layout: Layout; lane: Lane }) {
  const { transfer } = machine.server
  if (!transfer) return null
  const row = ramBoxes(layout.ram)[ramRows(machine).findIndex((one) => one?.transfer)]
  const way: Point[] = [
    ...(lane === 'pool' ? outOfDisk(layout, pooledDisks(machine)[0] ?? 0) : []),
    ...layout.lanes[lane],
    ...(row && !layout.narrow ? into(layout, lane, row) : []),
  ]
  return (
    <>
      <path className={`lane ${LANES[lane]}`} d={pathOf(way)} data-active="" />
      <Blocks key={transfer.what} journey={transfer.client ? { ...transfer, endsAt: Number.POSITIVE_INFINITY } : transfer} way={way} className={LANES[lane]} />
    </>
  )
}
/** Which of the disks are there and belong to a pool. */
function pooledDisks({ pools, disks }: Machine): number[] {
  const pooled = new Set(pools.flatMap(({ pool }) => [...disksOf(pool)]))
  return disks.flatMap((disk, n) => (disk.present && pooled.has(disk.name) ? [n] : []))
}
/** What is read into RAM from a stick, a disc or a disk; and what is read from the disks when the pools are imported. */
export function Flow({ machine, layout }: { machine: Machine; layout: Layout }) {
  const imports = importOf(machine.server)
  const lane = laneOf(machine.server, machine.disc)
  return (
    <g className="flow">
      {machine.stick && lane !== 'usb' && <path className="lane" d={pathOf(layout.lanes.usb)} />}
      {lane && lane !== 'net' && <IntoRam machine={machine} layout={layout} lane={lane} />}
      {imports &&
        pooledDisks(machine).map((n) => (
          <g key={n}>
            <path className="lane to-pool" d={pathOf(fromDisk(layout, n))} data-active="" />
            <Blocks journey={imports} way={fromDisk(layout, n)} className="to-pool" />
          </g>
        ))}
    </g>
  )
}
const LANES: Readonly<Record<Lane, string>> = { usb: 'to-ram', iso: 'to-ram', net: 'from-network', pool: 'to-pool' }
/** From below the n-th disk. */
function outOfDisk(layout: Layout, n: number): Point[] {
  const { x, w, y, h } = diskBox(layout, n)
  const level = layout.lanes.pool[0]?.y ?? y + h
  return [
    { x: x + w / 2, y: y + h },
    { x: x + w / 2, y: level },
  ]
}
/** From the n-th disk to the pools. */
function fromDisk(layout: Layout, n: number): Point[] {
  const { x, y, w, h } = diskBox(layout, n)
  const [between] = layout.fromDisks
  return [{ x: x + w / 2, y: y + h }, ...(between ? [{ x: x + w / 2, y: between.y }] : []), ...layout.fromDisks]
}
/** From the end of a lane into the place in RAM that is being filled: from the right if it comes from there. */
function into(layout: Layout, lane: Lane, { x, y, w, h }: Box): Point[] {
  const turn = layout.lanes[lane].at(-1)?.x ?? x
  return [
    { x: turn, y: y + h / 2 },
    { x: turn > x + w / 2 ? x + w - 4 : x + 4, y: y + h / 2 },
  ]
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
