import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, print } from '../../console/tty.ts'
import type { Server, Transfer } from '../../hardware/hardware.ts'
import { broadcast } from '../../netboot/dhcp.ts'
import { roleOf } from '../../netboot/ipxe/run.ts'
import { capOf } from '../../netboot/link.ts'
import { bootNic, clientOf, type NetClient, type Offer, type Received } from '../../netboot/netboot.ts'
import { ask, drop, look } from '../../netboot/serve.ts'
import { client } from '../../netboot/wire.ts'
import { contextOf } from '../at.ts'

type Owner = Id<'server'>

/** How long the ROM, and iPXE, wait for an answer to the first, second… try, simulated ms. (Intel PXE 2.1; ipxe src/net/udp/dhcp.c) */
const WAITS = { rom: [4000, 8000, 16_000, 32_000], ipxe: [1000, 2000, 4000, 8000] } as const
/** Share of RAM that what is loaded may take, as for the loader. */
const ROOM = 0.7

/** Errors of the ROM. Texts: Intel PXE 2.1, as its vendors list them. */
const TEXTS = {
  E32: 'PXE-E32: TFTP open timeout',
  E3B: 'PXE-T01: File not found\nPXE-E3B: TFTP Error - File Not found',
  E51: 'PXE-E51: No DHCP or proxyDHCP offers were received.',
  E53: 'PXE-E53: No boot filename received',
  E61: 'PXE-E61: Media test failure, check cable',
} as const

/** The same of a UEFI firmware. Source: edk2 NetworkPkg/UefiPxeBcDxe (PxeBcImpl.c, PxeBcBoot.c). */
const UEFI_TEXTS = {
  E32: 'PXE-E18: Server response timeout.',
  E3B: 'PXE-E23: Client received TFTP error from server.',
  E51: 'PXE-E18: Server response timeout.',
  E53: 'PXE-E16: No valid offer received.',
  E61: 'PXE-E12: Could not detect network connection.',
} as const
const isUefi = (sim: Simulation, id: Owner): boolean => sim.world.need(id).firmware === 'uefi'

/** Asks once more when nobody answers in time. */
function patience(sim: Simulation, id: Owner, who: keyof typeof WAITS): void {
  const wait = WAITS[who][contextOf(sim.world.need(id)).tries ?? 0] ?? 0
  sim.later(id, 'pxe', wait, { type: 'pxe.timeout' })
}
const discover = (sim: Simulation, id: Owner, who: keyof typeof WAITS): void => {
  broadcast(sim, clientOf(id), 'DISCOVER', who === 'ipxe' ? 'iPXE' : undefined)
  patience(sim, id, who)
}
function request(sim: Simulation, id: Owner, who: keyof typeof WAITS, event: MachineEvent): void {
  const record = sim.world.need(clientOf(id))
  const offer = (event.offer as Offer | undefined) ?? record.lease
  if (!offer) return
  // Of several offers the first one is taken.
  sim.put<NetClient>({ ...record, lease: offer })
  broadcast(sim, record.id, 'REQUEST', who === 'ipxe' ? 'iPXE' : undefined, offer)
  patience(sim, id, who)
}
const upper = (text: string): string => text.toUpperCase()

