import { createRoot } from 'react-dom/client'
import { App } from './ui/App.tsx'
import { preferredLocale, setLocale } from './ui/i18n/index.ts'
import { startKeys, startWidth } from './ui/layout/panels.ts'
import { notify } from './ui/notices.ts'
import { startRoutes } from './ui/routes.ts'
import { Session } from './ui/simulation/session.ts'
import { startTheme } from './ui/theme.ts'
import { Simulation } from './sim/simulation.ts'
import { effects, inputs, machines } from './system/system.ts'
import { createServer, DEFAULT_SERVER } from './system/hardware/world.ts'
import './ui/theme.css'
import './ui/app.css'

window.addEventListener('error', (event) => notify('error', 'ui.error.uncaught', { message: String(event.message) }))
window.addEventListener('unhandledrejection', (event) => notify('error', 'ui.error.uncaught', { message: String(event.reason?.message ?? event.reason) }))

startTheme()
startWidth()
startKeys()
startRoutes()
await setLocale(preferredLocale(), false)
const sim = new Simulation({ machines, effects, inputs })
createServer(sim, DEFAULT_SERVER)
const session = new Session(sim, async (s, until, yields) => s.advance(until, yields))
// For the browser's console, measurements and tests.
Object.assign(globalThis, { globalzone: session })
createRoot(document.getElementById('root') as HTMLElement).render(<App session={session} />)
