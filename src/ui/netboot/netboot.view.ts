import type { StageViewOf } from '../stage/views.ts'

/** Booting over the network: boot servers, their clients, and what goes over the wire. */
export const view: StageViewOf = {
  id: 'netboot',
  order: 40,
  title: 'ui.stage.netboot',
  load: async () => (await import('./NetbootView.tsx')).NetbootView,
}
