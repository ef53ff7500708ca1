import type { Id, Input } from '../../sim/record.ts'
import { previewFrom } from '../../system/survival/preview.ts'
import type { Table } from '../../system/survival/table.ts'
import type { Thing, WayDown } from '../../system/survival/things.ts'
import { t, text } from '../i18n/index.ts'
import { useIsPast, useRecord, useSession, useTable } from '../simulation/context.tsx'
import { type Act, commandAct, perform } from '../stage/chart/acts.ts'
import { FateMark } from './PlaceMark.tsx'

/** Whether somebody has brought a thing about: not what is the same at each boot. */
const isOwn = ({ kind, fate }: Thing): boolean => kind !== 'processes' && kind !== 'swap' && fate !== 'kept'

/** The answer to *what would it lose?* in one sentence, and the button that does it. */
export function Asking({ server, how, table, close }: { server: Id<'server'>; how: WayDown; table: Table; close: () => void }) {
  const session = useSession()
  const past = useIsPast()
  const record = useRecord(server)
  useTable('tty')
  const rows = table.rows.filter(({ shows }) => shows === undefined)
  const { counts } = previewFrom(rows, table.things, how)
  const unwritten = rows.reduce((sum, row) => sum + row.unwritten, 0)
  const things = table.things.filter(isOwn)
  const lost = counts.lost + counts['made anew']
  // Where nobody waits at a shell, the command is run without a terminal, as by ssh.
  const typed = commandAct(session.sim.world, server, 'reboot')
  const run: Input = { type: 'exec', subject: server, argv: ['reboot'] }
  const act: Act =
    how === 'cut' ? { kind: 'input', input: { type: 'power.cut', subject: server } } : typed.kind === 'blocked' ? { kind: 'input', input: run } : typed
  const ready = how === 'cut' || typed.kind !== 'blocked' || record?.system?.multiUser === true
  return (
    <div className={`survives-answer ${how}`}>
      <p>
        <b>{t(lost === 0 ? `survives.answer.${how}.nothing` : `survives.answer.${how}`, { lost })}</b> {t('survives.answer.kept', { kept: counts.kept })}{' '}
        {counts.stick > 0 && t('survives.answer.stick', { count: counts.stick })}{' '}
        {how === 'cut' && unwritten > 0 && t('survives.answer.unwritten', { count: unwritten })}
        {how === 'reboot' && unwritten > 0 && t('survives.answer.synced', { count: unwritten })}
      </p>
      {things.length > 0 && (
        <ul className="answer-things">
          {things.map(({ kind, name, fate, reason }) => (
            <li key={`${kind} ${name}`}>
              <FateMark fate={fate} /> {text(`survives.kind.thing.${kind}`, { name })}: {text(`survives.thing.${reason}`, { name })}
            </li>
          ))}
        </ul>
      )}
      <p className="answer-acts">
        <button
          type="button"
          className="tool wide do"
          disabled={past || !ready}
          title={past ? t('machine.past') : ready ? t(`survives.do.${how}.about`) : t('survives.do.not yet')}
          onClick={() => {
            close()
            perform(session, act)
          }}
        >
          {t(`survives.do.${how}`)}
        </button>
        <button type="button" className="tool wide" onClick={close}>
          {t('survives.close')}
        </button>
      </p>
    </div>
  )
}
