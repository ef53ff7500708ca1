import { Simulation } from '../../src/sim/simulation.ts'
import { createServer } from '../../src/system/hardware/world.ts'
import { createBootServer, fillRack } from '../../src/system/netboot/create.ts'
import { effects, inputs, machines } from '../../src/system/system.ts'
import type { Bench, Row } from './row.ts'

const ARCHIVE = 358_400_000
/** So many servers without disks boot over the network at once from one boot server, until each kernel runs. */
function rack(servers: number, mbps: number): { ms: number; events: number; seconds: number } {
  const sim = new Simulation({ machines, effects, inputs })
  createServer(sim, { name: 'node1', ramMiB: 4096, bootOrder: ['pxe'], nics: [{ link: 'e1000g0', mac: '52:54:00:aa:00:01' }] })
  createBootServer(sim, { name: 'pxe1', mbps, script: 'plain' })
  fillRack(sim, servers - 1)
  const begin = performance.now()
  sim.input({ type: 'rack.power' })
  const up = (): boolean => sim.world.all('server').every(({ system }) => system !== undefined)
  while (!up() && sim.now < 3_600_000) sim.advance(sim.now + 1000)
  if (!up()) throw new Error('some servers did not come up')
  const ms = performance.now() - begin
  const times = sim.world
    .all('netclient')
    .flatMap(({ packets }) => packets.flatMap(({ says, sent, arrives }) => (says.bytes === ARCHIVE && arrives ? [arrives - sent] : [])))
  return { ms, events: sim.events.length, seconds: Math.max(...times) / 1000 }
}

export const bench: Bench = () => {
  const rows: Row[] = []
  rack(5, 1000)
  for (const [servers, mbps] of [
    [1, 1000],
    [10, 1000],
    [50, 10_000],
    [200, 10_000],
  ] as const) {
    const { ms, events, seconds } = rack(servers, mbps)
    const least = Math.max((servers * ARCHIVE) / (mbps * 100_000), ARCHIVE / 100_000_000)
    rows.push(
      {
        name: `${servers} servers boot over the network at once, ${mbps} Mb/s`,
        value: ms,
        unit: 'ms',
        ...(servers === 200 && { budget: '<= 10,000', ok: ms <= 10_000 }),
      },
      { name: 'computing for each', value: ms / servers, unit: 'ms' },
      { name: 'its events', value: events, unit: '' },
      {
        name: 'the archive, simulated',
        value: seconds,
        unit: 's',
        budget: `${least.toFixed(1)} s is the least`,
        ok: seconds >= least - 0.001 && seconds < least * 1.05 + 0.1,
      },
    )
  }
  return rows
}
