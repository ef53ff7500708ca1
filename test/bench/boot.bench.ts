import { newSimulator } from '../../src/simulator.ts'
import type { ServerSpec } from '../../src/system/hardware/spec.ts'
import { createServer, DEFAULT_SERVER } from '../../src/system/hardware/world.ts'
import { type Bench, median, type Row } from './row.ts'

const BUDGET = 150
const RUNS = 15

/** Computing time (ms) of a cold boot from the power button to all services, at full speed. */
async function coldBoot(spec: Partial<ServerSpec>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const { sim, drive } = newSimulator()
    const { id } = createServer(sim, { ...DEFAULT_SERVER, ...spec })
    const begun = performance.now()
    sim.input({ type: 'power.button', subject: id })
    await drive(sim.now + 200_000)
    times.push(performance.now() - begun)
    if (!sim.world.need(id).system?.multiUser) throw new Error('the server did not come up')
  }
  return median(times)
}

/** A server's cold boot: what the page has to compute when time runs at full speed. */
export const bench: Bench = async () => {
  const rows: Row[] = []
  for (const [name, spec] of [
    ['stick, BIOS', {}],
    ['stick, UEFI', { firmware: 'uefi' }],
    ['disc', { disc: {}, bootOrder: ['iso'] }],
  ] as const) {
    const value = await coldBoot(spec as Partial<ServerSpec>)
    rows.push({ name: `cold boot: ${name}`, value, unit: 'ms', budget: `< ${BUDGET} ms`, ok: value < BUDGET })
  }
  return rows
}
