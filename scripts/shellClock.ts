import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const HOSTLESS = fileURLToPath(new URL('../src/shell/hostless.ts', import.meta.url))
const LANGUAGE = /\/just-bash\/dist\/bundle\/browser\.js/

const shadow: Plugin = {
  name: 'shell-clock',
  transform: {
    filter: { id: LANGUAGE },
    // Imports may stand anywhere in a module: at the end they leave the lines where they were.
    handler: (code) => ({ code: `${code}\nimport { SimulatedDate as Date, SimulatedMath as Math } from ${JSON.stringify(HOSTLESS)}\n`, map: null }),
  },
}
/** The development server bundles the language by itself, ahead: it must not get a copy of the clock, but the page's own. */
const served: Plugin = {
  name: 'shell-clock-served',
  resolveId: { filter: { id: /hostless\.ts$/ }, handler: () => ({ id: '/src/shell/hostless.ts', external: 'absolute' }) },
}
/**
 * Gives the shell language the simulated clock and the simulation's own chance: within its module `Date` and `Math` are
 * those of `src/shell/hostless.ts`. Every configuration that runs or builds the shell needs it.
 */
export const shellClock = (): Plugin => ({
  ...shadow,
  config: () => ({
    // One bundle everywhere, the one without a Python, a SQLite and a network that nobody asked for.
    resolve: { alias: { 'just-bash': 'just-bash/browser' } },
    optimizeDeps: { rolldownOptions: { plugins: [shadow, served] } },
  }),
})
