import type { Id } from '../../sim/record.ts'
import type { Effect } from '../../sim/simulation.ts'
import { syncPool } from './transaction.ts'
import './store.ts'

/** What happens to pools by itself. */
export const effects: Record<string, Effect> = {
  /** The open transaction group closes. */
  'pool.sync': (sim, id: Id<'pool'>) => syncPool(sim, id),
}
