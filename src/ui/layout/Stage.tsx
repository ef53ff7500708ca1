import { Suspense } from 'react'
import { useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { MachineView, StatechartView } from '../slots.ts'
import { stageChoices, stageViews } from '../stage/views.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { showStage, stageStore } from './panels.ts'
import { Split } from './Split.tsx'

/** The big picture: the machine, the statechart of what is selected, both, or a view that brought itself. */
export function Stage() {
  const t = useT()
  const wanted = useStore(stageStore)
  // A view that is remembered may no longer be there.
  const view = stageChoices.some(({ id }) => id === wanted) ? wanted : 'machine'
  return (
    <section className="panel" data-place="stage" aria-label={t('ui.panel.stage')} tabIndex={-1}>
      <div className="bar views">
        <h2>{t('ui.panel.stage')}</h2>
        <fieldset className="choice" aria-label={t('ui.panel.stage')}>
          {stageChoices.map(({ id, title }) => (
            <button key={id} type="button" aria-pressed={id === view} onClick={() => showStage(id)}>
              {t(title)}
            </button>
          ))}
        </fieldset>
        <select aria-label={t('ui.panel.stage')} value={view} onChange={(event) => showStage(event.target.value)}>
          {stageChoices.map(({ id, title }) => (
            <option key={id} value={id}>
              {t(title)}
            </option>
          ))}
        </select>
      </div>
      {stageViews.has(view) ? <Brought key={view} id={view} /> : <MachineAndChart view={view} />}
    </section>
  )
}
function Brought({ id }: { id: string }) {
  const t = useT()
  const View = stageViews.get(id)
  return (
    <div className="view">
      <ErrorBoundary>
        <Suspense fallback={<p className="quiet">{t('ui.loading')}</p>}>{View && <View />}</Suspense>
      </ErrorBoundary>
    </div>
  )
}
function MachineAndChart({ view }: { view: string }) {
  const t = useT()
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
    <Split
      id="stage"
      orientation="horizontal"
      label={t('ui.border')}
      parts={[
        { id: 'machine', share: 55, least: 200, content: machine },
        { id: 'chart', share: 45, least: 200, content: chart },
      ]}
    />
  )
}
