import { useRef } from 'react'
import { arrived } from '../../../system/netboot/link.ts'
import { t } from '../../i18n/index.ts'
import { useNow, useRecord } from '../../simulation/context.tsx'
import { type Box, type Layout, ramBoxes } from './layout.ts'
import { isOn, type Machine, statePath } from './model.ts'
import { progressOf } from './motion.ts'
import { type RamRow, ramRows, ramTaken } from './ram.ts'
import { sizeText } from './sizes.ts'
import { Frame, Head, Thing } from './Thing.tsx'

/** RAM as a vessel that fills from below; hatched, because all of it is gone at power-off. */
export function Ram({ machine, layout }: { machine: Machine; layout: Layout }) {
  const { server } = machine
  const { ram } = layout
  const rows = ramRows(machine)
  const places = ramBoxes(ram)
  const total = server.ramMiB * 2 ** 20
  const empty = rows.every((row) => !row)
  // What was in it dissolves when the power goes; a server that was off from the start has nothing to dissolve.
  const filled = useRef(false)
  if (!empty) filled.current = true
  const testing = statePath(server).endsWith('selftest')
  return (
    <Thing of={`${server.id}#ram`} box={ram} className={isOn(server) ? 'ram' : 'ram dark'}>
      <Frame box={ram} className="vessel" />
      <Head box={ram} title={t('machine.ram')} note={`${sizeText(total)} · ${t('machine.ram.note')}`} />
      {!isOn(server) && filled.current && <Frame box={{ x: ram.x + 10, y: ram.y + 24, w: ram.w - 20, h: ram.h - 54 }} className="dissolve" />}
      {empty && (
        <text className="faint" x={ram.x + ram.w / 2} y={ram.y + ram.h / 2 + 2} textAnchor="middle">
          {t(testing ? 'machine.ram.testing' : 'machine.ram.empty')}
        </text>
      )}
      {rows.map((row, i) => row && <Content key={row.kind} row={row} box={places[i] as Box} />)}
      <Scale box={{ x: ram.x + 10, y: ram.y + ram.h - 22, w: ram.w - 20, h: 6 }} rows={rows} total={total} />
    </Thing>
  )
}

/** One thing in RAM: its name and size; one that is still being read fills from the left as its bytes arrive. */
function Content({ row, box }: { row: RamRow; box: Box }) {
  const tall = box.h > 20
  const used = row.kind === 'root' && row.used !== undefined ? t('machine.ram.used', { used: sizeText(row.used) }) : ''
  const name = t(`machine.ram.${row.kind}`)
  const amount = row.kind === 'usr' ? t('machine.ram.packed', { used: sizeText(row.used ?? 0) }) : sizeText(row.bytes)
  const note = t(`machine.ram.note.${row.kind}`)
  // The note stands beside the name where it fits whole.
  const fits = name.length * 6.6 + note.length * 5.6 + amount.length * 6.4 + 40 < box.w
  return (
    <Thing of={row.key} box={box} className={`content ${row.kind}`} round={2}>
      {row.transfer ? <Arriving row={row} box={box} /> : <Frame box={box} className={row.kind === 'usr' ? 'held within' : 'held'} round={2} />}
      <text className="label" x={box.x + 8} y={box.y + (tall ? 13 : 12)}>
        <tspan className="strong">{name}</tspan>
        {fits && (
          <tspan className="soft" dx={row.kind === 'usr' ? 27 : 7}>
            {note}
          </tspan>
        )}
      </text>
      {row.kind === 'usr' && <OfImage x={box.x + 13 + name.length * 6.6} y={box.y + 2} />}
      <text className="number" x={box.x + box.w - 8} y={box.y + (tall ? 13 : 12)} textAnchor="end">
        {amount}
      </text>
      {tall && !row.transfer && (
        <text className="soft" x={box.x + 8} y={box.y + 26}>
          {used || (!fits && note)}
        </text>
      )}
    </Thing>
  )
}
/** The mark of what belongs to the image, as in the table of what survives: a letter in a square. */
function OfImage({ x, y }: { x: number; y: number }) {
  return (
    <g className="of-image">
      <rect x={x} y={y} width={13} height={13} />
      <text x={x + 6.5} y={y + 9.6} textAnchor="middle">
        {t('survives.place.image.letter')}
      </text>
    </g>
  )
}
/** The part that has arrived, and how much that is. */
function Arriving({ row, box }: { row: RamRow; box: Box }) {
  const now = useNow()
  // Over a link that others use, too, how far it is follows from the server's clock.
  const { download } = useRecord(row.transfer?.client) ?? {}
  const server = useRecord(download?.from)
  const share = download && download.bytes > 0 ? arrived(download, server, now) / download.bytes : row.transfer ? progressOf(row.transfer, now) : 1
  return (
    <>
      <Frame box={box} className="expected" round={2} />
      <Frame box={{ ...box, w: Math.max(1, box.w * share) }} className="held" round={2} />
      {box.h > 20 && (
        <text className="number soft" x={box.x + 8} y={box.y + 26}>
          {t('machine.ram.reading', { done: sizeText(row.bytes * share), percent: Math.floor(share * 100) })}
        </text>
      )}
    </>
  )
}
/** How much of the whole RAM that is, to scale. */
function Scale({ box, rows, total }: { box: Box; rows: readonly (RamRow | undefined)[]; total: number }) {
  const taken = ramTaken(rows)
  return (
    <g className="scale">
      <rect className="track" x={box.x} y={box.y} width={box.w} height={box.h} rx={1} />
      <rect className="amount" x={box.x} y={box.y} width={taken ? Math.max(1, (box.w * taken) / total) : 0} height={box.h} rx={1} />
      <text className="tick" x={box.x} y={box.y + 17}>
        {t('machine.ram.of', { used: sizeText(taken), total: sizeText(total) })}
      </text>
    </g>
  )
}
