import { layouts } from 'virtual:charts'
import { Crosshair, List, Maximize, Minus, Network, Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ChartEdge } from '../../sim/chart.ts'
import type { Id, Living } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { nameOf } from '../log/sentence.ts'
import { selectRecord, useSelection } from '../selection.ts'
import { useCalmEvents, useIsPast, useRecord, useSession, useTable } from '../simulation/context.tsx'
import { perform } from './chart/acts.ts'
import { Fresh } from './chart/Countdown.tsx'
import { Explain } from './chart/Explain.tsx'
import { edgesAround, isWithin } from './chart/graph.ts'
import { edgeLabel, machineLabel, stateLabel } from './chart/labels.ts'
import type { ChartLayout, Picture } from './chart/layout.ts'
import { chartFor, type Live, liveOf, livingFor, type Pointed, scopeNow, typeOf } from './chart/model.ts'
import { nearest } from './chart/nearest.ts'
import { type Handlers, PictureView } from './chart/Picture.tsx'
import { Twin } from './chart/Twin.tsx'
import { useCamera } from './chart/useCamera.ts'
import './chart/chart.css'

/** A scope of its own name for everything at once. */
const WHOLE = '*'

/** The statechart of what is selected, drawn from the definition that runs it; without a selection, the first server's. */
export function StatechartView() {
  const t = useT()
  const session = useSession()
  const { record: selected } = useSelection()
  const [server] = useTable('server')
  const { world } = session.sim
  const shown = (livingFor(world, selected) ?? server)?.id as Id<'server'> | undefined
  const record = useRecord(shown) as Living | undefined
  const layout = record && layouts[typeOf(record.id)]
  if (!record || !layout) return <p className="quiet">{t('chart.empty')}</p>
  return <Chart key={typeOf(record.id)} record={record} layout={layout} />
}

function useLive(record: Living): Live | undefined {
  const session = useSession()
  const { all, count } = useCalmEvents()
  // What a learner may do depends on the terminals, sticks and cables, too.
  const ttys = useTable('tty')
  const media = useTable('medium')
  const nics = useTable('nic')
  // biome-ignore lint/correctness/useExhaustiveDependencies: read from the world, which is the same object; these say when it is another
  return useMemo(() => {
    const chart = chartFor(session, typeOf(record.id))
    return chart && liveOf(session, session.sim.world, chart, record, all, count)
  }, [session, record, all, count, ttys, media, nics])
}

function Chart({ record, layout }: { record: Living; layout: ChartLayout }) {
  const live = useLive(record)
  return live ? <Drawing live={live} layout={layout} /> : null
}

