import type { Id } from '../../sim/record.ts'
import { notify } from '../notices.ts'
import type { Session } from '../simulation/session.ts'
import { typeOn } from '../terminal/TerminalView.tsx'

/** Ctrl-U: what has been typed so far goes. */
const CUT = '\x15'

/** What reads commands: the shell of a node, the console of a boot server. */
const SHELLS = ['shell', 'bootserver']

/** Types a command on the terminal that is shown, as the learner would; says so if no shell waits there. */
export function typeCommand(session: Session, line: string): void {
  const shown = document.querySelector<HTMLElement>('[data-terminal]')?.dataset.terminal as Id<'tty'> | undefined
  const tty = session.record(shown) ?? session.table('tty')[0]
  if (session.past.get() !== undefined) session.refuse()
  else if (!tty || !SHELLS.includes(tty.reader) || tty.mode !== 'line') notify('note', 'lesson.no shell', { line })
  else if (!typeOn(tty.id, `${CUT}${line}\r`)) session.input({ type: 'tty.line', subject: tty.id, text: line })
}
