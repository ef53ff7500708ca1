import type { Image } from '../../../system/images/image.ts'
import { niceBytes } from '../../../system/zfs/nice.ts'
import { usedOf } from '../../../system/zfs/zfs.ts'
import { t } from '../../i18n/index.ts'
import { useNow } from '../../simulation/context.tsx'
import { type Box, diskBox, type Layout, lineBox } from './layout.ts'
import { disksOf, importOf, journeyOf, type Machine, type PoolPicture, type Row } from './model.ts'
import { progressOf } from './motion.ts'
import { cut, diskText, shortName } from './sizes.ts'
import { Frame, Head, Thing } from './Thing.tsx'

/** Most lines of a pool that are drawn; the text twin has them all. */
export const MOST_LINES = 30

/** Disks, and the pools made of them. */
export function Storage({ machine, layout }: { machine: Machine; layout: Layout }) {
  return (
    <g className="storage">
      <text className="head" x={layout.disks.x} y={layout.disks.y + 15}>
        {t('machine.disks')}
      </text>
      {machine.pools.length === 0 && (
        <text className="note" x={layout.disks.x + 56} y={layout.disks.y + 15}>
          {cut(t('machine.pool.none'), Math.floor((layout.disks.w - 56) / 5.8))}
        </text>
      )}
      {machine.disks.map((disk, i) => {
        const box = diskBox(layout, i)
        const pool = machine.pools.find((one) => disksOf(one.pool).has(disk.name))
        return (
          <Thing key={disk.id} of={disk.id} box={box} className={disk.present ? (pool ? 'disk used' : 'disk') : 'disk missing'}>
            <Frame box={box} className="drive" round={2} />
            <path className="rim" d={`M${box.x} ${box.y + box.h - 6}h${box.w}`} />
            <text className="mono" x={box.x + box.w / 2} y={box.y + 12} textAnchor="middle">
              {disk.name}
            </text>
            <text className="tick" x={box.x + box.w / 2} y={box.y + 25} textAnchor="middle">
              {disk.present ? (pool ? pool.pool.name : diskText(disk.sizeBytes)) : t('machine.disk.gone')}
            </text>
          </Thing>
        )
      })}
      {machine.pools.map((one, i) => {
        const box = layout.pools[i]
        return box && <PoolBox key={one.pool.id} picture={one} box={box} importing={importOf(machine.server) !== undefined} />
      })}
    </g>
  )
}

function PoolBox({ picture, box, importing }: { picture: PoolPicture; box: Box; importing: boolean }) {
  const { pool, imported, rows, arriving } = picture
  const shown = rows.slice(0, rows.length > MOST_LINES ? MOST_LINES - 1 : MOST_LINES)
  const note = imported ? String(pool.machine.value) : t(importing ? 'machine.pool.importing' : 'machine.pool.dormant')
  const share = pool.dspace ? pool.allocated / pool.dspace : 0
  const bar = { x: box.x + 8, y: box.y + 25, w: box.w - 16, h: 6 }
  return (
    <Thing of={pool.id} box={box} className={`pool ${imported ? 'imported' : 'dormant'} ${String(pool.machine.value)}`}>
      <Frame box={box} className="store" />
      <Head box={box} title={t('machine.pool', { name: pool.name })} note={t('machine.pool.note')} />
      <rect className="track" x={bar.x} y={bar.y} width={bar.w} height={bar.h} rx={1} />
      <rect className="amount" x={bar.x} y={bar.y} width={Math.max(1, bar.w * share)} height={bar.h} rx={1} />
      <text className="tick" x={bar.x} y={bar.y + 16}>
        {imported ? `${note} · ${t('machine.pool.space', { used: niceBytes(pool.allocated), total: niceBytes(pool.dspace) })}` : note}
      </text>
      {rows.some(({ snapshots }) => snapshots.length > 0) && (
        <text className="tick" x={bar.x + bar.w} y={bar.y + 16} textAnchor="end">
          <tspan className="diamond">◆</tspan> {t('machine.legend.snapshot')}
        </text>
      )}
      {shown.map((row, i) => (
        <Origin key={row.dataset.id} row={row} rows={shown} box={box} at={i} />
      ))}
      {shown.map((row, i) => (
        <DatasetLine key={row.dataset.id} row={row} box={lineBox(box, i)} />
      ))}
      {shown.length < rows.length && (
        <text className="note" x={box.x + 10} y={lineBox(box, shown.length).y + 12}>
          {t('machine.more', { count: rows.length - shown.length })}
        </text>
      )}
      {arriving.map((image, i) => (
        <ArrivingImage key={image.id} image={image} box={lineBox(box, Math.min(rows.length, MOST_LINES) + i)} />
      ))}
    </Thing>
  )
}
const indent = (row: Row): number => row.depth * 10

