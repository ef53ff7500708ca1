import type { KeyboardEvent } from 'react'
import { useT } from '../../i18n/index.ts'
import { Countdown } from './Countdown.tsx'
import type { Gate, GraphBox } from './graph.ts'
import { innerLine, LinkLines } from './Lines.tsx'
import { stateLabel } from './labels.ts'
import { type Area, type Picture, type Point, SIZE } from './layout.ts'
import type { Live, Pointed } from './model.ts'

/** What the parts of a picture can tell. */
export interface Handlers {
  point(at: Pointed | undefined): void
  /** Keeps the explanation of what is pointed at. */
  pin(at: Pointed): void
  go(scope: string, path?: string): void
  act(edge: string): void
}

/** A line with rounded corners through the points. */
export function pathOf(points: readonly Point[], radius = 6): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${first[0]} ${first[1]}`
  rest.forEach((point, i) => {
    const next = rest[i + 1]
    const before = rest[i - 1] ?? first
    if (!next) {
      path += `L${point[0]} ${point[1]}`
      return
    }
    const a = towards(point, before, radius)
    const b = towards(point, next, radius)
    path += `L${a[0]} ${a[1]}Q${point[0]} ${point[1]} ${b[0]} ${b[1]}`
  })
  return path
}
function towards([x, y]: Point, [tx, ty]: Point, radius: number): Point {
  const length = Math.hypot(tx - x, ty - y)
  const share = length === 0 ? 0 : Math.min(radius, length / 2) / length
  return [x + (tx - x) * share, y + (ty - y) * share]
}
const press = (run: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' && event.key !== ' ') return
  event.preventDefault()
  run()
}

function Box({ box, live, pointed, on, focusable }: { box: GraphBox & Area; live: Live; pointed: Pointed | undefined; on: Handlers; focusable: boolean }) {
  const t = useT()
  const { chart, active, leaves } = live
  const { path, shape, x, y, width, height } = box
  const label = stateLabel(chart.id, path)
  const isActive = active.has(path)
  const inside = shape === 'closed' && isActive ? leaves.find((leaf) => leaf.startsWith(`${path}.`)) : undefined
  const now = isActive && (shape === 'state' || shape === 'closed')
  const open = shape === 'open' || shape === 'region'
  const at: Pointed = { kind: 'state', path }
  const choose = (): void => (shape === 'closed' ? on.go(path) : on.pin(at))
  const count = chart.states.get(path)?.children.length ?? 0
  const spoken = [label, now ? t('chart.now') : isActive ? t('chart.within') : '', shape === 'closed' ? t('chart.closed', { count }) : '']
    .filter(Boolean)
    .join(', ')
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: there are no buttons in SVG */}
      <g
        className={`box ${shape}`}
        data-state={path}
        data-now={now || undefined}
        data-active={isActive || undefined}
        data-pointed={(pointed?.kind === 'state' && pointed.path === path) || undefined}
        transform={`translate(${x} ${y})`}
        role="button"
        tabIndex={focusable ? 0 : -1}
        aria-label={spoken}
        aria-current={now ? 'step' : undefined}
        onPointerEnter={() => on.point(at)}
        onFocus={() => on.point(at)}
        onPointerLeave={() => on.point(undefined)}
        onBlur={() => on.point(undefined)}
        onClick={choose}
        onKeyDown={press(choose)}
      >
        <rect className="shape" width={width} height={height} rx={open ? 6 : 9} />
        {now && <circle className="dot" cx={13} cy={open ? 16 : 17} r={4} />}
        <text className="name" x={open ? 12 : now ? 24 : 14} y={21.5}>
          {label}
        </text>
        {shape === 'closed' && (
          <text className="inside" x={14} y={35}>
            {inside ? `▸ ${stateLabel(chart.id, inside)}` : `▸ ${t('chart.closed', { count })}`}
          </text>
        )}
        {now && shape === 'state' && <Countdown live={live} path={path} width={width} height={height} />}
      </g>
      {/* Beside the box, not in it: a button must not hold buttons. */}
      <g transform={`translate(${x} ${y})`}>
        {box.inner.map((id, i) => innerLine({ id, live, y: SIZE.box + (shape === 'closed' ? 22 : 6) + i * SIZE.line, on }))}
      </g>
    </>
  )
}

function GateBox({ gate, live, on }: { gate: Gate & Area; live: Live; on: Handlers }) {
  const t = useT()
  const label = stateLabel(live.chart.id, gate.path)
  const go = (): void => on.go(gate.path.slice(0, Math.max(0, gate.path.lastIndexOf('.'))), gate.path)
  return (
    // biome-ignore lint/a11y/useSemanticElements: there are no buttons in SVG
    <g
      className="gate"
      transform={`translate(${gate.x} ${gate.y})`}
      role="button"
      tabIndex={-1}
      aria-label={t(gate.way === 'in' ? 'chart.from' : 'chart.to', { state: label })}
      onClick={go}
      onKeyDown={press(go)}
    >
      <rect className="shape" width={gate.width} height={gate.height} rx={gate.height / 2} />
      <text x={gate.width / 2} y={16} textAnchor="middle">
        {gate.way === 'in' ? `${label} ↦` : `↦ ${label}`}
      </text>
    </g>
  )
}

/** The states and lines of one picture. */
export function PictureView({
  picture,
  live,
  pointed,
  focus,
  on,
}: {
  picture: Picture
  live: Live
  pointed: Pointed | undefined
  focus: string | undefined
  on: Handlers
}) {
  const t = useT()
  const frame = picture.scope !== '' && picture.frame
  const scopeActive = live.active.has(picture.scope)
  const outer = picture.boxes.filter(({ shape }) => shape === 'open' || shape === 'region')
  const inner = picture.boxes.filter(({ shape }) => shape !== 'open' && shape !== 'region')
  const first =
    focus && picture.boxes.some(({ path }) => path === focus)
      ? focus
      : (picture.boxes.find(({ path }) => live.leaves.includes(path))?.path ?? picture.boxes[0]?.path)
  const box = (one: GraphBox & Area) => <Box key={one.path} box={one} live={live} pointed={pointed} on={on} focusable={one.path === first} />
  return (
    <>
      {frame && (
        <g className="frame" data-active={scopeActive || undefined}>
          <rect x={frame.x} y={frame.y} width={frame.width} height={frame.height} rx={8} />
          <text x={frame.x + 14} y={frame.y + 22}>
            {stateLabel(live.chart.id, picture.scope)}
          </text>
        </g>
      )}
      {outer.map(box)}
      {picture.starts.map(({ to, dot, points }) => (
        <g key={to} className="start">
          <circle cx={dot[0]} cy={dot[1]} r={4} />
          <path d={pathOf(points)} markerEnd="url(#chart-arrow)" />
        </g>
      ))}
      {picture.links.map((link) => (
        <LinkLines key={link.id} link={link} live={live} pointed={pointed} on={on} />
      ))}
      {inner.map(box)}
      {picture.gates.map((gate) => (
        <GateBox key={gate.id} gate={gate} live={live} on={on} />
      ))}
      {picture.boxes.length === 0 && <text>{t('chart.empty')}</text>}
    </>
  )
}
