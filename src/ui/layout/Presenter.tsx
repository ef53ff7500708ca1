import { useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { useEvents } from '../simulation/context.tsx'
import { TerminalPanel } from '../terminal/TerminalPanel.tsx'
import { panelStore } from './panels.ts'
import { Split } from './Split.tsx'
import { Stage } from './Stage.tsx'

/** The last lines that were typed since the story began, large enough for the last row. */
function LastCommands() {
  const t = useT()
  const { all, count, origin } = useEvents()
  const typed: { id: number; line: string }[] = []
  for (let i = count - 1; i >= 0 && typed.length < 3 && i >= Math.max(origin, count - 3000); i--) {
    const event = all[i]
    const line = event?.message.id === 'input.tty.line' ? event.message.params?.text : undefined
    if (event && typeof line === 'string' && line) typed.unshift({ id: event.id, line })
  }
  if (typed.length === 0) return null
  return (
    <ol className="last-commands" aria-label={t('ui.present.commands')}>
      {typed.map(({ id, line }) => (
        <li key={id}>{line}</li>
      ))}
    </ol>
  )
}

/** For a projector: the stage, the last commands in large type, the terminal on demand. */
export function Presenter() {
  const t = useT()
  const { terminal } = useStore(panelStore)
  return (
    <main className="work">
      <Split
        id="present"
        orientation="vertical"
        label={t('ui.border')}
        parts={[
          { id: 'stage', share: 65, least: 200, content: <Stage /> },
          { id: 'terminal', share: 35, least: 120, content: terminal && <TerminalPanel /> },
        ]}
      />
      <LastCommands />
    </main>
  )
}
