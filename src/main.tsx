import { createRoot } from 'react-dom/client'
import { App } from './ui/App.tsx'
import { preferredLocale, setLocale } from './ui/i18n/index.ts'
import { startKeys, startWidth } from './ui/layout/panels.ts'
import { fetchLesson } from './ui/lesson/files.ts'
import { openLesson } from './ui/lesson/story.ts'
import { notify } from './ui/notices.ts'
import { lessonAhead, Worlds } from './ui/persistence/worlds.ts'
import { startRoutes } from './ui/routes.ts'
import { Engine } from './ui/simulation/engine.ts'
import { Session } from './ui/simulation/session.ts'
import { startTheme } from './ui/theme.ts'
import './ui/theme.css'
import './ui/app.css'

window.addEventListener('error', (event) => notify('error', 'ui.error.uncaught', { message: String(event.message) }))
window.addEventListener('unhandledrejection', (event) => notify('error', 'ui.error.uncaught', { message: String(event.reason?.message ?? event.reason) }))

/** Calls back at the first sign that somebody is there who may do something. */
function atFirstSign(work: () => void): void {
  const signs = ['pointermove', 'pointerdown', 'touchstart', 'keydown'] as const
  const once = (): void => {
    for (const sign of signs) window.removeEventListener(sign, once, true)
    work()
  }
  for (const sign of signs) window.addEventListener(sign, once, { capture: true, passive: true })
}

/** Puts the page on the page. Not at the top of the module: what is loaded meanwhile may need this file, and would wait for it for ever. */
async function start(): Promise<void> {
  startTheme()
  startWidth()
  startKeys()
  startRoutes()
  const locale = preferredLocale()
  const ahead = lessonAhead()
  if (ahead) void fetchLesson(ahead, locale)
  await setLocale(locale, false)
  const session = new Session(new Engine(() => import('./simulator.ts')))
  const worlds = new Worlds(session, { lesson: openLesson })
  await worlds.start()
  // For the browser's console, measurements and tests.
  Object.assign(globalThis, { globalzone: session })
  createRoot(document.getElementById('root') as HTMLElement).render(<App session={session} worlds={worlds} />)
  atFirstSign(() => void session.live())
  // Once something is done, what comes after it is fetched: the terminal, and what keeps the world.
  const begun = session.subscribe(() => {
    if (session.sim.journal.length === session.origin.inputs) return
    begun()
    void worlds.keeping()
    void import('./ui/terminal/screen.ts')
  })
}
void start()
