import type { Json } from '../../../sim/record.ts'
import { type ZoneState, zoneStateOf } from '../../../system/zones/vmState.ts'
import type { Brand, Zone } from '../../../system/zones/zone.ts'
import { t } from '../../i18n/index.ts'
import { type Box, type Layout, lineBox } from './layout.ts'
import type { Machine } from './model.ts'
import { zoneName, zoneState } from './parts.ts'
import { MOST_LINES } from './Storage.tsx'
import { cut, shortName } from './sizes.ts'
import { Head, Thing } from './Thing.tsx'

/** The states of zones(7) in the order of a life; always all of them, so that the place tells the state. */
const LIFE: readonly ZoneState[] = ['configured', 'incomplete', 'installed', 'ready', 'running', 'shutting_down', 'down']
type Tone = 'running' | 'waiting' | 'off' | 'failed'
const toneOf = (zone: Zone): Tone => {
  const state = zoneStateOf(zone)
  if (zone.failed) return 'failed'
  return state === 'running' ? 'running' : state === 'installed' || state === 'configured' ? 'off' : 'waiting'
}
const SHAPES: Readonly<Record<Tone, string>> = { running: '▶', waiting: '◐', off: '■', failed: '✕' }

/** The zones as cards on the node, each tied to the dataset that holds its files. */
export function Zones({ machine, layout }: { machine: Machine; layout: Layout }) {
  const { zones: box, cards } = layout
  return (
    <Thing of={`${machine.server.id}#zones`} box={box} className="zones">
      <rect className="catch" x={box.x} y={box.y} width={box.w} height={box.h} />
      <Head box={{ ...box, x: box.x - 8 }} title={t('machine.zones')} />
      {machine.zones.length === 0 && (
        <>
          <rect className="ghost" x={box.x} y={box.y + 22} width={box.w} height={Math.min(60, box.h - 22)} rx={3} />
          <text className="faint" x={box.x + box.w / 2} y={box.y + 48} textAnchor="middle">
            {t('machine.zones.none')}
          </text>
          <text className="faint" x={box.x + box.w / 2} y={box.y + 64} textAnchor="middle">
            {t('machine.zones.where')}
          </text>
        </>
      )}
      {!layout.narrow && machine.zones.map((zone, i) => <Tie key={zone.id} zone={zone} machine={machine} layout={layout} at={i} />)}
      {machine.zones.map((zone, i) => {
        const card = cards[i]
        return card && <Card key={zone.id} zone={zone} box={card} />
      })}
    </Thing>
  )
}

function Card({ zone, box }: { zone: Zone; box: Box }) {
  const tone = toneOf(zone)
  const state = zoneStateOf(zone)
  const place = LIFE.indexOf(state)
  const gap = 3
  const cell = (box.w - 20 - gap * (LIFE.length - 1)) / LIFE.length
  const middle = box.x + 10 + Math.max(0, place) * (cell + gap) + cell / 2
  // The word stands under its cell, and stays within the card.
  const half = (zoneState(zone).length + 3) * 2.9
  const wordAt = Math.min(Math.max(middle, box.x + 10 + half), box.x + box.w - 10 - half)
  return (
    <Thing of={zone.id} box={box} className={`zone ${tone}`}>
      <rect className="card" x={box.x} y={box.y} width={box.w} height={box.h} rx={3} />
      <Emblem brand={zone.brand} x={box.x + 10} y={box.y + 9} />
      <text className="label strong" x={box.x + 28} y={box.y + 18}>
        {cut(shortName(zoneName(zone)), Math.floor((box.w - 92) / 6.6))}
      </text>
      <text className="note" x={box.x + box.w - 10} y={box.y + 18} textAnchor="end">
        {zone.brand}
      </text>
      <text className="tick" x={box.x + 28} y={box.y + 31}>
        {cut(facts(zone), Math.floor((box.w - 36) / 5.9))}
      </text>
      <g className="life">
        {LIFE.map((each, i) => (
          <rect key={each} className={each === state ? 'cell now' : 'cell'} x={box.x + 10 + i * (cell + gap)} y={box.y + 38} width={cell} height={7} rx={1.5} />
        ))}
      </g>
      <text className="state-word" x={wordAt} y={box.y + 59} textAnchor="middle">
        <tspan className="shape">{SHAPES[tone]}</tspan> {zoneState(zone)}
      </text>
    </Thing>
  )
}
function facts({ properties, zoneid }: Zone): string {
  const nics = (properties.nics ?? []) as readonly { readonly [key: string]: Json | undefined }[]
  const address = nics[0]?.ip
  const ram = properties.max_physical_memory
  return [address, ram && `${ram} MiB`, zoneid !== undefined && `ID ${zoneid}`].filter(Boolean).join(' · ')
}
/** A brand by its shape: a box for joyent, a triangle for lx, a box in a box where a hypervisor runs. */
function Emblem({ brand, x, y }: { brand: Brand; x: number; y: number }) {
  if (brand === 'lx') return <path className="emblem" d={`M${x + 5.5} ${y}l5.5 10.5h-11z`} />
  if (brand === 'kvm' || brand === 'bhyve') return <path className="emblem" d={`M${x} ${y}h11v11h-11zM${x + 3} ${y + 3}h5v5h-5z`} />
  return <rect className="emblem" x={x} y={y} width={11} height={11} rx={3} />
}
/** The thin line from a zone to its dataset. */
function Tie({ zone, machine, layout, at }: { zone: Zone; machine: Machine; layout: Layout; at: number }) {
  const card = layout.cards[at]
  for (const [i, { rows }] of machine.pools.entries()) {
    const line = rows.findIndex(({ dataset }) => dataset.name === zone.dataset)
    const pool = layout.pools[i]
    if (!card || !pool || card.x + card.w > pool.x || line < 0 || line >= MOST_LINES - 1) continue
    const y = lineBox(pool, line).y + 8
    const edge = card.x + card.w
    const turn = edge + 6 + (at % 3) * 6
    return <path className="tie" d={`M${edge} ${card.y + 14}H${turn}V${y}H${pool.x + 2}`} />
  }
  return null
}
