import { ChevronDown, ChevronUp, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Id } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { useSelection } from '../selection.ts'
import { useSession, useTable } from '../simulation/context.tsx'
import { TerminalView, typeOn } from './TerminalView.tsx'

/** Keys that a phone's keyboard lacks. */
const keyRow: readonly (readonly [label: string, data: string])[] = [
  ['Tab', '\t'],
  ['↑', '\x1b[A'],
  ['↓', '\x1b[B'],
  ['|', '|'],
  ['/', '/'],
  ['-', '-'],
  ['~', '~'],
  ['Ctrl-C', '\x03'],
  ['⏎', '\r'],
]

/** Servers whose terminals all have tabs. */
const FEW = 8
/** The terminals of the world, one tab each. */
export function TerminalPanel({ sheet = false }: { sheet?: boolean }) {
  const t = useT()
  const session = useSession()
  const ttys = useTable('tty')
  const servers = useTable('server')
  const [chosen, choose] = useState<Id<'tty'>>()
  const [open, setOpen] = useState(true)
  const { record } = useSelection()
  const wanted = ttys.find((tty) => tty.id === chosen)
  // Of a whole rack, only the terminals of a few machines have tabs: the first, those that serve, and what is selected.
  const named = record?.slice(record.indexOf(':') + 1)
  const few = servers.length <= FEW ? ttys : ttys.filter((tty, i) => i === 0 || tty === wanted || tty.server.slice(7) === named || !session.record(tty.server))
  const shown = wanted ?? ttys[0]
  const several = new Set(ttys.map(({ server }) => server)).size > 1
  // A machine that is selected brings its console to the front; what is typed on another of its terminals stays there.
  const own = ttys.find((tty) => tty.server.slice(7) === named)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection does it, not another tab
  useEffect(() => {
    if (own && shown?.server.slice(7) !== named) choose(own)
  }, [record])
  const running = servers.find((server) => server.id === shown?.server)?.system?.multiUser
  const add = (): void => {
    const known = new Set(ttys.map((tty) => tty.id))
    if (!shown || !session.input({ type: 'terminal.open', subject: shown.server })) return
    const opened = session.table('tty').find((tty) => !known.has(tty.id))
    if (opened) choose(opened.id)
  }
  return (
    <section className={sheet ? `panel sheet ${open ? 'open' : ''}` : 'panel'} data-place="terminal" aria-label={t('ui.panel.terminal')} tabIndex={-1}>
      <div className="bar">
        <h2 className="unseen">{t('ui.panel.terminal')}</h2>
        <div className="tabs" role="tablist" aria-label={t('ui.panel.terminal')}>
          {few.map((tty) => (
            <button key={tty.id} type="button" role="tab" aria-selected={tty === shown} onClick={() => choose(tty.id)}>
              {several ? `${tty.server.slice(7)} ${tty.name}` : tty.name}
            </button>
          ))}
        </div>
        <button type="button" className="tool" title={t('ui.terminal.open')} aria-label={t('ui.terminal.open')} disabled={!running} onClick={add}>
          <Plus size={16} aria-hidden />
        </button>
        {sheet && (
          <button type="button" className="tool end" aria-expanded={open} aria-label={t('ui.terminal.sheet')} onClick={() => setOpen(!open)}>
            {open ? <ChevronDown size={16} aria-hidden /> : <ChevronUp size={16} aria-hidden />}
          </button>
        )}
      </div>
      {shown && (!sheet || open) && <TerminalView key={shown.id} id={shown.id} />}
      {sheet && open && shown && (
        <div className="keys">
          {keyRow.map(([label, data]) => (
            <button key={label} type="button" onPointerDown={(event) => event.preventDefault()} onClick={() => typeOn(shown.id, data)}>
              {label}
            </button>
          ))}
        </div>
      )}
    </section>
  )
}