/** Effects of the card's boot program, and those that iPXE shares with it. */
export const pxeEffects: Record<string, Effect> = {
  'pxe.begin': (sim, id: Owner) => {
    clear(sim, consoleOf(id))
    if (!client(sim, id)) return
    const bios = 'Intel UNDI, PXE-2.1 (build 083)\nCopyright (C) 1997-2000  Intel Corporation\n\n'
    print(sim, consoleOf(id), isUefi(sim, id) ? '\n>>Start PXE over IPv4.\n' : bios)
  },
  'pxe.media': (sim, id: Owner) => {
    const nic = bootNic(sim.world, id)
    if (!nic) return void sim.send(id, { type: 'no card' })
    if (!nic.cable) return void sim.send(id, { type: 'no link' })
    if (!isUefi(sim, id)) print(sim, consoleOf(id), `CLIENT MAC ADDR: ${upper(nic.mac.replaceAll(':', ' '))}  GUID: ${upper(sim.world.need(id).uuid)}\nDHCP`)
    sim.send(id, { type: 'link' })
  },
  'pxe.timeout': (sim, id: Owner) => void sim.send(id, { type: 'timeout' }),
  'pxe.discover': (sim, id: Owner) => {
    if (!isUefi(sim, id)) print(sim, consoleOf(id), '.')
    discover(sim, id, 'rom')
  },
  'pxe.request': (sim, id: Owner, _: unknown, event: MachineEvent) => request(sim, id, 'rom', event),
  'ipxe.discover': (sim, id: Owner) => discover(sim, id, 'ipxe'),
  'ipxe.request': (sim, id: Owner, _: unknown, event: MachineEvent) => request(sim, id, 'ipxe', event),
  'pxe.accept': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    sim.cancel(id, 'pxe')
    const offer = event.offer as Offer
    const record = sim.world.need(clientOf(id))
    sim.put<NetClient>({ ...record, lease: offer })
    if (record.ipxe) return
    const { ip, netmask, server, gateway, filename, nextServer } = offer
    if (isUefi(sim, id)) {
      // An offer without a file is none to it.
      if (filename) print(sim, consoleOf(id), `  Station IP address is ${ip}\n\n  Server IP address is ${nextServer}\n  NBP filename is ${filename}\n`)
      return
    }
    print(sim, consoleOf(id), `\nCLIENT IP: ${ip}  MASK: ${netmask}  DHCP IP: ${server}\n${gateway ? `GATEWAY IP: ${gateway}\n` : ''}`)
  },
  'pxe.tftp': (sim, id: Owner) => {
    const record = sim.world.need(clientOf(id))
    const { filename = '', nextServer = '' } = record.lease ?? {}
    if (!isUefi(sim, id)) {
      print(sim, consoleOf(id), 'TFTP.')
      sim.later(id, 'tick', 1000, { type: 'pxe.dot' })
    }
    ask(sim, record.id, { protocol: 'tftp', host: nextServer, path: filename.startsWith('/') ? filename : `/${filename}` }, 'rom')
  },
  'pxe.dot': (sim, id: Owner) => {
    print(sim, consoleOf(id), '.')
    sim.later(id, 'tick', 1000, { type: 'pxe.dot' })
  },
  'pxe.transfer': (sim, id: Owner) => {
    const record = sim.world.need(clientOf(id))
    const { download, ipxe } = record
    if (!download) return
    const what = ipxe ? ipxe.wait?.for === 'file' && roleOf(ipxe.wait.as, ipxe.wait.args) : 'loader'
    if (!what) return
    if (!ipxe && isUefi(sim, id)) print(sim, consoleOf(id), `  NBP filesize is ${download.bytes} Bytes\n Downloading NBP file...\n`)
    const server = sim.world.need(id)
    const loaded = (server.ram ?? []).reduce((sum, { bytes }) => sum + bytes, 0)
    if (ipxe && loaded + download.bytes > server.ramMiB * 1024 * 1024 * ROOM) {
      drop(sim, record.id)
      return void sim.send(id, { type: 'not received', error: 'memory' })
    }
    const from = sim.world.need(download.from)
    // The end is where it would be if nobody else came; how far it is follows from the server's clock.
    const endsAt = sim.now + Math.ceil((download.bytes * 1000) / Math.min(from.bandwidth, capOf(from, download.protocol)))
    const transfer: Transfer = { what, from: from.id, path: download.path, bytes: download.bytes, startedAt: sim.now, endsAt, client: record.id }
    sim.patch(server, { transfer })
  },
  'pxe.loaded': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    sim.cancel(id, 'tick')
    print(sim, consoleOf(id), isUefi(sim, id) ? '\n  NBP file downloaded successfully.\n' : '\n')
    const { transfer, ...rest } = sim.world.need(id)
    const { bytes, artifact } = event.file as Received
    sim.put<Server>({ ...rest, ram: [{ what: 'loader', bytes, path: String(event.path), ...(artifact && { artifact }) }] })
  },
  'pxe.error': (sim, id: Owner, { code }: { code: keyof typeof TEXTS }) => {
    sim.cancel(id, 'tick')
    if (isUefi(sim, id)) return print(sim, consoleOf(id), `  ${UEFI_TEXTS[code]}\n`)
    const begun = code === 'E51' || code === 'E32' || code === 'E3B' ? '\n' : ''
    print(sim, consoleOf(id), `${begun}${TEXTS[code]}\nPXE-M0F: Exiting Intel PXE ROM.\n`)
  },
  // A cable: what is on its way stops, or goes on.
  'pxe.look': (sim, id: Owner) => look(sim, clientOf(id)),
  'pxe.left': (sim, id: Owner) => {
    for (const key of ['pxe', 'tick', 'pause']) sim.cancel(id, key)
    const record = sim.world.get(clientOf(id))
    if (!record) return
    drop(sim, record.id)
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    const { ipxe, ...kept } = sim.world.need(record.id)
    sim.put<NetClient>(kept)
    // What was handed over to the kernel stays in RAM; the rest is nobody's any more.
    const server = sim.world.need(id)
    if (server.loader) return
    const { transfer, ram, ...rest } = server
    if (transfer || ram) sim.put<Server>(rest)
  },
}
