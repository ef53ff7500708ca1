import type { ReactNode } from 'react'
import { useT } from '../i18n/index.ts'
import { Details } from '../inspector/Details.tsx'
import { useStore } from '../kit/store.ts'
import { TerminalPanel } from '../terminal/TerminalPanel.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { panelStore, phoneStore, widthStore } from './panels.ts'
import { Split } from './Split.tsx'
import { Stage } from './Stage.tsx'
import { Story } from './Story.tsx'

/** One column: what one looks at above, the terminal as a sheet below. */
function Phone() {
  const t = useT()
  const shown = useStore(phoneStore)
  const places = { story: <Story />, stage: <Stage />, details: <Details /> }
  return (
    <main className="work phone">
      <fieldset className="choice tabs" aria-label={t('ui.panels')}>
        {(['story', 'stage', 'details'] as const).map((place) => (
          <button key={place} type="button" aria-pressed={place === shown} onClick={() => phoneStore.set(place)}>
            {t(`ui.panel.${place}`)}
          </button>
        ))}
      </fieldset>
      <div className="above">{places[shown]}</div>
      <TerminalPanel sheet />
    </main>
  )
}

/** The panels of a wider page: story and terminal left, stage and details right; on a tablet the stage above. */
export function Workspace() {
  const t = useT()
  const width = useStore(widthStore)
  const panels = useStore(panelStore)
  if (width === 'phone') return <Phone />
  const label = t('ui.border')
  // Eighty columns of the terminal, and beside them the three columns of the machine.
  const left = window.innerWidth < 1340 ? 42 : 44
  const split = (
    id: string,
    orientation: 'horizontal' | 'vertical',
    parts: readonly (readonly [id: string, share: number, least: number, content: ReactNode])[],
  ): ReactNode =>
    parts.some(([, , , content]) => content) && (
      <Split
        id={`${width}.${id}`}
        orientation={orientation}
        label={label}
        parts={parts.map(([part, share, least, content]) => ({ id: part, share, least, content }))}
      />
    )
  const story = panels.story && (
    <ErrorBoundary>
      <Story />
    </ErrorBoundary>
  )
  const terminal = panels.terminal && <TerminalPanel />
  const stage = panels.stage && <Stage />
  const details = panels.details && <Details />
  const content =
    width === 'tablet'
      ? split('rows', 'vertical', [
          [
            'above',
            52,
            160,
            split('above', 'horizontal', [
              ['stage', 62, 240, stage],
              ['story', 38, 200, story],
            ]),
          ],
          [
            'below',
            48,
            160,
            split('below', 'horizontal', [
              ['terminal', 62, 240, terminal],
              ['details', 38, 200, details],
            ]),
          ],
        ])
      : split('columns', 'horizontal', [
          [
            'left',
            left,
            280,
            split('left', 'vertical', [
              ['story', 48, 120, story],
              ['terminal', 52, 120, terminal],
            ]),
          ],
          [
            'right',
            100 - left,
            320,
            split('right', 'vertical', [
              ['stage', 72, 160, stage],
              ['details', 28, 100, details],
            ]),
          ],
        ])
  return <main className="work">{content}</main>
}
