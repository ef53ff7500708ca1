import { type ChartState, statesOf } from '../../sim/chart.ts'
import type { Id, Living, StateValue } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Loader } from '../hardware/hardware.ts'

/** Whether a statechart has the states of a value, down to the innermost. */
function has({ children }: ChartState, value: StateValue): boolean {
  const inner = (key: string): ChartState | undefined => children.find((child) => child.key === key)
  if (typeof value === 'string') return inner(value)?.children.length === 0
  return Object.entries(value).every(([key, below]) => {
    const child = inner(key)
    return child !== undefined && has(child, below)
  })
}
/**
 * What an older program saved. Its loader named a medium where it now names what it reads from. A world in the middle of a
 * boot may stand in a state that there is no longer: its server loses the current, is off, and can be switched on as after
 * any cut.
 */
export function repair(sim: Simulation): void {
  const charts = { server: sim.definition.machines.server, setup: sim.definition.machines.setup }
  const known = (type: 'server' | 'setup', record: Living | undefined): boolean => !record || !charts[type] || has(statesOf(charts[type]), record.machine.value)
  for (const server of sim.world.all('server')) {
    const { medium, ...loader } = (server.loader ?? {}) as Partial<Loader> & { readonly medium?: Id<'medium'> }
    if (medium) sim.patch(server, { loader: { env: {}, prefix: '', ...loader, source: medium } })
    const setup = sim.world.get<'setup'>(`setup:${server.name}`)
    if (known('server', server) && known('setup', setup)) continue
    for (const id of [server.id, setup?.id]) for (const due of id ? sim.world.by('due', 'owner', id) : []) sim.commit({ [due.id]: undefined })
    if (setup) sim.commit({ [setup.id]: undefined })
    sim.put({ ...sim.world.need(server.id), machine: { ...server.machine, value: 'off' } })
    sim.perform('power.lost', server.id as Id<'server'>, { how: 'cut' })
  }
}
