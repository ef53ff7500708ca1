import type { Id, Json } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { FileEntry } from '../files/tree.ts'
import { sha1Of } from '../media/checksum.ts'
import { fileAt } from '../media/lookup.ts'
import { HTTP_ROOT, TFTP_ROOT } from './contents.ts'
import { arrived, BLOCK, begin, finished, leave } from './link.ts'
import { log } from './log.ts'
import { answers, type BootServer, type Download, type NetClient, nodeOf, type Received, serverAt } from './netboot.ts'
import { arrive, isLinked, note, tell, WIRE } from './wire.ts'

/** A file by its address. */
export interface Uri {
  readonly protocol: 'tftp' | 'http'
  readonly host: string
  readonly path: string
}
/** Why a file did not come. */
export type FetchError = 'timed out' | 'not found' | 'reset'
/** Times between the repetitions of what nobody answered, simulated ms: the boot ROM's for TFTP, then iPXE's. (PXE 2.1; ipxe src/net/retry.c) */
const WAITS = { rom: [2000, 4000, 8000, 16_000], ipxe: [1000, 2000, 4000, 8000, 16_000] } as const
/** After so long without a byte a transfer is given up, simulated ms. */
const DEAD = 20_000

/** Asks for a file. Sooner or later the node gets `received` or `not received`. */
export function ask(sim: Simulation, id: Id<'netclient'>, uri: Uri, who: 'rom' | 'ipxe', attempt = 0): void {
  const { protocol, host, path } = uri
  const server = isLinked(sim, id) ? serverAt(sim.world, host) : undefined
  const heard = server !== undefined && (protocol === 'http' || answers(server, 'tftp'))
  note(sim, id, {
    type: protocol === 'tftp' ? 'RRQ' : 'GET',
    protocol,
    from: id,
    to: server?.id ?? `bootserver:${host}`,
    ...(heard && { arrives: sim.now + WIRE }),
    says: { file: path },
  })
  const wait = WAITS[who][attempt]
  if (!heard) {
    if (wait !== undefined) sim.later(id, 'silence', wait, { type: 'netboot.again', params: { uri: uri as unknown as Json, who, attempt: attempt + 1 } })
    return
  }
  sim.cancel(id, 'silence')
  sim.later(id, 'open', WIRE, { type: 'netboot.open', params: { uri: uri as unknown as Json } })
}
/** Nobody answered: once more, or no more. */
export function askAgain(sim: Simulation, id: Id<'netclient'>, { uri, who, attempt }: { uri: Uri; who: 'rom' | 'ipxe'; attempt: number }): void {
  if (attempt < WAITS[who].length) return void ask(sim, id, uri, who, attempt)
  fail(sim, id, 'timed out')
}
const fail = (sim: Simulation, id: Id<'netclient'>, error: FetchError): void => tell(sim, id, { type: 'not received', error })

/** A request arrives at the server. */
export function open(sim: Simulation, id: Id<'netclient'>, { uri }: { uri: Uri }): void {
  const { protocol, host, path } = uri
  const client = sim.world.need(id)
  const server = serverAt(sim.world, host)
  if (!server) return void ask(sim, id, uri, 'ipxe')
  const ip = client.lease?.ip ?? '0.0.0.0'
  // Nobody listens on the port: the system of the server says so at once.
  if (!answers(server, protocol)) return void reply(sim, id, server, 'RST', protocol, {}, 'reset')
  const file = fileAt(server.root, `${protocol === 'tftp' ? TFTP_ROOT : HTTP_ROOT}/${path}`)
  // Formats: tftp-hpa tftpd.c, nginx `combined`.
  if (protocol === 'tftp') log(sim, server.id, 'tftp', `RRQ from ${ip} filename ${path.replace(/^\//, '')}`)
  if (!file) {
    if (protocol === 'tftp') log(sim, server.id, 'tftp', `sending NAK (1, File not found) to ${ip}`)
    else access(sim, server, ip, path, 404, 153)
    return void reply(sim, id, server, protocol === 'tftp' ? 'ERROR' : '404', protocol, { file: path }, 'not found')
  }
  send(sim, id, server, uri, file)
}
const access = (sim: Simulation, server: BootServer, ip: string, path: string, status: number, bytes: number): void =>
  log(sim, server.id, 'http', `${ip} - - [] "GET ${path} HTTP/1.1" ${status} ${bytes} "-" "iPXE/1.21.1+"`)
