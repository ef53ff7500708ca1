import { createRoot } from 'react-dom/client'
import { Simulation } from './sim/simulation.ts'
import { createServer, DEFAULT_SERVER } from './system/hardware/world.ts'
import { effects, inputs, machines } from './system/system.ts'
import { App } from './ui/App.tsx'
import { preferredLocale, setLocale } from './ui/i18n/index.ts'
import { whenIdle } from './ui/kit/idle.ts'
import { startKeys, startWidth } from './ui/layout/panels.ts'
import { notify } from './ui/notices.ts'
import { Worlds } from './ui/persistence/worlds.ts'
import { startRoutes } from './ui/routes.ts'
import { Session } from './ui/simulation/session.ts'
import type { Simulator } from './ui/simulation/simulators.ts'
import { startTheme } from './ui/theme.ts'
import './ui/theme.css'
import './ui/app.css'

window.addEventListener('error', (event) => notify('error', 'ui.error.uncaught', { message: String(event.message) }))
window.addEventListener('unhandledrejection', (event) => notify('error', 'ui.error.uncaught', { message: String(event.reason?.message ?? event.reason) }))

startTheme()
startWidth()
startKeys()
startRoutes()
await setLocale(preferredLocale(), false)
const definition = { machines, effects, inputs }
const simulatorOf = (sim: Simulation): Simulator => ({
  sim,
  shell: { history: () => [], complete: (_tty, _text, cursor) => ({ start: cursor, candidates: [] }) },
  drive: async (until, yields) => sim.advance(until, yields),
  type: async (subject, text) => sim.input({ type: 'tty.line', subject, text }),
})
const session = new Session({
  definition,
  simulatorOf,
  newSimulator: (options) => simulatorOf(new Simulation(definition, options?.seed)),
  resumeAt: async () => {},
})
const worlds = new Worlds(session, {
  sandbox(seed = 1) {
    const simulator = session.simulators.newSimulator({ seed })
    createServer(simulator.sim, DEFAULT_SERVER)
    return simulator
  },
  lesson: async () => false,
})
await worlds.start()
// For the browser's console, measurements and tests.
Object.assign(globalThis, { globalzone: session })
createRoot(document.getElementById('root') as HTMLElement).render(<App session={session} worlds={worlds} />)
// What is wanted soon is there when it is wanted.
whenIdle(() => {
  void worlds.keeping()
  void import('./ui/terminal/screen.ts')
})
