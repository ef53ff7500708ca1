import type { Id, Living, Rec } from '../../sim/record.ts'
import { hasText, text, useT } from '../i18n/index.ts'
import { nameOf, sentence, typeOf } from '../log/sentence.ts'
import { causesOf, selectEvent } from '../selection.ts'
import { useCalmEvents, useIsPast, useNow, useSession, useTable } from '../simulation/context.tsx'
import { clockText } from '../simulation/speed.ts'
import { perform } from '../stage/chart/acts.ts'
import { durationText, edgeLabel, stateLabel } from '../stage/chart/labels.ts'
import { duesOf, lastTransition } from '../stage/chart/live.ts'
import { chartFor, liveOf } from '../stage/chart/model.ts'

/** The present states of a living record: what they mean, since when, and the chain of causes. */
export function State({ record }: { record: Living }) {
  const t = useT()
  const session = useSession()
  const { all, count } = useCalmEvents()
  const type = typeOf(record.id)
  const chart = chartFor(session, type)
  if (!chart) return null
  const { leaves } = liveOf(session, session.sim.world, chart, record, all, count)
  return (
    <section className="inspector-part">
      <h3>{t('inspect.state')}</h3>
      {leaves.map((path) => {
        const entered = lastTransition(all, count, record.id, path)
        const id = `state.${type}.${path}`
        return (
          <div key={path}>
            <p>
              <span className="chip">{stateLabel(type, path)}</span> {hasText(id) && text(id)}
            </p>
            {entered ? (
              <>
                <p className="since">
                  {t('chart.since', { time: clockText(entered.at) })}{' '}
                  <button type="button" className="why-button" onClick={() => selectEvent(all, entered.id)}>
                    {t('ui.why')}
                  </button>
                </p>
                <ol className="chain">
                  {causesOf(all, entered.id)
                    .slice(-4)
                    .map((cause) => (
                      <li key={cause.id}>
                        <time>{clockText(cause.at)}</time> <b>{nameOf(cause.subject, session.sim.world)}</b> {sentence(cause)}
                      </li>
                    ))}
                </ol>
              </>
            ) : (
              <p className="since">{t('ui.inspector.why.none')}</p>
            )}
          </div>
        )
      })}
    </section>
  )
}

/** What time will bring to a record. */
export function Pending({ record }: { record: Rec }) {
  const t = useT()
  const { sim } = useSession()
  const now = useNow()
  const type = typeOf(record.id)
  const dues = duesOf(sim.world, record.id as Id)
  if (dues.length === 0) return null
  return (
    <section className="inspector-part">
      <h3>{t('inspect.pending')}</h3>
      <ul>
        {dues.map((due) => {
          const id = due.event ? `event.${type}.${due.event.type}` : `timer.${due.effect?.type ?? ''}`
          const words = hasText(id) ? text(id) : due.event?.type.startsWith('xstate.after.') ? t('inspect.next') : (due.effect?.type ?? due.event?.type ?? '')
          return (
            <li key={due.id}>
              {t('inspect.in', { time: durationText(Math.ceil(Math.max(0, due.at - now) / 100) * 100) })} {words}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

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
