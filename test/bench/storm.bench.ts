import { Simulation } from '../../src/sim/simulation.ts'
import { createServer, DEFAULT_SERVER } from '../../src/system/hardware/world.ts'
import { effects, inputs, machines } from '../../src/system/system.ts'
import { type Bench, median, type Row } from './row.ts'

/** A rack full of servers, switched on in the same instant, until every one of them is up. */
function storm(servers: number): { sim: Simulation; ms: number; events: number } {
  const sim = new Simulation({ machines, effects, inputs })
  for (let n = 1; n <= servers; n++) createServer(sim, { ...DEFAULT_SERVER, name: `node${n}`, uuid: undefined, disks: DEFAULT_SERVER.disks?.slice(0, 1) })
  const start = performance.now()
  for (const { id } of sim.world.all('server')) sim.input({ type: 'power.button', subject: id })
  sim.advance(90_000)
  const ms = performance.now() - start
  const down = sim.world.all('server').filter(({ system }) => !system?.multiUser).length
  if (down > 0) throw new Error(`${down} of ${servers} servers did not come up`)
  return { sim, ms, events: sim.events.length }
}

/** What the page reads at each place: the tables its views draw, the parts of one server, what is pending for it. */
function drawn({ world }: Simulation): void {
  for (const type of ['server', 'setup', 'pool', 'image', 'zone', 'tty', 'medium', 'nic', 'disk'] as const) world.all(type)
  const [server] = world.all('server')
  if (!server) return
  for (const type of ['nic', 'disk', 'tty', 'zone'] as const) world.by(type, 'server', server.id)
  world.by('due', 'owner', server.id)
}
/** Times of jumps to places all over the history, there and back, with all that is read there. */
function scrubbing(sim: Simulation, jumps: number, read: (sim: Simulation) => unknown): { middle: number; worst: number } {
  const { events, world } = sim
  const times: number[] = []
  // A fixed sequence that goes everywhere (steps by the golden ratio).
  for (let i = 1; i <= jumps; i++) {
    const event = events[Math.floor(((i * 0.618034) % 1) * events.length)]
    const start = performance.now()
    world.seek(event?.commit ?? 0)
    read(sim)
    times.push(performance.now() - start)
  }
  world.seek(world.history.length)
  return { middle: median(times), worst: Math.max(...times) }
}

/** Goes on until so much has happened: the servers are switched off and on again. */
function cycles(sim: Simulation, events: number): void {
  while (sim.events.length < events) {
    for (const type of ['power.cut', 'power.button']) for (const { id } of sim.world.all('server')) sim.input({ type, subject: id })
    sim.advance(sim.now + 90_000)
  }
}

export const bench: Bench = () => {
  const rows: Row[] = []
  storm(10)
  for (const servers of [10, 100, 1000]) {
    const { sim, ms, events } = storm(servers)
    rows.push(
      { name: `boot storm of ${servers} servers`, value: ms, unit: 'ms', ...(servers === 1000 && { budget: '<= 10,000', ok: ms <= 10_000 }) },
      { name: `its events`, value: events, unit: '' },
      { name: `an event of it, effects included`, value: (ms * 1000) / events, unit: 'µs' },
    )
    if (servers === 100) continue
    cycles(sim, 100_000)
    const records = sim.world.snapshot().length
    const page = scrubbing(sim, 40, drawn)
    const all = scrubbing(sim, 10, ({ world }) => world.snapshot())
    rows.push(
      { name: `scrub to any of ${sim.events.length} events, ${records} records`, value: page.middle, unit: 'ms', budget: '<= 50', ok: page.middle <= 50 },
      { name: 'the same, worst', value: page.worst, unit: 'ms' },
      { name: 'the same, and read every record there', value: all.middle, unit: 'ms' },
      { name: 'memory with all its history', value: process.memoryUsage().heapUsed / 1e6, unit: 'MB', budget: '<= 1,500' },
    )
  }
  return rows
}
