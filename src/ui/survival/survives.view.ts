import type { StageViewOf } from '../stage/views.ts'

/** What lives where, and what a reboot would lose. */
export const view: StageViewOf = {
  id: 'survives',
  order: 30,
  title: 'ui.stage.survives',
  load: async () => (await import('./SurvivalView.tsx')).SurvivalView,
}
