import type { ReactNode } from 'react'
import type { ChartEdge } from '../../../sim/chart.ts'
import { useT } from '../../i18n/index.ts'
import { Left } from './Countdown.tsx'
import { edgeLabel } from './labels.ts'
import { linesOf, type Picture, SIZE, widthOf } from './layout.ts'
import type { Live, Pointed } from './model.ts'
import { type Handlers, pathOf } from './Picture.tsx'

/** How an edge stands now: to be clicked, to happen by itself, or asleep. */
function standing(live: Live, edge: ChartEdge): { open: boolean; button: boolean } {
  const possible = live.possible.get(edge.id)
  return { open: possible !== undefined, button: possible?.act !== undefined && possible.act.kind !== 'blocked' }
}

/** What makes one transition happen; a button if a learner can bring it about now. */
function EdgeText({
  edges,
  words,
  live,
  x,
  y,
  on,
  anchor = 'middle',
}: {
  edges: readonly ChartEdge[]
  words: string
  live: Live
  x: number
  y: number
  on: Handlers
  anchor?: 'start' | 'middle'
}) {
  const t = useT()
  const edge = edges.find(({ id }) => live.possible.has(id)) ?? edges.find(({ id }) => live.taken.has(id)) ?? (edges[0] as ChartEdge)
  const { open, button } = standing(live, edge)
  const taken = edges.some(({ id }) => live.taken.has(id))
  const at: Pointed = { kind: 'edge', id: edge.id }
  const mark = taken ? '◆ ' : button ? '▸ ' : ''
  const shown = `${mark}${words}`
  const events = {
    onPointerEnter: () => on.point(at),
    onPointerLeave: () => on.point(undefined),
    onFocus: () => on.point(at),
    onBlur: () => on.point(undefined),
  }
  const data = { 'data-edge': edge.id, 'data-taken': taken || undefined, 'data-open': open || undefined }
  const text = (
    <text x={x} y={y} textAnchor={anchor}>
      {shown}
      {open && edge.kind === 'after' && <Left live={live} event={edge.event} />}
    </text>
  )
  if (!button)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: pointing only explains; the same is in the text beside the picture
      <g
        className="edge-text"
        {...data}
        {...events}
        onClick={(event) => {
          event.stopPropagation()
          on.pin(at)
        }}
      >
        {text}
      </g>
    )
  const width = widthOf(shown, SIZE.small) + 8
  return (
    // biome-ignore lint/a11y/useSemanticElements: there are no buttons in SVG
    <g
      className="edge-text possible"
      role="button"
      tabIndex={0}
      aria-label={t('chart.do', { what: words })}
      {...data}
      {...events}
      onClick={(event) => {
        event.stopPropagation()
        on.act(edge.id)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        on.act(edge.id)
      }}
    >
      <rect x={anchor === 'middle' ? x - width / 2 : x - 4} y={y - 12} width={width} height={16} rx={3} />
      {text}
    </g>
  )
}

/** A transition that stays inside a box, as a line in it. */
export function innerLine({ id, live, y, on }: { id: string; live: Live; y: number; on: Handlers }): ReactNode {
  const edge = live.chart.edges.find((one) => one.id === id)
  return (
    edge && (
      <g key={id} className="inner">
        <text className="loop" x={12} y={y}>
          ↻
        </text>
        <EdgeText edges={[edge]} words={edgeLabel(live.chart.id, edge)} live={live} x={28} y={y} on={on} anchor="start" />
      </g>
    )
  )
}

/** A line between two boxes with what makes it be taken. */
export function LinkLines({ link, live, pointed, on }: { link: Picture['links'][number]; live: Live; pointed: Pointed | undefined; on: Handlers }) {
  const lines = linesOf(live.chart, link, (edge, brief) => edgeLabel(live.chart.id, edge, brief))
  const taken = link.edges.some((id) => live.taken.has(id))
  const open = link.edges.some((id) => live.possible.has(id))
  const { x, y, width, height } = link.label
  const isPointed = pointed?.kind === 'edge' && link.edges.includes(pointed.id)
  const marker = taken || isPointed ? 'url(#chart-arrow-lit)' : open ? 'url(#chart-arrow-open)' : 'url(#chart-arrow)'
  return (
    <g className="link" data-taken={taken || undefined} data-open={open || undefined} data-pointed={isPointed || undefined}>
      <path className="line" d={pathOf(link.points)} markerEnd={marker} />
      <rect className="ground" x={x} y={y} width={width} height={height} />
      {lines.map((one, i) => (
        <EdgeText key={one.text} edges={one.edges} words={one.text} live={live} x={x + width / 2} y={y + 12 + i * SIZE.line} on={on} />
      ))}
    </g>
  )
}
