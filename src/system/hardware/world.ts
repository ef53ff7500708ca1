import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf, type Tty } from '../console/tty.ts'
import { seedPool } from '../platform/seed.ts'
import { type Clock, DEFAULT_EPOCH } from './clock.ts'
import type { Disk, Medium, Nic, Server } from './hardware.ts'
import { type FullServerSpec, fullSpec, type ServerSpec } from './spec.ts'

/** The platform image on the sticks of a default world. */
export const DEFAULT_PLATFORM = '20260312T002222Z'

const disk = (n: number) => ({ name: `c1t${n}d0`, sizeBytes: 500_107_862_016, rotating: true, vendor: 'ATA', product: 'QEMU HARDDISK' })

/** The node of the headless driver, the transcripts and the later lessons: set up, four disks unused. */
export const DEFAULT_SERVER: ServerSpec = {
  name: 'node1',
  uuid: '564d8a1f-6c2e-4f0b-9d3a-52540f2f6134',
  ramMiB: 8192,
  cpus: 4,
  disks: [0, 1, 2, 3, 4].map(disk),
  nics: [{ link: 'e1000g0', mac: '52:54:00:2f:61:34', tags: ['admin'] }],
  stick: { platform: DEFAULT_PLATFORM },
  configured: { admin_nic: '52:54:00:2f:61:34', admin_ip: 'dhcp', dns_search: 'example.com', hostname: 'smartos', root_password: 'root' },
}

/** Says what day it is at simulated time 0 (milliseconds since 1970). */
export function setClock(sim: Simulation, epoch = DEFAULT_EPOCH): Clock {
  return sim.put({ id: 'clock:world', epoch })
}

/**
 * Builds a server, switched off, with its disks, NICs, stick and console; `configured` leaves the pool of an earlier
 * set-up on its first disk. Throws if there is a server of that name.
 */
export function createServer(sim: Simulation, wanted: ServerSpec): Server {
  const spec = fullSpec(wanted)
  const id: Id<'server'> = `server:${spec.name}`
  if (sim.world.get(id)) throw new Error(`there is a server ${spec.name} already`)
  if (!sim.world.get('clock:world')) setClock(sim)
  for (const part of partsOf(sim, id, spec)) sim.put(part)
  const server = sim.start({
    id,
    name: spec.name,
    uuid: spec.uuid ?? uuidOf(spec.name),
    ramMiB: spec.ramMiB,
    cpus: spec.cpus,
    bootOrder: spec.bootOrder,
    firmware: spec.firmware,
    ...(spec.answers && { answers: spec.answers }),
  })
  if (spec.configured) seedPool(sim, id, spec.configured)
  return server as Server
}

/** The boot media of a server: in its slot, in its drive, and beside it. */
function mediaOf(server: Id<'server'>, { stick, disc, desk }: FullServerSpec): Medium[] {
  const medium = (kind: Medium['kind'], label: string, platform: string): Medium => ({ id: `medium:${server.slice(7)}-${label}`, kind, label, platform })
  return [
    ...(stick ? [{ ...medium('usb', stick.label, stick.platform), server }] : []),
    ...(disc ? [{ ...medium('iso', disc.label, disc.platform), server }] : []),
    ...desk.map(({ kind, label, platform, blank }): Medium => ({ ...medium(kind, label, platform), ...(blank && { blank }) })),
  ]
}

function partsOf(sim: Simulation, server: Id<'server'>, spec: FullServerSpec): (Disk | Nic | Medium | Tty)[] {
  const disks = spec.disks.map(
    ({ name, sizeBytes, sizeGB, rotating, vendor, product }): Disk => ({
      id: `disk:${spec.name}/${name}`,
      server,
      name,
      sizeBytes: sizeBytes ?? (sizeGB ?? 500) * 1e9,
      rotating,
      vendor,
      product,
      present: true,
    }),
  )
  const number = 50 + sim.world.count('server')
  const lease = `192.168.${1 + Math.floor(number / 250)}.${number % 250}`
  const nics = spec.nics.map((nic): Nic => ({ id: `nic:${spec.name}/${nic.link}`, server, lease, ...nic }))
  const console: Tty = { id: consoleOf(server), server, name: 'console', reader: '', mode: 'off', prompt: '', count: 0, first: 0 }
  return [...disks, ...nics, console, ...mediaOf(server, spec)]
}

/** A uuid that follows from the name (FNV-1a), so that a world is the same each time it is built. */
function uuidOf(name: string): string {
  let hex = ''
  for (let part = 0; hex.length < 32; part++) {
    let hash = 2166136261 ^ part
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619)
    hex += (hash >>> 0).toString(16).padStart(8, '0')
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
