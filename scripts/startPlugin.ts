import { readFileSync } from 'node:fs'
import { type Plugin, runnerImport } from 'vite'
import { compileScenario } from './scenarioPlugin.ts'
import type * as Starts from './starts.ts'

const SANDBOX = 'virtual:sandbox'

/**
 * Offers the worlds that the page begins with, as they are saved: `scenario.yaml?start` for a lesson, `virtual:sandbox`
 * for the sandbox. They are made by the simulator itself whenever the page is built or served, so that the page can
 * show one before the simulator is loaded, and none can be stale. A lesson in whose preparation time passes has none:
 * its value is undefined.
 */
export function starts(): Plugin {
  let loaded: Promise<{ module: typeof Starts; dependencies: string[] }> | undefined
  return {
    name: 'starts',
    enforce: 'pre',
    resolveId: (id) => (id === SANDBOX ? `\0${SANDBOX}` : undefined),
    buildStart() {
      loaded = undefined
    },
    watchChange() {
      loaded = undefined
    },
    async load(id) {
      const [, path] = /^(.*\/scenarios\/[^/]+\/scenario\.yaml)\?start$/.exec(id) ?? []
      if (!path && id !== `\0${SANDBOX}`) return null
      const scenario = path ? compileScenario(this, path, readFileSync(path, 'utf8')) : undefined
      loaded ??= runnerImport<typeof Starts>('./scripts/starts.ts', { configFile: false, logLevel: 'error' })
      const { module, dependencies } = await loaded
      for (const file of dependencies) this.addWatchFile(file)
      const start = await module.startOf(scenario)
      return { code: `export default ${start ? `JSON.parse(${JSON.stringify(JSON.stringify(start))})` : 'undefined'}`, moduleType: 'js', map: null }
    },
  }
}
