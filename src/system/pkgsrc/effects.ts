import type { Id } from '../../sim/record.ts'
import type { Effect } from '../../sim/simulation.ts'
import { bootstrapDataset } from './bootstrap.ts'

/** Effects by which the set-up reaches the package tools. */
export const effects: Record<string, Effect> = {
  'pkgsrc.bootstrap': (sim, dataset: Id<'dataset'>, { server }: { server: Id<'server'> }) => bootstrapDataset(sim, server, dataset),
}
