import { createRoot } from 'react-dom/client'
import * as simulators from './simulator.ts'
import { createServer, DEFAULT_SERVER } from './system/hardware/world.ts'
import { App } from './ui/App.tsx'
import { preferredLocale, setLocale } from './ui/i18n/index.ts'
import { startKeys, startWidth } from './ui/layout/panels.ts'
import { openLesson } from './ui/lesson/story.ts'
import { notify } from './ui/notices.ts'
import { Worlds } from './ui/persistence/worlds.ts'
import { startRoutes } from './ui/routes.ts'
import { Session } from './ui/simulation/session.ts'
import { startTheme } from './ui/theme.ts'
import './ui/theme.css'
import './ui/app.css'

window.addEventListener('error', (event) => notify('error', 'ui.error.uncaught', { message: String(event.message) }))
window.addEventListener('unhandledrejection', (event) => notify('error', 'ui.error.uncaught', { message: String(event.reason?.message ?? event.reason) }))

/** A server of one's own: set up, switched off, the stick in it. */
function sandbox(seed = 1) {
  const simulator = simulators.newSimulator({ seed })
  createServer(simulator.sim, DEFAULT_SERVER)
  return simulator
}

/** Puts the page on the page. Not at the top of the module: what is loaded meanwhile may need this file, and would wait for it for ever. */
async function start(): Promise<void> {
  startTheme()
  startWidth()
  startKeys()
  startRoutes()
  await setLocale(preferredLocale(), false)
  const session = new Session(simulators)
  const worlds = new Worlds(session, { sandbox, lesson: openLesson })
  await worlds.start()
  // For the browser's console, measurements and tests.
  Object.assign(globalThis, { globalzone: session })
  createRoot(document.getElementById('root') as HTMLElement).render(<App session={session} worlds={worlds} />)
  // Once something is done, what comes after it is fetched: the terminal, and what keeps the world.
  const begun = session.subscribe(() => {
    if (session.sim.journal.length === session.origin.inputs) return
    begun()
    void worlds.keeping()
    void import('./ui/terminal/screen.ts')
  })
}
void start()
