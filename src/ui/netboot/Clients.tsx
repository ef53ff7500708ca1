import { memo, useSyncExternalStore } from 'react'
import type { Id } from '../../sim/record.ts'
import { clientOf } from '../../system/netboot/netboot.ts'
import { t } from '../i18n/index.ts'
import { useSession } from '../simulation/context.tsx'
import type { Session } from '../simulation/session.ts'
import { bytesText, megabits, PHASES, type Phase, phaseOf, shareOf, speedOf } from './model.ts'

/** More than so many clients are shown as squares. */
const FEW = 8

interface Props {
  readonly ids: readonly Id<'server'>[]
  readonly chosen: Id<'server'> | undefined
  readonly choose: (id: Id<'server'>) => void
}
/** Who boots: a line each, or a square each when they are many. */
export const Clients = memo(function Clients({ ids, chosen, choose }: Props) {
  const many = ids.length > FEW
  return (
    <section className="netboot-card" aria-label={t('netboot.clients')}>
      <h3>
        {t('netboot.clients')} <small>{ids.length}</small>
      </h3>
      {many && <Sums ids={ids} />}
      <ul className={many ? 'cells' : 'rows'}>
        {ids.map((id) => (
          <li key={id}>{many ? <Cell id={id} chosen={id === chosen} choose={choose} /> : <Row id={id} chosen={id === chosen} choose={choose} />}</li>
        ))}
      </ul>
      {many && <Legend />}
    </section>
  )
})

interface Seen {
  readonly phase: Phase
  readonly percent: number | undefined
  readonly speed: number
  readonly bytes: number
  readonly ip: string
}
/** What is seen of a client, as text: the same text, the same picture. */
function seen(session: Session, id: Id<'server'>, steps: number): string {
  const server = session.record(id)
  const client = session.record(clientOf(id))
  const from = client?.download && session.record(client.download.from)
  const share = shareOf(client, from, session.now())
  const phase = server ? phaseOf(server) : 'off'
  return `${phase} ${share === undefined ? '' : Math.floor((Math.floor(share * steps) * 100) / steps)} ${steps < 100 ? 0 : Math.round(speedOf(client, from) / 1000)} ${client?.download?.bytes ?? 0} ${client?.lease?.ip ?? ''}`
}
function useSeen(id: Id<'server'>, steps = 100): Seen {
  const session = useSession()
  const text = useSyncExternalStore(session.subscribe, () => seen(session, id, steps))
  const [phase = 'off', percent = '', speed = '0', bytes = '0', ip = ''] = text.split(' ')
  return { phase: phase as Phase, percent: percent === '' ? undefined : Number(percent), speed: Number(speed) * 1000, bytes: Number(bytes), ip }
}
const nameOf = (id: Id<'server'>): string => id.slice('server:'.length)

const Row = memo(function Row({ id, chosen, choose }: { id: Id<'server'>; chosen: boolean; choose: (id: Id<'server'>) => void }) {
  const { phase, percent, speed, bytes, ip } = useSeen(id)
  return (
    <button type="button" className={`client ${PHASES[phase].group}`} aria-pressed={chosen} onClick={() => choose(id)}>
      <b>{nameOf(id)}</b>
      <code>{ip}</code>
      <span className="phase">
        <i aria-hidden>{PHASES[phase].letter}</i> {t(`netboot.phase.${phase}`)}
      </span>
      {percent !== undefined && (
        <>
          <span className="track" aria-hidden>
            <span style={{ width: `${percent}%` }} />
          </span>
          <span className="number">{t('netboot.progress', { percent, size: bytesText(bytes), speed: megabits(speed) })}</span>
        </>
      )}
    </button>
  )
})
const Cell = memo(function Cell({ id, chosen, choose }: { id: Id<'server'>; chosen: boolean; choose: (id: Id<'server'>) => void }) {
  // A square is 24 px high: more steps could not be seen.
  const { phase, percent } = useSeen(id, 25)
  const label = `${nameOf(id)}: ${t(`netboot.phase.${phase}`)}${percent === undefined ? '' : ` ${percent}%`}`
  return (
    <button type="button" className={`cell ${PHASES[phase].group}`} aria-pressed={chosen} aria-label={label} title={label} onClick={() => choose(id)}>
      {percent !== undefined && <span className="fill" style={{ transform: `scaleY(${percent / 100})` }} />}
      <i>{PHASES[phase].letter}</i>
    </button>
  )
})

/** How many are where. */
function Sums({ ids }: { ids: readonly Id<'server'>[] }) {
  const session = useSession()
  const text = useSyncExternalStore(session.subscribe, () => {
    const counts = new Map<Phase, number>()
    for (const id of ids) {
      const server = session.record(id)
      const phase = server ? phaseOf(server) : 'off'
      counts.set(phase, (counts.get(phase) ?? 0) + 1)
    }
    return (Object.keys(PHASES) as Phase[]).map((phase) => counts.get(phase) ?? 0).join(' ')
  })
  const counts = text.split(' ').map(Number)
  return (
    <p className="sums" aria-live="off">
      {(Object.keys(PHASES) as Phase[]).map(
        (phase, i) =>
          (counts[i] ?? 0) > 0 && (
            <span key={phase} className={PHASES[phase].group}>
              <i aria-hidden>{PHASES[phase].letter}</i> {counts[i]} {t(`netboot.phase.${phase}`)}
            </span>
          ),
      )}
    </p>
  )
}
const Legend = memo(function Legend() {
  return <p className="netboot-note">{t('netboot.cells.about')}</p>
})
