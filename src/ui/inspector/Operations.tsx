import type { Living } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { typeOf } from '../log/sentence.ts'
import { useCalmEvents, useIsPast, useSession, useTable } from '../simulation/context.tsx'
import { perform } from '../stage/chart/acts.ts'
import { edgeLabel, stateLabel } from '../stage/chart/labels.ts'
import { chartFor, liveOf } from '../stage/chart/model.ts'

/** What can be done with a record now; and what not, with the reason. */
export function Operations({ record }: { record: Living }) {
  const t = useT()
  const session = useSession()
  const past = useIsPast()
  const { all, count } = useCalmEvents()
  // Whether a command can be typed depends on the terminals.
  useTable('tty')
  const type = typeOf(record.id)
  const chart = chartFor(session, type)
  if (!chart) return null
  const live = liveOf(session, session.sim.world, chart, record, all, count)
  const now = [...live.possible.values()].filter(({ act }) => act)
  const seen = new Set(now.map(({ edge }) => edge.event))
  const later = chart.edges.filter((edge) => edge.kind === 'event' && live.ours(edge) && !seen.has(edge.event))
  const states = new Map<string, { label: string; from: Set<string> }>()
  for (const edge of later) {
    const entry = states.get(edge.event) ?? { label: edgeLabel(type, edge, true), from: new Set<string>() }
    entry.from.add(edge.source ? stateLabel(type, edge.source) : type)
    states.set(edge.event, entry)
  }
  return (
    <section className="inspector-part">
      <h3>{t('inspect.can')}</h3>
      {now.length === 0 && <p className="since">{t('inspect.can.nothing')}</p>}
      <ul className="acts">
        {now.map(({ edge, act }) => (
          <li key={edge.id}>
            <button type="button" className="tool wide" disabled={past || act?.kind === 'blocked'} onClick={() => act && perform(session, act)}>
              {edgeLabel(type, edge, true)}
            </button>{' '}
            {act?.kind === 'line' && <code>{act.line}</code>}
            {act?.kind === 'blocked' && <span className="since">{t('chart.how.blocked', { line: act.line })}</span>}
          </li>
        ))}
      </ul>
      {states.size > 0 && (
        <details>
          <summary>{t('inspect.cannot')}</summary>
          <ul>
            {[...states].map(([event, { label, from }]) => (
              <li key={event}>
                {label}: {t('chart.how.elsewhere', { state: [...from].join(', ') })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