function Drawing({ live, layout }: { live: Live; layout: ChartLayout }) {
  const t = useT()
  const session = useSession()
  const past = useIsPast()
  const { chart, leaves, record } = live
  const scopes = useMemo(() => layout.scopes.map(({ scope }) => scope), [layout])
  const [following, follow] = useState(true)
  const [chosen, choose] = useState('')
  const [hovered, point] = useState<Pointed>()
  const [pinned, pin] = useState<Pointed>()
  const [focus, setFocus] = useState<string>()
  const [asText, showText] = useState(false)
  const scope = following && chosen !== WHOLE ? scopeNow(chart, scopes, leaves) : chosen
  const picture = scope === WHOLE ? layout.whole : (layout.scopes.find((one) => one.scope === scope) ?? (layout.scopes[0] as Picture))
  const window = useRef<HTMLDivElement>(null)
  // Who moves the picture stays in it.
  const letGo = useRef(() => {})
  letGo.current = () => {
    follow(false)
    choose(scope)
  }
  const moved = useCallback(() => letGo.current(), [])
  const { camera, dragging, handlers, fitAll, show, zoom, pan } = useCamera(window, picture, moved)
  const target = picture.boxes.find(({ path }) => leaves.includes(path)) ?? picture.boxes.find(({ path }) => leaves.some((leaf) => isWithin(leaf, path)))

  const drawn = useRef<Picture>(undefined)
  useEffect(() => {
    const fresh = drawn.current !== picture
    drawn.current = picture
    if (target && (fresh || following)) show(target, fresh)
    else if (fresh) fitAll(0.8)
  }, [picture, target, following, show, fitAll])
  useEffect(() => {
    const box = window.current
    if (!box) return
    const observer = new ResizeObserver(() => target && show(target, true))
    observer.observe(box)
    return () => observer.disconnect()
  }, [show, target])

  const goTo = (next: string): void => {
    follow(false)
    choose(next)
  }
  const on: Handlers = {
    point,
    pin,
    go: (next, path) => {
      goTo(scopes.includes(next) ? next : scopeNow(chart, scopes, [next]))
      if (path) pin({ kind: 'state', path })
    },
    act: (edge) => {
      const act = live.possible.get(edge)?.act
      if (act && !past) perform(session, act)
    },
  }
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    if (event.key === '+' || event.key === '=') zoom(1.2)
    else if (event.key === '-') zoom(1 / 1.2)
    else if (event.key === '0') fitAll()
    else if (event.key === 'Escape' && picture.scope !== '')
      goTo(scopeNow(chart, scopes, [picture.scope.slice(0, Math.max(0, picture.scope.lastIndexOf('.')))]))
    else if (step && event.shiftKey) pan((step[0] ?? 0) * 60, (step[1] ?? 0) * 60)
    else if (step) {
      const from = (event.target as Element).closest('[data-state]')?.getAttribute('data-state') ?? target?.path
      const next = from && nearest(picture.boxes, from, [-(step[0] ?? 0), -(step[1] ?? 0)])
      if (!next) return
      setFocus(next.path)
      show(next, false)
      window.current?.querySelector<SVGGElement>(`[data-state="${CSS.escape(next.path)}"]`)?.focus()
    } else return
    event.preventDefault()
  }
  return (
    <div className="chart" data-machine={chart.id}>
      <div className="chart-bar">
        <RecordChoice record={record} />
        <Crumbs live={live} scope={picture.scope} scopes={scopes} go={goTo} />
        <span className="spring" />
        <Tool
          label={t('chart.follow')}
          pressed={following}
          onClick={() => {
            follow(!following)
            if (!following && chosen === WHOLE) choose('')
            else choose(scope)
          }}
          icon={<Crosshair size={15} aria-hidden />}
        />
        {layout.scopes.length > 1 && (
          <Tool
            label={t('chart.whole')}
            pressed={scope === WHOLE}
            onClick={() => {
              follow(scope === WHOLE)
              choose(scope === WHOLE ? '' : WHOLE)
            }}
            icon={<Network size={15} aria-hidden />}
          />
        )}
        <Tool label={t('chart.out')} onClick={() => zoom(1 / 1.2)} icon={<Minus size={15} aria-hidden />} />
        <Tool label={t('chart.in')} onClick={() => zoom(1.2)} icon={<Plus size={15} aria-hidden />} />
        <Tool label={t('chart.fit')} onClick={() => fitAll()} icon={<Maximize size={15} aria-hidden />} />
        <Tool label={t('chart.twin')} pressed={asText} onClick={() => showText(!asText)} icon={<List size={15} aria-hidden />} />
      </div>
      {!asText && <Around live={live} scope={picture.scope} on={on} past={past} />}
      {!asText && (
        <div ref={window} className="chart-window" data-dragging={dragging || undefined} data-past={past || undefined} {...handlers}>
          {/* biome-ignore lint/a11y/useSemanticElements: there is no fieldset in SVG */}
          <svg width="100%" height="100%" role="group" aria-label={t('chart.picture', { name: machineLabel(chart.id) })} onKeyDown={keys}>
            <defs>
              {['', '-open', '-lit'].map((kind) => (
                <marker
                  key={kind}
                  id={`chart-arrow${kind}`}
                  className={`arrow${kind}`}
                  viewBox="0 0 8 8"
                  refX="7.5"
                  refY="4"
                  markerWidth="8"
                  markerHeight="8"
                  markerUnits="userSpaceOnUse"
                  orient="auto-start-reverse"
                >
                  <path d="M0 0.5 8 4 0 7.5z" />
                </marker>
              ))}
            </defs>
            <g className="camera" style={{ transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.k})` }}>
              <Fresh at={live.last?.at}>
                <PictureView key={picture.scope} picture={picture} live={live} pointed={hovered ?? pinned} focus={focus} on={on} />
              </Fresh>
            </g>
          </svg>
        </div>
      )}
      <Twin live={live} act={on.act} shown={asText} />
      {!asText && <Explain live={live} pointed={hovered ?? pinned} />}
    </div>
  )
}

const Tool = ({ label, icon, pressed, onClick }: { label: string; icon: ReactNode; pressed?: boolean; onClick(): void }) => (
  <button type="button" className="tool" title={label} aria-label={label} {...(pressed !== undefined && { 'aria-pressed': pressed })} onClick={onClick}>
    {icon}
  </button>
)

/** Which record is shown: all that have a life. */
function RecordChoice({ record }: { record: Living }) {
  const t = useT()
  const { sim } = useSession()
  const living = [...useTable('server'), ...useTable('setup'), ...useTable('pool'), ...useTable('image'), ...useTable('zone')]
  return (
    <select aria-label={t('chart.of')} value={record.id} onChange={(change) => selectRecord(change.target.value as Id)}>
      {living.map(({ id }) => (
        <option key={id} value={id}>
          {machineLabel(typeOf(id))} {nameOf(id, sim.world)}
        </option>
      ))}
    </select>
  )
}

/** Where in the chart one is, from the outside inwards. */
function Crumbs({ live, scope, scopes, go }: { live: Live; scope: string; scopes: readonly string[]; go(scope: string): void }) {
  const t = useT()
  if (scopes.length < 2) return null
  const parts = scope === '' ? [] : scopes.filter((one) => one !== '' && isWithin(scope, one))
  return (
    <nav className="crumbs" aria-label={t('chart.crumbs')}>
      {['', ...parts].map((path, i) => (
        <button key={path} type="button" aria-current={path === scope ? 'true' : undefined} onClick={() => go(path)}>
          {i > 0 && '› '}
          {path === '' ? t('chart.overview') : stateLabel(live.chart.id, path)}
        </button>
      ))}
    </nav>
  )
}

/** So many are offered without being asked. */
const PLAIN = 4
/** What may happen in every state of the picture: what can be done now, and on demand the rest. */
function Around({ live, scope, on, past }: { live: Live; scope: string; on: Handlers; past: boolean }) {
  const t = useT()
  const [all, showAll] = useState(false)
  const edges = edgesAround(live.chart, scope)
  if (edges.length === 0) return null
  const isPossible = ({ id }: ChartEdge): boolean => {
    const act = live.possible.get(id)?.act
    return act !== undefined && act.kind !== 'blocked' && !past
  }
  const first = edges.filter(isPossible).slice(0, PLAIN)
  const hidden = edges.filter((edge) => !first.includes(edge) && !live.taken.has(edge.id))
  return (
    <p className="chart-around">
      <span>{t('chart.around')}</span>
      {edges.map((edge) => {
        if (!all && hidden.includes(edge)) return null
        const to = edge.targets.map((target) => stateLabel(live.chart.id, target)).join(', ')
        const words = (
          <>
            {edgeLabel(live.chart.id, edge)}
            {to && <span className="to"> → {to}</span>}
          </>
        )
        const at: Pointed = { kind: 'edge', id: edge.id }
        const events = {
          onPointerEnter: () => on.point(at),
          onPointerLeave: () => on.point(undefined),
          onFocus: () => on.point(at),
          onBlur: () => on.point(undefined),
        }
        const taken = live.taken.has(edge.id) || undefined
        return isPossible(edge) ? (
          <button key={edge.id} type="button" data-taken={taken} {...events} onClick={() => on.act(edge.id)}>
            ▸ {words}
          </button>
        ) : (
          <span key={edge.id} className="asleep" data-taken={taken} {...events}>
            {words}
          </span>
        )
      })}
      {hidden.length > 0 && (
        <button type="button" className="rest" aria-expanded={all} onClick={() => showAll(!all)}>
          {t(all ? 'chart.around.fewer' : 'chart.around.more', { n: hidden.length })}
        </button>
      )}
    </p>
  )
}
