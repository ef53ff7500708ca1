import { Workspace } from './layout/Workspace.tsx'
import { ErrorBoundary } from './layout/ErrorBoundary.tsx'
import { Header } from './layout/Header.tsx'
import { Notices } from './layout/Notices.tsx'
import { Presenter } from './layout/Presenter.tsx'
import { useStore } from './kit/store.ts'
import { go, routeStore } from './routes.ts'
import { SimulationProvider } from './simulation/context.tsx'
import type { Session } from './simulation/session.ts'
import { Timeline } from './timeline/Timeline.tsx'

/** The whole page around one simulation. */
export function App({ session }: { session: Session }) {
  const route = useStore(routeStore)
  const presenting = route.kind === 'present'
  const embedded = route.kind === 'embed'
  const lesson = route.kind === 'lesson' || presenting ? route.id : undefined
  return (
    <ErrorBoundary>
      <SimulationProvider session={session}>
        <div className={presenting ? 'app presenting' : 'app'}>
          {!embedded && <Header {...(lesson && { onPresent: () => go(presenting ? `#/lesson/${lesson}` : `#/present/${lesson}`) })} />}
          <Notices />
          {presenting ? <Presenter /> : <Workspace />}
          <Timeline />
        </div>
      </SimulationProvider>
    </ErrorBoundary>
  )
}
