import type { ChartEdge } from '../../../sim/chart.ts'
import { hasText, text, useT } from '../../i18n/index.ts'
import { trigger } from '../../log/sentence.ts'
import { selectEvent } from '../../selection.ts'
import { useEvents } from '../../simulation/context.tsx'
import { clockText } from '../../simulation/speed.ts'
import type { Act } from './acts.ts'
import { edgeLabel, stateLabel } from './labels.ts'
import { lastTransition } from './live.ts'
import type { Live, Pointed } from './model.ts'

/** What a state is, in one or two sentences. */
export const stateText = (machine: string, path: string): string => (hasText(`state.${machine}.${path}`) ? text(`state.${machine}.${path}`) : '')

/** What one does to make an edge happen, or why one cannot. */
export function useHow(live: Live): (edge: ChartEdge) => string {
  const t = useT()
  return (edge) => {
    if (edge.kind === 'after') return t('chart.how.after')
    if (edge.kind !== 'event') return t('chart.how.always')
    const possible = live.possible.get(edge.id)
    if (!possible) return t('chart.how.elsewhere', { state: edge.source ? stateLabel(live.chart.id, edge.source) : live.chart.id })
    return possible.act ? actText(t, possible.act) : t('chart.how.itself')
  }
}
function actText(t: ReturnType<typeof useT>, act: Act): string {
  if (act.kind === 'line') return t('chart.how.line', { line: act.line })
  if (act.kind === 'blocked') return t('chart.how.blocked', { line: act.line })
  if (act.kind === 'focus') return t('chart.how.focus')
  if (act.input.type === 'tty.key') return t('chart.how.key', { key: String(act.input.key) === ' ' ? '␣' : String(act.input.key) })
  return t('chart.how.hand')
}

function StateWords({ live, path }: { live: Live; path: string }) {
  const t = useT()
  const { all, count } = useEvents()
  const { chart, record, active } = live
  const entered = active.has(path) ? lastTransition(all, count, record.id, path) : undefined
  return (
    <>
      <p>
        <b>{stateLabel(chart.id, path)}</b> {active.has(path) && <span className="chip">{t('chart.now')}</span>} {stateText(chart.id, path)}
      </p>
      {entered && (
        <p className="since">
          {t('chart.since', { time: clockText(entered.at) })} {trigger(entered)}{' '}
          <button type="button" className="why-button" onClick={() => selectEvent(all, entered.id)}>
            {t('ui.why')}
          </button>
        </p>
      )}
      {active.has(path) && !entered && <p className="since">{t('ui.inspector.why.none')}</p>}
    </>
  )
}

function EdgeWords({ live, edge }: { live: Live; edge: ChartEdge }) {
  const t = useT()
  const how = useHow(live)
  const { all } = useEvents()
  const { chart, last, taken } = live
  const target = edge.targets[0]
  const long = `why.${chart.id}.${edge.event}`
  return (
    <>
      <p>
        <b>{edgeLabel(chart.id, edge)}</b> {edge.source ? stateLabel(chart.id, edge.source) : chart.id}{' '}
        {target === undefined ? '↻' : `→ ${stateLabel(chart.id, target)}`}
        {'. '}
        {hasText(long) && `${text(long)} `}
        {how(edge)}
      </p>
      {target !== undefined && <p>{stateText(chart.id, target)}</p>}
      {taken.has(edge.id) && last && (
        <p className="since">
          {t('chart.taken', { time: clockText(last.at) })}{' '}
          <button type="button" className="why-button" onClick={() => selectEvent(all, last.id)}>
            {t('ui.why')}
          </button>
        </p>
      )}
    </>
  )
}

/** Explains what is pointed at; without anything, the present state. */
export function Explain({ live, pointed }: { live: Live; pointed: Pointed | undefined }) {
  const t = useT()
  const edge = pointed?.kind === 'edge' ? live.chart.edges.find(({ id }) => id === pointed.id) : undefined
  const paths = pointed?.kind === 'state' ? [pointed.path] : live.leaves
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className="chart-explain" tabIndex={0} aria-label={t('chart.explain')}>
      {edge ? <EdgeWords live={live} edge={edge} /> : paths.map((path) => <StateWords key={path} live={live} path={path} />)}
    </section>
  )
}