/** A filesystem or volume: its name, what it is to people, its snapshots as diamonds from old to new, and its size. */
function DatasetLine({ row, box }: { row: Row; box: Box }) {
  const { dataset, snapshots, alias } = row
  const name = row.depth === 0 ? dataset.name : shortName(dataset.name.slice(dataset.name.lastIndexOf('/') + 1))
  const x = box.x + 12 + indent(row)
  const diamonds = Math.min(snapshots.length, 4)
  const end = box.x + box.w - 4
  const room = Math.floor((end - 46 - diamonds * 9 - (snapshots.length > 4 ? 14 : 0) - x) / 6.3)
  const word = cut(name, room)
  return (
    <Thing of={dataset.id} box={{ ...box, h: box.h - 1 }} className={`dataset ${dataset.type}`} round={2}>
      <rect className="catch" x={box.x} y={box.y} width={box.w} height={box.h - 1} />
      {row.depth > 0 && <path className="branch" d={`M${x - 7} ${box.y - 4}v11h5`} />}
      {dataset.type === 'volume' ? (
        <rect className="icon" x={x} y={box.y + 4} width={7} height={7} rx={1} />
      ) : (
        <path className="icon" d={`M${x} ${box.y + 4}h3l1 1.5h4v6h-8z`} />
      )}
      <text className="mono" x={x + 12} y={box.y + 12}>
        {word}
        {alias && room - word.length > 4 && (
          <tspan className="alias" dx={6}>
            {cut(alias, room - word.length - 3)}
          </tspan>
        )}
      </text>
      {snapshots.length > 4 && (
        <text className="tick" x={end - 46 - diamonds * 9} y={box.y + 12} textAnchor="end">
          {snapshots.length}
        </text>
      )}
      {snapshots.slice(-4).map((snapshot, i) => {
        const cx = end - 40 - (diamonds - i) * 9
        return (
          <Thing key={snapshot.id} of={snapshot.id} box={{ x: cx - 4, y: box.y + 3, w: 8, h: 9 }} className="snapshot" round={1}>
            <path d={`M${cx} ${box.y + 3.5}l4 4l-4 4l-4 -4z`} />
          </Thing>
        )
      })}
      <text className="number" x={end} y={box.y + 12} textAnchor="end">
        {niceBytes(usedOf(dataset))}
      </text>
    </Thing>
  )
}
/** The curve from the snapshot's filesystem to its clone: what the clone shares is stored once. */
function Origin({ row, rows, box, at }: { row: Row; rows: readonly Row[]; box: Box; at: number }) {
  const from = row.origin ? rows.findIndex(({ dataset }) => dataset.id === row.origin?.of) : -1
  const there = rows[from]
  if (!there) return null
  const a = lineBox(box, from)
  const b = lineBox(box, at)
  const start = { x: a.x + 10 + indent(there), y: a.y + 8 }
  const end = { x: b.x + 10 + indent(row), y: b.y + 8 }
  const out = box.x + 4
  return (
    <path
      className="origin"
      d={`M${start.x} ${start.y}H${out + 5}Q${out} ${start.y} ${out} ${start.y + (end.y > start.y ? 5 : -5)}V${end.y - (end.y > start.y ? 5 : -5)}Q${out} ${end.y} ${out + 5} ${end.y}H${end.x}`}
    />
  )
}
/** An image on its way into the pool. */
function ArrivingImage({ image, box }: { image: Image; box: Box }) {
  const percent = Math.floor(progressOf(journeyOf(image), useNow()) * 100)
  const where = image.machine.value === 'downloading' ? 'downloading' : 'installing'
  return (
    <Thing of={image.id} box={{ ...box, h: box.h - 1 }} className={`arriving ${where}`} round={2}>
      <rect className="catch" x={box.x} y={box.y} width={box.w} height={box.h - 1} />
      <rect className="track" x={box.x + 12} y={box.y + box.h - 4} width={box.w - 16} height={2} />
      <rect className="amount" x={box.x + 12} y={box.y + box.h - 4} width={((box.w - 16) * percent) / 100} height={2} />
      <text className="label" x={box.x + 12} y={box.y + 10}>
        {cut(t(`machine.image.${where}`, { name: image.manifest.name, percent }), Math.floor((box.w - 16) / 5.9))}
      </text>
    </Thing>
  )
}
