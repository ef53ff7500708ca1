import type { Id } from '../../src/sim/record.ts'
import { bootedNode, newSimulator, type Simulator } from '../../src/simulator.ts'
import { importImage } from '../../src/system/images/operations.ts'
import { createVm } from '../../src/system/zones/vms.ts'
import { zonesOf } from '../../src/system/zones/zone.ts'
import { median, type Row } from './row.ts'

const IMAGE = '2f1dc911-6401-4fa4-8e9d-67ea2e39c271'

/** A node with that many VMs, all running. */
async function nodeWith(vms: number): Promise<{ simulator: Simulator; server: Id<'server'> }> {
  const simulator = newSimulator()
  const { sim } = simulator
  const server = await bootedNode(simulator)
  importImage(sim, server, IMAGE)
  await simulator.drive(sim.now + 60_000)
  for (let n = 0; n < vms; n++) {
    const made = createVm(sim, server, { image_uuid: IMAGE, alias: `vm${n}`, ram: 256, quota: 1, nics: [{ nic_tag: 'admin', ip: 'dhcp' }] })
    if (!made.ok) throw new Error(made.error.code)
  }
  await simulator.drive(sim.now + 60_000)
  return { simulator, server }
}
/** Median time of a command (real ms). */
async function timed({ exec }: Simulator, server: Id<'server'>, times: number, line: (n: number) => string): Promise<number> {
  const values: number[] = []
  for (let n = 0; n < times; n++) {
    const begin = performance.now()
    const { status, stderr } = await exec({ server, line: line(n) })
    values.push(performance.now() - begin)
    if (status !== 0) throw new Error(stderr)
  }
  return median(values)
}

/** What VMs cost, and that one costs the same among a thousand as among ten. */
export async function bench(): Promise<Row[]> {
  const rows: Row[] = []
  const cost: Record<string, number> = {}
  for (const vms of [10, 1000]) {
    const { simulator, server } = await nodeWith(vms)
    const uuids = zonesOf(simulator.sim.world, server).map(({ uuid }) => uuid)
    const list = await timed(simulator, server, 5, () => 'vmadm list')
    rows.push({ name: `vmadm list with ${vms} VMs`, value: list, unit: 'ms', ...(vms === 1000 && { budget: '≤ 100', ok: list <= 100 }) })
    for (const what of ['stop', 'start', 'reboot', 'delete']) {
      const value = await timed(simulator, server, 8, (n) => `vmadm ${what} ${uuids[n]}`)
      const least = cost[what]
      rows.push({
        name: `vmadm ${what} with ${vms} VMs`,
        value,
        unit: 'ms',
        ...(least !== undefined && { budget: `≤ 2 × ${least.toPrecision(2)} + 1`, ok: value <= 2 * least + 1 }),
      })
      cost[what] ??= value
    }
  }
  const boots: number[] = []
  for (let n = 0; n < 9; n++) {
    const begin = performance.now()
    await bootedNode(newSimulator())
    boots.push(performance.now() - begin)
  }
  const boot = median(boots)
  rows.push({ name: 'boot of one server', value: boot, unit: 'ms', budget: '≤ 150', ok: boot <= 150 })
  return rows
}
