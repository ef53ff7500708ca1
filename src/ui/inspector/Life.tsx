import type { Id, Living, Rec } from '../../sim/record.ts'
import { hasText, text, useT } from '../i18n/index.ts'
import { nameOf, sentence, typeOf } from '../log/sentence.ts'
import { causesOf, selectEvent } from '../selection.ts'
import { useCalmEvents, useNow, useSession } from '../simulation/context.tsx'
import { clockText } from '../simulation/speed.ts'
import { durationText, stateLabel } from '../stage/chart/labels.ts'
import { activeIn, duesOf, lastTransition, leavesIn } from '../stage/chart/live.ts'

/** The present states of a living record: what they mean, since when, and the chain of causes. */
export function State({ record }: { record: Living }) {
  const t = useT()
  const session = useSession()
  const { all, count } = useCalmEvents()
  const type = typeOf(record.id)
  const leaves = leavesIn(activeIn(record.machine.value))
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
