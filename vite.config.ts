import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { charts } from './scripts/charts/plugin.ts'
import { scenarios } from './scripts/scenarioPlugin.ts'
import { shellClock } from './scripts/shellClock.ts'
import { starts } from './scripts/startPlugin.ts'

/** What the built page may load: nothing that is not its own. The development server needs inline scripts, so only the build has it. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'"
const policy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' }],
}

/** What the entry needs at once goes into one file: the commands share much with it, and would tear it into forty. */
const atOnce = new Set<string>()
/** What makes a world live goes into another, with the views that ask the statecharts. */
const engine = new Set<string>()
const ENGINE = /src\/(simulator|lessons\/(about|watch|world)|ui\/inspector\/Operations)\.tsx?$/
const first: Plugin = {
  name: 'first-load',
  apply: 'build',
  buildEnd() {
    atOnce.clear()
    engine.clear()
    const take = (ids: readonly string[], into: Set<string>): void => {
      for (const id of ids) {
        if (atOnce.has(id) || into.has(id)) continue
        into.add(id)
        take(this.getModuleInfo(id)?.importedIds ?? [], into)
      }
    }
    const ids = [...this.getModuleIds()]
    for (const id of ids) if (this.getModuleInfo(id)?.isEntry) take(this.getModuleInfo(id)?.importedIds ?? [], atOnce)
    take(
      ids.filter((id) => ENGINE.test(id)),
      engine,
    )
  },
}

/** The page: one entry, few chunks at first, the rest when it is needed. Nothing is loaded from elsewhere. */
export default defineConfig({
  plugins: [react(), charts(), scenarios(), starts(), shellClock(), policy, first],
  base: './',
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'core', test: (id) => atOnce.has(id), includeDependenciesRecursively: false },
            { name: 'engine', test: (id) => engine.has(id), includeDependenciesRecursively: false },
            // The shell has all commands loaded once someone logs in: one request, not a hundred.
            { name: 'commands', test: /src\/commands\//, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
})
