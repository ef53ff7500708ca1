import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { type BootServer, type Download, type Link, serviceState, type VirtualClock } from './netboot.ts'
import { popped, pushed } from './queue.ts'

/** The fastest link that there is, Mb/s. */
export const FASTEST = 400_000
/** Bytes a second that a link of so many Mb/s really carries: 1 Gb/s is 100 MB/s (smartos-docs pxe-booting-smartos.md). */
export const carried = (mbps: number): number => mbps * 100_000

type Protocol = 'tftp' | 'http'
/** What one client can take, bytes a second: 1 Gb/s as it comes out at the end (smartos-docs pxe-booting-smartos.md). */
const CLIENT = 100_000_000
/** TFTP asks for each block anew: 1428 bytes for each time there and back, 0.3 ms. Typical of a LAN. */
export const BLOCK = 1428
const TFTP = BLOCK / 0.0003
/** A slow service. Ours. */
const SLOW: Readonly<Record<Protocol, number>> = { tftp: BLOCK / 0.05, http: 2_000_000 }

/** The most that one download of a protocol gets, bytes a second. */
export function capOf(server: BootServer, protocol: Protocol): number {
  if (serviceState(server, protocol) === 'slow') return SLOW[protocol]
  return protocol === 'tftp' ? TFTP : CLIENT
}
/** Bytes of the virtual clock at a simulated time (ms). */
export const clockAt = ({ bytes, at, rate }: VirtualClock, now: number): number => bytes + (rate * Math.max(0, now - at)) / 1000
/** A link on which nothing is under way. */
export const idleLink: Link = { tftp: { bytes: 0, at: 0, rate: 0, count: 0 }, http: { bytes: 0, at: 0, rate: 0, count: 0 } }

/**
 * The fair rates: each download gets the same, at most what its protocol allows; what one kind leaves over the other takes.
 * (max-min fairness)
 */
function rates(server: BootServer, counts: Readonly<Record<Protocol, number>>): Record<Protocol, number> {
  const order = (['tftp', 'http'] as const).toSorted((a, b) => capOf(server, a) - capOf(server, b))
  const found = { tftp: 0, http: 0 }
  let rest = server.bandwidth
  let waiting = counts.tftp + counts.http
  for (const protocol of order) {
    const count = counts[protocol]
    if (count === 0) continue
    found[protocol] = Math.min(capOf(server, protocol), rest / waiting)
    rest -= found[protocol] * count
    waiting -= count
  }
  return found
}
/** Brings both clocks to now, changes one, sets the new rates, and the timers of who finishes next. */
function change(sim: Simulation, id: Id<'bootserver'>, protocol?: Protocol, how: (clock: VirtualClock) => VirtualClock = (clock) => clock): void {
  const server = sim.world.need(id)
  const { now } = sim
  const moved = (kind: Protocol): VirtualClock => {
    const clock = { ...server.link[kind], bytes: clockAt(server.link[kind], now), at: now }
    return kind === protocol ? how(clock) : clock
  }
  const clocks = { tftp: moved('tftp'), http: moved('http') }
  const rate = rates(server, { tftp: clocks.tftp.count, http: clocks.http.count })
  const link: Link = { tftp: { ...clocks.tftp, rate: rate.tftp }, http: { ...clocks.http, rate: rate.http } }
  sim.put<BootServer>({ ...server, link })
  for (const kind of ['tftp', 'http'] as const) {
    const { queue, bytes } = link[kind]
    if (!queue || rate[kind] <= 0) sim.cancel(id, kind)
    else sim.later(id, kind, Math.max(0, Math.ceil(((queue.tag - bytes) * 1000) / rate[kind])), { type: 'netboot.finish', params: { protocol: kind } })
  }
}
/** Takes those out of the front of the queue that are no longer under way. */
function cleaned(sim: Simulation, clock: VirtualClock): VirtualClock {
  let { queue } = clock
  while (queue) {
    const client = sim.world.get(queue.client as Id<'netclient'>)
    if (client?.download?.tag === queue.tag && client.download.stalledAt === undefined) break
    queue = popped(queue)
  }
  const { queue: _, ...rest } = clock
  return queue ? { ...rest, queue } : rest
}
/** Lets a download begin, or go on: the bytes that are still to come. Yields its tag. */
export function begin(sim: Simulation, id: Id<'bootserver'>, protocol: Protocol, client: Id<'netclient'>, bytes: number): number {
  const server = sim.world.need(id)
  const tag = clockAt(server.link[protocol], sim.now) + bytes
  change(sim, id, protocol, (clock) => {
    const queue = pushed(clock.queue, { tag, client })
    return { ...clock, count: clock.count + 1, ...(queue && { queue }) }
  })
  return tag
}
/** A download is no longer under way: its place in the queue goes when it comes up. */
export function leave(sim: Simulation, { from, protocol }: Download): void {
  change(sim, from, protocol, (clock) => cleaned(sim, { ...clock, count: Math.max(0, clock.count - 1) }))
}
/** The pace of the services or the bandwidth has changed. */
export const repace = (sim: Simulation, id: Id<'bootserver'>): void => change(sim, id)
/** Sets the speed of a boot server's link, Mb/s; false: there is no such speed. */
export function setSpeed(sim: Simulation, id: Id<'bootserver'>, mbps: number): boolean {
  if (!(mbps > 0 && mbps <= FASTEST)) return false
  sim.put<BootServer>({ ...sim.world.need(id), bandwidth: carried(mbps) })
  repace(sim, id)
  return true
}
/** The clients whose downloads have ended by now. */
export function finished(sim: Simulation, id: Id<'bootserver'>, protocol: Protocol): Id<'netclient'>[] {
  const server = sim.world.need(id)
  const done: Id<'netclient'>[] = []
  const bytes = clockAt(server.link[protocol], sim.now)
  let clock = cleaned(sim, server.link[protocol])
  // A byte is the least that counts: sums of fractions may fall short of it.
  while (clock.queue && clock.queue.tag <= bytes + 1e-3) {
    done.push(clock.queue.client as Id<'netclient'>)
    const { queue, ...rest } = clock
    const next = popped(queue)
    clock = cleaned(sim, { ...rest, count: Math.max(0, rest.count - 1), ...(next && { queue: next }) })
  }
  change(sim, id, protocol, (now) => {
    const { queue: _, ...rest } = now
    return { ...rest, count: clock.count, ...(clock.queue && { queue: clock.queue }) }
  })
  return done
}
/** Bytes of a download that have arrived by a simulated time (ms). */
export function arrived(download: Download, server: BootServer | undefined, now: number): number {
  if (download.stalledAt !== undefined) return download.stalledAt
  const clock = server?.link[download.protocol]
  return clock ? Math.min(download.bytes, Math.max(0, download.bytes - (download.tag - clockAt(clock, now)))) : 0
}
/** How fast a download runs, bytes a second. */
export const rateOf = (download: Download, server: BootServer | undefined): number =>
  download.stalledAt === undefined ? (server?.link[download.protocol].rate ?? 0) : 0
/** The part of the link that is in use: 0 to 1. */
export const useOf = ({ link, bandwidth }: BootServer): number => Math.min(1, (link.tftp.count * link.tftp.rate + link.http.count * link.http.rate) / bandwidth)
