import { describe, expect, test } from 'vitest'
import { Simulation } from '../../sim/simulation.ts'
import { createServer } from '../hardware/world.ts'
import { effects, inputs, machines } from '../system.ts'
import { createBootServer, fillRack } from './create.ts'
import { arrived } from './link.ts'
import type { Queue } from './queue.ts'
import { popped, pushed } from './queue.ts'

/** A rack of servers that boot from one server with a link of so many Mb/s. */
function rack(count: number, mbps: number): Simulation {
  const sim = new Simulation({ machines, effects, inputs })
  createServer(sim, { name: 'node1', bootOrder: ['pxe'], nics: [{ link: 'e1000g0', mac: '52:54:00:aa:00:01' }] })
  createBootServer(sim, { name: 'pxe1', mbps, script: 'plain' })
  fillRack(sim, count - 1)
  return sim
}
/** Simulated ms from the first byte of the archive to the last, of each node. */
function archiveTimes(sim: Simulation): number[] {
  return sim.world
    .all('netclient')
    .flatMap(({ packets }) =>
      packets.flatMap(({ type, says, sent, arrives }) => (type === '200' && says.bytes === 358_400_000 && arrives !== undefined ? [arrives - sent] : [])),
    )
}
const ARCHIVE = 358_400_000

describe('the link of a boot server', () => {
  test.each([
    [1, 1000],
    [1, 100],
    [2, 1000],
    [5, 1000],
    [20, 1000],
    [20, 10_000],
  ])('%i clients over %i Mb/s take as long as it must take, and no longer', (count, mbps) => {
    const sim = rack(count, mbps)
    sim.input({ type: 'rack.power' })
    sim.advance(((count * ARCHIVE) / (mbps * 100)) * 1.2 + 60_000)
    const times = archiveTimes(sim)
    expect(times).toHaveLength(count)
    const [fastest, slowest] = [Math.min(...times), Math.max(...times)]
    const bytesPerMs = mbps * 100
    // All of them together no faster than the link, each of them no faster than its own card.
    const least = Math.max((count * ARCHIVE) / bytesPerMs, ARCHIVE / 100_000)
    expect(slowest).toBeGreaterThanOrEqual(Math.floor(least))
    expect(slowest).toBeLessThan(least * 1.02 + 100)
    // They began together: nobody was favoured.
    expect(slowest - fastest).toBeLessThan(least * 0.02 + 50)
    expect(sim.world.need('bootserver:pxe1').link.http).toMatchObject({ count: 0, rate: 0 })
  })
  test('times grow with the number of clients as they should', () => {
    const worst = [4, 8, 16].map((count) => {
      const sim = rack(count, 1000)
      sim.input({ type: 'rack.power' })
      sim.advance(200_000)
      return Math.max(...archiveTimes(sim))
    })
    expect((worst[1] ?? 0) / (worst[0] ?? 1)).toBeCloseTo(2, 1)
    expect((worst[2] ?? 0) / (worst[0] ?? 1)).toBeCloseTo(4, 1)
  })
  test('what has arrived follows from the records: together never more than the link carries', () => {
    const sim = rack(7, 300)
    let last = 0
    sim.input({ type: 'rack.power' })
    const seen: number[] = []
    for (let at = 1000; at < 150_000; at += 700) {
      sim.advance(at)
      // In the middle the link becomes slower, a cable is pulled out and put in again, a service is slow for a while.
      if (at > 20_000 && last <= 20_000) sim.input({ type: 'bootserver.limit', subject: 'bootserver:pxe1', mbps: 200 })
      if (at > 30_000 && last <= 30_000) sim.input({ type: 'nic.unplug', subject: 'nic:node3/e1000g0' })
      if (at > 40_000 && last <= 40_000) sim.input({ type: 'nic.plug', subject: 'nic:node3/e1000g0' })
      if (at > 50_000 && last <= 50_000) sim.input({ type: 'bootserver.service', subject: 'bootserver:pxe1', service: 'http', does: 'slow' })
      if (at > 55_000 && last <= 55_000) sim.input({ type: 'bootserver.service', subject: 'bootserver:pxe1', service: 'http', does: 'fast' })
      last = at
      const server = sim.world.need('bootserver:pxe1')
      const whole = sim.world.all('netclient').reduce((sum, { download, packets }) => {
        const done = packets.reduce((bytes, { type, says, arrives }) => bytes + (type === '200' && arrives !== undefined ? Number(says.bytes) : 0), 0)
        const coming = download?.protocol === 'http' ? arrived(download, server, sim.now) : 0
        expect(coming).toBeGreaterThanOrEqual(0)
        expect(coming).toBeLessThanOrEqual(download?.bytes ?? 0)
        return sum + done + coming
      }, 0)
      const before = seen.at(-1) ?? 0
      expect(whole).toBeGreaterThanOrEqual(before - 1)
      expect(whole - before).toBeLessThanOrEqual(700 * 300 * 100 * 1.01 + 8)
      seen.push(whole)
    }
    expect(archiveTimes(sim)).toHaveLength(7)
  })
  test('a client whose cable stays out lets the others have its part', () => {
    const sim = rack(2, 500)
    sim.input({ type: 'rack.power' })
    sim.advance(12_000)
    expect(sim.world.need('bootserver:pxe1').link.http.rate).toBe(25_000_000)
    sim.input({ type: 'nic.unplug', subject: 'nic:node2/e1000g0' })
    expect(sim.world.need('bootserver:pxe1').link.http).toMatchObject({ count: 1, rate: 50_000_000 })
    // And it is no loss for those who run already.
    sim.input({ type: 'bootserver.unplug', subject: 'bootserver:pxe1' })
    sim.advance(13_000)
    sim.input({ type: 'bootserver.plug', subject: 'bootserver:pxe1' })
    sim.advance(90_000)
    sim.input({ type: 'bootserver.unplug', subject: 'bootserver:pxe1' })
    const value = JSON.stringify(sim.world.need('server:node1').machine.value)
    expect(value).toContain('system')
    sim.advance(100_000)
    expect(JSON.stringify(sim.world.need('server:node1').machine.value)).toContain('system')
  })
})

describe('the queue', () => {
  test('gives its entries in order, whatever order they came in', () => {
    let queue: Queue | undefined
    let at = 7
    const tags = Array.from({ length: 500 }, () => {
      at = (at * 1103515245 + 12345) % 2 ** 31
      return at % 1000
    })
    for (const [i, tag] of tags.entries()) queue = pushed(queue, { tag, client: `netclient:${i}` })
    const out: number[] = []
    while (queue) {
      out.push(queue.tag)
      queue = popped(queue)
    }
    expect(out).toEqual(tags.toSorted((a, b) => a - b))
  })
  test('stays shallow where it is walked', () => {
    let queue: Queue | undefined
    for (let tag = 0; tag < 1024; tag++) queue = pushed(queue, { tag, client: String(tag) })
    let depth = 0
    for (let node = queue; node; node = node.right) depth++
    expect(depth).toBeLessThanOrEqual(11)
  })
})
