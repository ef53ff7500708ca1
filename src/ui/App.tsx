import { useT } from './i18n/index.ts'
import { useStore } from './kit/store.ts'
import { ErrorBoundary } from './layout/ErrorBoundary.tsx'
import { Header } from './layout/Header.tsx'
import { Notices } from './layout/Notices.tsx'
import { Presenter } from './layout/Presenter.tsx'
import { focusPanel } from './layout/panels.ts'
import { Workspace } from './layout/Workspace.tsx'
import type { WorldActions } from './persistence/saved.ts'
import { go, routeStore } from './routes.ts'
import { SimulationProvider } from './simulation/context.tsx'
import type { Session } from './simulation/session.ts'
import { Timeline } from './timeline/Timeline.tsx'

/** For whoever goes by keyboard: past the header, to the terminal. */
function SkipLink() {
  const t = useT()
  return (
    <button type="button" className="skip" onClick={() => focusPanel('terminal')}>
      {t('ui.skip')}
    </button>
  )
}

/** The whole page around one simulation. */
export function App({ session, worlds }: { session: Session; worlds: WorldActions }) {
  const route = useStore(routeStore)
  const presenting = route.kind === 'present'
  const embedded = route.kind === 'embed'
  const lesson = route.kind === 'lesson' || presenting ? route.id : undefined
  return (
    <ErrorBoundary>
      <SimulationProvider session={session}>
        <SkipLink />
        <div className={presenting ? 'app presenting' : 'app'}>
          {!embedded && <Header worlds={worlds} {...(lesson && { onPresent: () => go(presenting ? `#/lesson/${lesson}` : `#/present/${lesson}`) })} />}
          <Notices />
          {presenting ? <Presenter /> : <Workspace />}
          <Timeline />
        </div>
      </SimulationProvider>
    </ErrorBoundary>
  )
}
