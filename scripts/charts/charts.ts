import type { ChartEdge } from '../../src/sim/chart.ts'
import { machines } from '../../src/system/system.ts'
import { catalogue as en } from '../../src/ui/i18n/catalogue.en.ts'
import { catalogue as es } from '../../src/ui/i18n/catalogue.es.ts'
import { type Locale, takeCatalogue } from '../../src/ui/i18n/index.ts'
import { chartOf } from '../../src/ui/stage/chart/graph.ts'
import { edgeLabel, stateLabel } from '../../src/ui/stage/chart/labels.ts'
import type { ChartLayout } from '../../src/ui/stage/chart/layout.ts'
import { layOut } from './elk.ts'

const catalogues: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en, es }

/** Texts in all languages by key. */
function inAllLanguages(keys: readonly string[], say: (key: string) => string): Map<string, string[]> {
  const texts = new Map<string, string[]>(keys.map((key) => [key, []]))
  for (const locale of Object.keys(catalogues) as Locale[]) {
    takeCatalogue(locale, catalogues[locale])
    for (const key of keys) texts.get(key)?.push(say(key))
  }
  return texts
}

/** The layouts of all statecharts by the record type that lives by them. */
export async function charts(): Promise<Record<string, ChartLayout>> {
  const layouts: Record<string, ChartLayout> = {}
  for (const [id, machine] of Object.entries(machines)) {
    const chart = chartOf(machine)
    const byId = new Map(chart.edges.map((edge) => [edge.id, edge]))
    const states = inAllLanguages([...chart.states.keys()], (path) => stateLabel(id, path))
    const edgeOf = (key: string): ChartEdge => byId.get(key) as ChartEdge
    const edges = inAllLanguages([...byId.keys()], (key) => edgeLabel(id, edgeOf(key)))
    const briefs = inAllLanguages([...byId.keys()], (key) => edgeLabel(id, edgeOf(key), true))
    layouts[id] = await layOut(chart, {
      state: (path) => states.get(path) ?? [path],
      edge: (key) => edges.get(key) ?? [key],
      brief: (key) => briefs.get(key) ?? [key],
    })
  }
  return layouts
}