function reply(
  sim: Simulation,
  id: Id<'netclient'>,
  server: BootServer,
  type: 'RST' | 'ERROR' | '404',
  protocol: Uri['protocol'],
  says: { file?: string },
  error: FetchError,
): void {
  note(sim, id, { type, protocol, from: server.id, to: id, arrives: sim.now + WIRE, says })
  sim.later(id, 'open', WIRE, { type: 'netboot.refused', params: { error } })
}
/** What a client gets to know of a file: what it is at the moment it is opened. */
const received = (file: FileEntry): Received => ({
  bytes: file.size,
  sum: sha1Of(file),
  ...(file.artifact && { artifact: file.artifact }),
  ...(file.content !== undefined && { text: file.content }),
})
function send(sim: Simulation, id: Id<'netclient'>, server: BootServer, { protocol, path }: Uri, file: FileEntry): void {
  const bytes = file.size
  const says = { file: path, bytes, ...(protocol === 'tftp' && { blocks: Math.floor(bytes / BLOCK) + 1 }) }
  const packet = note(sim, id, { type: protocol === 'tftp' ? 'DATA' : '200', protocol, from: server.id, to: id, says })
  const base = { from: server.id, protocol, path, bytes, packet, startedAt: sim.now, file: received(file) }
  sim.put<NetClient>({ ...sim.world.need(id), download: { ...base, tag: -1 } })
  const tag = begin(sim, server.id, protocol, id, bytes)
  sim.put<NetClient>({ ...sim.world.need(id), download: { ...base, tag } })
  tell(sim, id, { type: 'data' })
}
/** Downloads of a server have come to their end. */
export function finish(sim: Simulation, id: Id<'bootserver'>, { protocol }: { protocol: Uri['protocol'] }): void {
  for (const client of finished(sim, id, protocol)) {
    const { download, ...rest } = sim.world.need(client)
    if (!download) continue
    sim.put<NetClient>(rest)
    arrive(sim, client, download.packet)
    const server = sim.world.need(id)
    if (protocol === 'http') access(sim, server, rest.lease?.ip ?? '0.0.0.0', download.path, 200, download.bytes)
    tell(sim, client, { type: 'received', file: download.file, path: download.path, starts: starts(sim, client, download.file) })
  }
}
/** Whether a card's boot program can start a file: iPXE for its kind of firmware. Anything else it starts, too, and is never heard of again. */
function starts(sim: Simulation, id: Id<'netclient'>, { artifact }: Received): boolean {
  const wanted = sim.world.need(nodeOf(id)).firmware === 'uefi' ? 'snponly.efi ' : 'undionly.kpxe '
  return artifact?.startsWith(wanted) === true
}
/** Forgets what is under way to a client, and what it waits for. */
export function drop(sim: Simulation, id: Id<'netclient'>): void {
  const record = sim.world.get(id)
  if (!record) return
  for (const key of ['silence', 'open']) sim.cancel(id, key)
  const { download, ...rest } = record
  if (!download) return
  sim.put<NetClient>(rest)
  if (download.stalledAt === undefined) leave(sim, download)
}
/** The line is dead: nothing comes any more, until it is mended or one gives up. */
function stall(sim: Simulation, id: Id<'netclient'>, download: Download): void {
  const server = sim.world.get(download.from)
  if (download.stalledAt !== undefined) return
  sim.put<NetClient>({ ...sim.world.need(id), download: { ...download, stalledAt: arrived(download, server, sim.now) } })
  leave(sim, download)
  sim.later(id, 'silence', DEAD, { type: 'netboot.dead' })
}
/** Nothing came for too long. */
export function dead(sim: Simulation, id: Id<'netclient'>): void {
  drop(sim, id)
  fail(sim, id, 'timed out')
}
const flows = (sim: Simulation, id: Id<'netclient'>, { from, protocol }: Download): boolean => {
  const server = sim.world.get(from)
  return isLinked(sim, id) && server !== undefined && answers(server, protocol)
}
/** A cable or a service has changed: downloads stop, go on, or are broken off. */
export function look(sim: Simulation, id: Id<'netclient'>): void {
  const download = sim.world.get(id)?.download
  if (!download) return
  const server = sim.world.get(download.from)
  if (flows(sim, id, download)) {
    if (download.stalledAt === undefined) return
    sim.cancel(id, 'silence')
    const { stalledAt, ...rest } = download
    const bytes = download.bytes - stalledAt
    sim.put<NetClient>({ ...sim.world.need(id), download: { ...rest, tag: -1 } })
    const tag = begin(sim, download.from, download.protocol, id, bytes)
    sim.put<NetClient>({ ...sim.world.need(id), download: { ...rest, tag } })
  } else if (download.protocol === 'http' && server?.cable && isLinked(sim, id)) {
    drop(sim, id)
    note(sim, id, { type: 'RST', protocol: 'http', from: server.id, to: id, arrives: sim.now, says: {} })
    fail(sim, id, 'reset')
  } else stall(sim, id, download)
}
/** The same for all clients of a boot server. */
export function lookAtAll(sim: Simulation, id: Id<'bootserver'>): void {
  for (const client of sim.world.all('netclient')) if (client.download?.from === id) look(sim, client.id)
}
