import type { Summary } from '../../lessons/scenario.ts'

/** All lessons, without what is in them. */
export const summaries: readonly Summary[] = Object.values(
  import.meta.glob<Summary>('../../../scenarios/*/scenario.yaml', { query: '?summary', import: 'default', eager: true }),
)
