import { lazy, Suspense, useEffect, useState } from 'react'
import type { Id, Living, Rec } from '../../sim/record.ts'
import { hasText, text, useT } from '../i18n/index.ts'
import { nameOf, typeOf } from '../log/sentence.ts'
import { selectRecord, useSelection } from '../selection.ts'
import { useIsPast, useRecord, useSession, useTable } from '../simulation/context.tsx'
import { commandAct, perform, serverOf } from '../stage/chart/acts.ts'
import { machineLabel } from '../stage/chart/labels.ts'
import { Survives } from '../survival/Answer.tsx'
import { fieldsOf, showsOf } from './fields.ts'
import { Pending, State } from './Life.tsx'
import './inspector.css'

/** What can be done is asked of the statecharts, which come with the engine. */
const Operations = lazy(async () => ({ default: (await import('./Operations.tsx')).Operations }))
function Possible({ record }: { record: Living }) {
  const t = useT()
  const { engine } = useSession()
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    void engine.asked.then(() => setAsked(true))
  }, [engine])
  const soon = (
    <section className="inspector-part">
      <h3>{t('inspect.can')}</h3>
      <p className="since">{t('ui.loading')}</p>
    </section>
  )
  return asked ? (
    <Suspense fallback={soon}>
      <Operations record={record} />
    </Suspense>
  ) : (
    soon
  )
}

/** What is known of a record, with links to those it belongs to. */
function Fields({ record }: { record: Rec }) {
  const t = useT()
  const { sim } = useSession()
  const fields = fieldsOf(record, sim.world)
  if (fields.length === 0) return null
  return (
    <section className="inspector-part">
      <h3>{t('inspect.fields')}</h3>
      <table className="fields">
        <tbody>
          {fields.map(({ label, value }) => (
            <tr key={label}>
              <th scope="row">{text(label)}</th>
              <td>
                {typeof value === 'object' ? (
                  <button type="button" className="why-button" onClick={() => selectRecord(value.record)}>
                    {nameOf(value.record, sim.world)}
                  </button>
                ) : (
                  value
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The commands that show a record on the terminal, and the pages of the manual about it: a click types them. */
function Shown({ record }: { record: Rec }) {
  const t = useT()
  const session = useSession()
  const past = useIsPast()
  useTable('tty')
  const { commands, man } = showsOf(record)
  if (commands.length === 0) return null
  const type = (line: string) => {
    const act = commandAct(session.sim.world, serverOf(record), line)
    return (
      <button
        key={line}
        type="button"
        className="typed"
        disabled={past || act.kind === 'blocked'}
        title={t(act.kind === 'blocked' ? 'chart.how.blocked' : 'chart.how.line', { line })}
        onClick={() => perform(session, act)}
      >
        {line}
      </button>
    )
  }
  return (
    <section className="inspector-part">
      <h3>{t('inspect.shown')}</h3>
      <p>{[...commands, ...man.map((page) => `man ${page}`)].map(type)}</p>
    </section>
  )
}

/** What is selected: what it is, its state and why, what can be done, what shows it. Without a selection, the first server. */
export function Inspector() {
  const t = useT()
  const { sim } = useSession()
  const selection = useSelection()
  const [server] = useTable('server')
  const record = useRecord((selection.record ?? server?.id) as Id<'server'> | undefined) as (Rec & { machine?: Living['machine'] }) | undefined
  const what = record && `what.${typeOf(record.id)}`
  return (
    <section className="panel" data-place="inspector" aria-label={t('ui.inspector')} tabIndex={-1}>
      <div className="bar">
        <h2>{t('ui.inspector')}</h2>
        {record && (
          <span>
            {machineLabel(typeOf(record.id))} <b>{nameOf(record.id, sim.world)}</b>
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t('inspect.record')}>
        {!record && <p className="quiet">{t(selection.record ? 'ui.inspector.gone' : 'ui.inspector.empty')}</p>}
        {record && (
          <>
            {what && hasText(what) && <p className="what-it-is">{text(what)}</p>}
            {record.machine && <State record={record as Living} />}
            <Pending record={record} />
            {record.machine && <Possible record={record as Living} />}
            <Survives record={record} />
            <Fields record={record} />
            <Shown record={record} />
            <details className="inspector-part">
              <summary>{t('inspect.raw')}</summary>
              <pre>{rawText(record)}</pre>
            </details>
          </>
        )}
      </section>
    </section>
  )
}

/** The record as it is kept; a file tree would be longer than anyone reads. */
const rawText = (record: Rec): string =>
  JSON.stringify(record, (key, value: unknown) => (key === 'root' && typeof value === 'object' ? '…' : value), 2).slice(0, 8000)
