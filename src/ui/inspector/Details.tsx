import { useState } from 'react'
import { useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { widthStore } from '../layout/panels.ts'
import { Split } from '../layout/Split.tsx'
import { EventLog } from '../log/EventLog.tsx'
import { Inspector } from './Inspector.tsx'

/** What is selected, and what happened: side by side where there is room, else one of them. */
export function Details() {
  const t = useT()
  const wide = useStore(widthStore) === 'desk'
  const [shown, show] = useState<'log' | 'inspector'>('log')
  if (wide)
    return (
      <Split
        id="details"
        orientation="horizontal"
        label={t('ui.border')}
        parts={[
          { id: 'inspector', share: 40, least: 160, content: <Inspector /> },
          { id: 'log', share: 60, least: 200, content: <EventLog /> },
        ]}
      />
    )
  return (
    <div className="stack">
      <fieldset className="choice tabs" aria-label={t('ui.panel.details')}>
        {(['log', 'inspector'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === shown} onClick={() => show(each)}>
            {t(`ui.${each}`)}
          </button>
        ))}
      </fieldset>
      {shown === 'log' ? <EventLog /> : <Inspector />}
    </div>
  )
}
