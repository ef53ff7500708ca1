import { type Plugin, runnerImport } from 'vite'
import type { ChartLayout } from '../../src/ui/stage/chart/layout.ts'

const NAME = 'virtual:charts'

/**
 * Offers the places of states and lines of all statecharts as `virtual:charts`, worked out from the machines whenever
 * the page is built or served: nothing generated is kept in the repository, and elkjs is not in the page.
 */
export function charts(): Plugin {
  return {
    name: 'charts',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    async load(id) {
      if (id !== `\0${NAME}`) return
      const { module, dependencies } = await runnerImport<{ charts(): Promise<Record<string, ChartLayout>> }>('./scripts/charts/charts.ts', {
        configFile: false,
        logLevel: 'error',
      })
      for (const file of dependencies) this.addWatchFile(file)
      return `export const layouts = JSON.parse(${JSON.stringify(JSON.stringify(await module.charts()))})`
    },
  }
}
