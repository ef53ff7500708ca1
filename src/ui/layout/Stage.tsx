import { Suspense } from 'react'
import { useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { MachineView, StatechartView } from '../slots.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { type StageView, showStage, stageStore } from './panels.ts'
import { Split } from './Split.tsx'

const views: readonly StageView[] = ['machine', 'chart', 'both']

/** The big picture: the machine, the statechart of what is selected, or both. */
export function Stage() {
  const t = useT()
  const view = useStore(stageStore)
  const machine = view !== 'chart' && (
    <div className="view">
      <ErrorBoundary>{MachineView && <MachineView />}</ErrorBoundary>
    </div>
  )
  const chart = view !== 'machine' && (
    <div className="view">
      <ErrorBoundary>
        <Suspense fallback={<p className="quiet">{t('ui.loading')}</p>}>{StatechartView && <StatechartView />}</Suspense>
      </ErrorBoundary>
    </div>
  )
  return (
    <section className="panel" data-place="stage" aria-label={t('ui.panel.stage')} tabIndex={-1}>
      <div className="bar">
        <h2>{t('ui.panel.stage')}</h2>
        <fieldset className="choice" aria-label={t('ui.panel.stage')}>
          {views.map((each) => (
            <button key={each} type="button" aria-pressed={each === view} onClick={() => showStage(each)}>
              {t(`ui.stage.${each}`)}
            </button>
          ))}
        </fieldset>
      </div>
      <Split
        id="stage"
        orientation="horizontal"
        label={t('ui.border')}
        parts={[
          { id: 'machine', share: 55, least: 200, content: machine },
          { id: 'chart', share: 45, least: 200, content: chart },
        ]}
      />
    </section>
  )
}
