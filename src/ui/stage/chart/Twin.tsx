import type { ChartState } from '../../../sim/chart.ts'
import { useT } from '../../i18n/index.ts'
import { stateText, useHow } from './Explain.tsx'
import { edgeLabel, stateLabel } from './labels.ts'
import type { Live } from './model.ts'

function Branch({ state, live, act, shown }: { state: ChartState; live: Live; act(edge: string): void; shown: boolean }) {
  const t = useT()
  const how = useHow(live)
  const { chart, active, leaves, possible, taken } = live
  const edges = chart.edges.filter((edge) => edge.source === state.path)
  const now = leaves.includes(state.path)
  return (
    <li data-now={now || undefined} data-active={active.has(state.path) || undefined} aria-current={now ? 'step' : undefined}>
      {state.path !== '' && (
        <p>
          <b>{stateLabel(chart.id, state.path)}</b>
          {now && <span className="chip">{t('chart.now')}</span>} {stateText(chart.id, state.path)}
        </p>
      )}
      {edges.length > 0 && (
        <ul className="edges">
          {edges.map((edge) => {
            const may = possible.get(edge.id)?.act
            const words = edgeLabel(chart.id, edge)
            const to = edge.targets.map((target) => stateLabel(chart.id, target)).join(', ')
            return (
              <li key={edge.id} data-taken={taken.has(edge.id) || undefined} data-open={possible.has(edge.id) || undefined}>
                {shown && may && may.kind !== 'blocked' ? (
                  <button type="button" onClick={() => act(edge.id)}>
                    {words}
                  </button>
                ) : (
                  words
                )}{' '}
                {to ? `→ ${to}` : '↻'} {possible.has(edge.id) && <i>{how(edge)}</i>} {taken.has(edge.id) && <span className="chip">◆ {t('chart.last')}</span>}
              </li>
            )
          })}
        </ul>
      )}
      {state.children.length > 0 && (
        <ul>
          {state.children.map((child) => (
            <Branch key={child.path} state={child} live={live} act={act} shown={shown} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** The same states and transitions as a list, always there for those who do not see the picture; buttons only while it is shown. */
export function Twin({ live, act, shown }: { live: Live; act(edge: string): void; shown: boolean }) {
  const t = useT()
  return (
    <section className={shown ? 'chart-twin' : 'unseen'} aria-label={t('chart.twin')} {...(shown && { tabIndex: 0 })}>
      <ul>
        <Branch state={live.chart.root} live={live} act={act} shown={shown} />
      </ul>
    </section>
  )
}
