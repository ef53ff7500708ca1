import { useState } from 'react'
import type { Id } from '../../sim/record.ts'
import type { Place } from '../../system/survival/places.ts'
import type { Row } from '../../system/survival/table.ts'
import type { WayDown } from '../../system/survival/things.ts'
import { t, text, useLocale } from '../i18n/index.ts'
import { selectRecord } from '../selection.ts'
import { useRecord, useTable } from '../simulation/context.tsx'
import { Asking } from './Asking.tsx'
import { LastLoss, useLastLoss } from './LastLoss.tsx'
import { PlaceMark } from './PlaceMark.tsx'
import { DormantRows, MountRow, ThingRows } from './Rows.tsx'
import { useDissolving, useShownServer, useSurvival } from './useSurvival.ts'
import './survival.css'

/** The layers of the table, the volatile above. What the kernel makes up stands with RAM. */
const LAYERS: readonly { readonly place: Exclude<Place, 'kernel'>; readonly of: readonly Place[] }[] = [
  { place: 'ram', of: ['ram', 'kernel'] },
  { place: 'image', of: ['image'] },
  { place: 'pool', of: ['pool'] },
  { place: 'stick', of: ['stick'] },
]

/** What lives where, what was changed there since the boot, and what a reboot or a power cut would do to it. */
export function SurvivalView() {
  useLocale()
  const server = useShownServer()
  return server ? <OfServer key={server} server={server} /> : <p className="quiet">{t('ui.inspector.empty')}</p>
}

function OfServer({ server }: { server: Id<'server'> }) {
  const record = useRecord(server)
  const servers = useTable('server')
  const [asked, ask] = useState<WayDown>()
  const { table, dormant, survival } = useSurvival(server, asked ?? 'reboot')
  const dissolving = useDissolving(server, table)
  const last = useLastLoss(survival)
  const rows = (dissolving ?? table).rows
  const running = table.rows.length > 0
  if (!record) return null
  return (
    <div className={`survives ${asked ? `asked ${asked}` : ''}`}>
      <div className="survives-bar">
        {servers.length > 1 && (
          <select aria-label={t('machine.server')} value={server} onChange={(event) => selectRecord(event.target.value as Id)}>
            {servers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        {(['reboot', 'cut'] as const).map((how) => (
          <button
            key={how}
            type="button"
            className="act"
            aria-pressed={asked === how}
            disabled={!running}
            title={running ? undefined : t('survives.nothing runs')}
            onClick={() => ask(asked === how ? undefined : how)}
          >
            {t(`survives.ask.${how}`)}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className="survives-body" tabIndex={0} aria-label={t('ui.stage.survives')}>
        <div aria-live="polite">
          {asked && running && <Asking server={server} how={asked} table={table} close={() => ask(undefined)} />}
          {last && !asked && <LastLoss survival={last} />}
        </div>
        {running && table.rows.every(({ place }) => place !== 'pool') && (
          <p className="survives-note all-ram">
            <b>{t('survives.all ram')}</b> {t(dormant.length > 0 ? 'survives.all ram.dormant' : 'survives.all ram.no pool')}
          </p>
        )}
        {running && !table.known && <p className="survives-note">{t('survives.unknown')}</p>}
        {!running && !dissolving && (
          <p className="survives-note">
            <b>{t('survives.off')}</b> {t(record.machine.value === 'off' ? 'survives.off.about' : 'survives.off.booting')}
          </p>
        )}
        <table className="survives-table">
          <caption className="unseen">{t('survives.caption', { name: record.name })}</caption>
          <thead>
            <tr>
              {(['where', 'used', 'changes', 'fate'] as const).map((column) => (
                <th key={column} scope="col" className={column}>
                  {t(column === 'fate' && asked === 'cut' ? 'survives.column.cut' : `survives.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          {LAYERS.map(({ place, of }) => {
            const own = rows.filter((row) => of.includes(row.place))
            const sleeping = place === 'pool' && !dissolving ? dormant : []
            if (own.length === 0 && sleeping.length === 0) return null
            return (
              <tbody key={place} className={`layer ${place} ${dissolving && place !== 'pool' ? 'dissolving' : ''}`}>
                <LayerHead place={place} />
                {own.map((row: Row) => (
                  <MountRow key={row.key} row={row} rows={rows} asked={asked} last={last} />
                ))}
                {sleeping.map((one) => (
                  <DormantRows key={one.pool} dormant={one} last={last} />
                ))}
              </tbody>
            )
          })}
          {running && (
            <tbody className="layer things">
              <tr className="layer-head">
                <th scope="rowgroup" colSpan={4}>
                  <b>{t('survives.things')}</b> <span className="about">{t('survives.things.about')}</span>
                </th>
              </tr>
              <ThingRows things={table.things} asked={asked} />
            </tbody>
          )}
        </table>
        <Legend />
      </section>
    </div>
  )
}
function LayerHead({ place }: { place: Place }) {
  return (
    <tr className="layer-head">
      <th scope="rowgroup" colSpan={4}>
        <PlaceMark place={place} /> <span className="about">{text(`survives.layer.${place}`)}</span>
      </th>
    </tr>
  )
}
/** What the marks mean: the same in every view. */
function Legend() {
  return (
    <details className="survives-legend">
      <summary>{t('survives.legend')}</summary>
      <dl>
        {(['ram', 'kernel', 'image', 'pool', 'stick'] as const).map((place) => (
          <div key={place}>
            <dt>
              <PlaceMark place={place} />
            </dt>
            <dd>{text(`survives.place.${place}.about`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
