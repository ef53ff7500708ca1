import type { Prose } from '../../lessons/prose.ts'
import type { Scenario, Summary } from '../../lessons/scenario.ts'
import type { Save } from '../../sim/saved.ts'
import type { Locale } from '../i18n/index.ts'

// Our own lessons are compiled when the page is built (scripts/scenarioPlugin.ts): each is loaded when it is opened, in one language.
const scenarios = import.meta.glob<Scenario>('../../../scenarios/*/scenario.yaml', { import: 'default' })
// The worlds that they begin in: scripts/startPlugin.ts.
const starts = import.meta.glob<Save | undefined>('../../../scenarios/*/scenario.yaml', { query: '?start', import: 'default' })
const prose: Readonly<Record<Locale, Record<string, () => Promise<Prose>>>> = {
  en: import.meta.glob<Prose>('../../../scenarios/*/en.md', { import: 'default' }),
  es: import.meta.glob<Prose>('../../../scenarios/*/es.md', { import: 'default' }),
}

/** What the list of lessons shows of one. */
export interface Entry extends Summary {
  readonly title: string
  readonly summary: string
}

/** Loads a lesson's scenario; undefined if there is no such lesson. */
export const loadScenario = async (id: string): Promise<Scenario | undefined> => scenarios[`../../../scenarios/${id}/scenario.yaml`]?.()
/** Loads the world that a lesson begins in; undefined if time passes in its preparation, so that it must be played. */
export const loadStart = async (id: string): Promise<Save | undefined> => starts[`../../../scenarios/${id}/scenario.yaml`]?.()
/** Loads a lesson's prose in a language. */
export async function loadProse(id: string, locale: Locale): Promise<Prose> {
  const load = prose[locale][`../../../scenarios/${id}/${locale}.md`]
  if (!load) throw new Error(`${id} has no prose in ${locale}`)
  return load()
}
/** Has a lesson brought before it is opened. */
export const fetchLesson = (id: string, locale: Locale): Promise<unknown> => Promise.allSettled([loadScenario(id), loadProse(id, locale), loadStart(id)])
/** The lessons in their order: by level, each after those it builds on. */
export async function loadEntries(locale: Locale): Promise<readonly Entry[]> {
  const { summaries } = await import('./summaries.ts')
  const { headings } = await (locale === 'es' ? import('./headings.es.ts') : import('./headings.en.ts'))
  return inOrder(summaries).map((summary) => ({
    ...summary,
    ...(headings[`../../../scenarios/${summary.id}/${locale}.md`] ?? { title: summary.id, summary: '' }),
  }))
}
function inOrder(summaries: readonly Summary[]): Summary[] {
  const waiting = [...summaries].sort((a, b) => a.level - b.level || (a.id < b.id ? -1 : 1))
  const placed: Summary[] = []
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ prerequisites }) => prerequisites.every((id) => placed.some((each) => each.id === id)))
    placed.push(...waiting.splice(Math.max(0, next), 1))
  }
  return placed
}
