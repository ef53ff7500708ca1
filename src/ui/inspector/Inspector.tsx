import type { Id, Json, Living, Rec } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { leavesOf, nameOf, stateName, typeOf } from '../log/sentence.ts'
import { selectEvent, useSelection } from '../selection.ts'
import { useEvents, useRecord, useSession, useTable } from '../simulation/context.tsx'

/** A value in a few words: long lists and objects are folded. */
function Value({ value }: { value: Json | undefined }) {
  if (value === null || value === undefined) return <span className="quiet">–</span>
  if (typeof value !== 'object') return <code>{String(value)}</code>
  const text = JSON.stringify(value)
  if (text.length < 60) return <code>{text}</code>
  return (
    <details>
      <summary>
        <code>{text.slice(0, 40)}…</code>
      </summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  )
}

/** The state of a living record, and the event that led there. */
function State({ record }: { record: Living }) {
  const t = useT()
  const { all, count } = useEvents()
  let last: number | undefined
  for (let i = count - 1; i >= 0 && i > count - 20_000; i--) {
    if (all[i]?.subject === record.id && all[i]?.kind === 'transition') {
      last = i + 1
      break
    }
  }
  const type = typeOf(record.id)
  return (
    <p className="state">
      {leavesOf(record.machine.value).map((path) => (
        <span key={path} className="chip" title={path}>
          {stateName(type, path)}
        </span>
      ))}
      {last !== undefined && (
        <button type="button" className="why-button" onClick={() => selectEvent(all, last)}>
          {t('ui.why')}
        </button>
      )}
    </p>
  )
}

/** What is selected: its state, why it is in it, and its fields. Without a selection, the first server. */
export function Inspector() {
  const t = useT()
  const { sim } = useSession()
  const selection = useSelection()
  const [server] = useTable('server')
  const record = useRecord((selection.record ?? server?.id) as Id<'server'> | undefined) as (Rec & { machine?: Living['machine'] }) | undefined
  const fields = Object.entries(record ?? {}).filter(([key]) => key !== 'id' && key !== 'machine')
  return (
    <section className="panel" data-place="inspector" aria-label={t('ui.inspector')} tabIndex={-1}>
      <div className="bar">
        <h2>{t('ui.inspector')}</h2>
        {record && <span className="mono">{nameOf(record.id, sim.world)}</span>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <div className="scroll" tabIndex={0} role="group" aria-label={t('ui.inspector')}>
        {!record && <p className="quiet">{t(selection.record ? 'ui.inspector.gone' : 'ui.inspector.empty')}</p>}
        {record?.machine && <State record={record as Living} />}
        {record && (
          <table className="fields">
            <tbody>
              {fields.map(([key, value]) => (
                <tr key={key}>
                  <th scope="row">{key}</th>
                  <td>
                    <Value value={value as Json} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  )
}
