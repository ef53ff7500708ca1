import { bootedNode, newSimulator } from '../simulator.ts'
import { createServer, DEFAULT_SERVER } from '../system/hardware/world.ts'

/** One figure: what, how much, in what. */
interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
}
const since = (start: bigint): number => Number(process.hrtime.bigint() - start) / 1e6

/** What the simulator costs on this machine: prints a line a figure, or all as JSON. */
export async function bench(json: boolean): Promise<void> {
  const figures: Figure[] = []
  let start = process.hrtime.bigint()
  const node = newSimulator()
  const server = await bootedNode(node)
  figures.push({ name: 'boot one node', value: since(start), unit: 'ms' })
  for (const line of ['zfs list', 'zfs list', 'vmadm list']) {
    start = process.hrtime.bigint()
    await node.exec({ server, line })
    figures.push({ name: `run ${line}`, value: since(start), unit: 'ms' })
  }
  start = process.hrtime.bigint()
  const many = newSimulator()
  for (let i = 0; i < 100; i++) {
    const { id } = createServer(many.sim, { ...DEFAULT_SERVER, name: `node${i}` })
    many.sim.input({ type: 'power.button', subject: id })
  }
  await many.drive(120_000)
  figures.push({ name: 'boot 100 nodes at once', value: since(start), unit: 'ms' }, { name: 'events of that', value: many.sim.events.length, unit: '' })
  if (json) console.log(JSON.stringify(figures, null, 1))
  else for (const { name, value, unit } of figures) console.log(`${name.padEnd(28)} ${value.toFixed(1).padStart(10)} ${unit}`.trimEnd())
}
