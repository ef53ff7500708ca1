import type { Id, Living, Rec } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { FileNode } from '../files/tree.ts'
import type { DhcpConfig } from './dhcpConf.ts'
import type { IpxeState } from './ipxe/state.ts'
import type { Queue } from './queue.ts'

/** A service of a boot server: its region in the statechart, and the name of its program. */
export type Service = 'dhcp' | 'tftp' | 'http'
export const SERVICES: readonly Service[] = ['dhcp', 'tftp', 'http']
/** What a box of that role runs. */
export const servicesOf = (role: BootServer['role']): readonly Service[] => (role === 'boot' ? SERVICES : ['dhcp'])

/** Link rates by protocol that one download may use: its virtual clock, and who finishes next. */
export type Link = Readonly<Record<'tftp' | 'http', VirtualClock>>
/**
 * A virtual clock: how many bytes each download under way has got since the server was built. It runs at the rate that
 * one of them has; a download ends when the clock reaches its tag. So that progress follows from records at any moment,
 * and only the next one to finish has a timer. (Fair queueing by virtual time: Demers, Keshav, Shenker 1989)
 */
export interface VirtualClock {
  /** Bytes, at the simulated time `at` (ms). */
  readonly bytes: number
  readonly at: number
  /** Bytes a second of one download now; 0 when there is none. */
  readonly rate: number
  readonly count: number
  readonly queue?: Queue
}

/** A small box on the network segment that servers boot from: DHCP, TFTP, HTTP (`bootserver.machine.ts`), and a file tree. */
export interface BootServer extends Living {
  readonly id: Id<'bootserver'>
  readonly name: string
  readonly ip: string
  readonly mac: string
  /** A box for booting, or a router that only hands out addresses. */
  readonly role: 'boot' | 'router'
  readonly cable: boolean
  /** Bytes a second of its own link. */
  readonly bandwidth: number
  readonly link: Link
  readonly root: FileNode
  readonly nextIno: number
  readonly capacity: number
  /** What the running dhcpd read from its file when it started. */
  readonly dhcp?: DhcpConfig
  /** Where its console stands; `/root` at first. */
  readonly cwd?: string
  /** How many lines have been logged. */
  readonly logged: number
}
/** An address that a DHCP server lent out, by the client's hardware address. */
export interface Lease extends Rec {
  readonly id: Id<'lease'>
  readonly server: Id<'bootserver'>
  readonly mac: string
  readonly ip: string
  /** Only offered so far, or taken. */
  readonly state: 'offered' | 'active'
  /** Simulated ms. */
  readonly since: number
  readonly ends: number
}
/** A line of a log; only the newest are kept. */
export interface NetLog extends Rec {
  readonly id: Id<'netlog'>
  readonly server: Id<'bootserver'>
  readonly n: number
  /** Simulated ms. */
  readonly at: number
  readonly service: Service
  /** As syslog or the access log has it, without time and name. */
  readonly text: string
}

/** Kinds of messages on the wire, as the protocols name them. */
export type PacketType = 'DISCOVER' | 'OFFER' | 'REQUEST' | 'ACK' | 'NAK' | 'RRQ' | 'DATA' | 'ERROR' | 'GET' | '200' | '404' | 'RST'
/** A message between a client and a server; a whole file is one, with the number of its blocks. */
export interface Packet {
  readonly n: number
  readonly type: PacketType
  readonly protocol: Service
  readonly from: Id
  /** Absent: to everybody on the segment. */
  readonly to?: Id
  /** Simulated ms; `arrives` is absent for what nobody received, and for a file while it is on its way. */
  readonly sent: number
  readonly arrives?: number
  /** What it says: address, file, user class, bytes, blocks. */
  readonly says: Readonly<Record<string, string | number>>
}
/** What a card's boot program knows while it boots over the network, and what it sent and got. */
export interface NetClient extends Rec {
  readonly id: Id<'netclient'>
  readonly server: Id<'server'>
  readonly nic: Id<'nic'>
  readonly mac: string
  /** What the DHCP server said last. */
  readonly lease?: Offer
  readonly download?: Download
  readonly packets: readonly Packet[]
  readonly sent: number
  readonly received: number
  /** What iPXE knows: see `ipxe/state.ts`. */
  readonly ipxe?: IpxeState
}
/** An offer or acknowledgement, as the client keeps it. */
export interface Offer {
  readonly from?: Id<'bootserver'>
  readonly server: string
  readonly ip: string
  readonly netmask: string
  readonly gateway?: string
  readonly nextServer?: string
  readonly filename?: string
}
/** A file on its way to a client. */
export interface Download {
  readonly from: Id<'bootserver'>
  readonly protocol: 'tftp' | 'http'
  readonly path: string
  readonly bytes: number
  /** What the virtual clock of that protocol showed at the start: the end is `bytes` later. */
  readonly tag: number
  /** Bytes that had arrived when the line went dead; the clock does not count for it then. */
  readonly stalledAt?: number
  /** Which packet it is. */
  readonly packet: number
  readonly startedAt: number
  readonly file: Received
}
/** What a client knows of a file that it got: true to what lay on the server when it was opened. */
export interface Received {
  readonly bytes: number
  readonly sum: string
  readonly artifact?: string
  readonly text?: string
}

declare module '../../sim/record.ts' {
  interface Records {
    bootserver: BootServer
    lease: Lease
    netlog: NetLog
    netclient: NetClient
  }
}

/** Id under which a boot server has terminals and mounts: those are kept by the machine that they belong to. */
export const hostOf = (server: Id<'bootserver'>): Id<'server'> => `server:${server.slice('bootserver:'.length)}`
/** The boot server behind such an id. */
export const bootServerOf = (host: Id<'server'>): Id<'bootserver'> => `bootserver:${host.slice('server:'.length)}`
/** What a server knows as a client. */
export const clientOf = (server: Id<'server'>): Id<'netclient'> => `netclient:${server.slice('server:'.length)}`
/** The server that a client is. */
export const nodeOf = (client: Id<'netclient'>): Id<'server'> => `server:${client.slice('netclient:'.length)}`

/** What a service does: its state in the statechart. */
export type ServiceState = 'online' | 'slow' | 'disabled' | 'maintenance'
/** The state of a service of a boot server. */
export function serviceState(server: BootServer, service: Service): ServiceState {
  const { value } = server.machine
  return (typeof value === 'string' ? 'disabled' : (value[service] as ServiceState | undefined)) ?? 'disabled'
}
/** Whether a service answers. */
export const answers = (server: BootServer, service: Service): boolean => server.cable && ['online', 'slow'].includes(serviceState(server, service))
/** The boot server with an address, if it is on the wire. */
export const serverAt = (world: World, ip: string): BootServer | undefined => world.by('bootserver', 'ip', ip).find(({ cable }) => cable)
/** The card that a server boots over: the first one, as firmware has it. */
export const bootNic = (world: World, server: Id<'server'>) => world.by('nic', 'server', server)[0]
