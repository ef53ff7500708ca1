import type { Id } from '../../sim/record.ts'
import type { Server } from '../../system/hardware/hardware.ts'
import { arrived, rateOf } from '../../system/netboot/link.ts'
import type { BootServer, NetClient, Packet } from '../../system/netboot/netboot.ts'
import { numberText } from '../stage/machine/sizes.ts'

/** Where a client is, in a few words that a small square has room for: a letter each, and a group with a colour. */
export const PHASES = {
  off: { letter: '·', group: 'off' },
  firmware: { letter: 'F', group: 'waiting' },
  address: { letter: 'D', group: 'waiting' },
  tftp: { letter: 'T', group: 'network' },
  ipxe: { letter: 'i', group: 'waiting' },
  menu: { letter: 'M', group: 'waiting' },
  http: { letter: 'H', group: 'network' },
  other: { letter: 'L', group: 'waiting' },
  kernel: { letter: 'K', group: 'running' },
  system: { letter: 'S', group: 'running' },
  up: { letter: '✓', group: 'pool' },
  failed: { letter: '!', group: 'failed' },
} as const
export type Phase = keyof typeof PHASES

/** Where a server is on its way. */
export function phaseOf({ machine: { value }, system }: Server): Phase {
  if (value === 'off' || typeof value === 'string') return 'off'
  const path = pathOf(value.on ?? '')
  const [first = '', second = '', third = ''] = path
  if (first === 'firmware') return second === 'nothing' ? 'failed' : 'firmware'
  if (first === 'kernel') return second === 'hash mismatch' || second === 'krtld' ? 'failed' : 'kernel'
  if (first === 'panic' || first === 'halted') return 'failed'
  if (first === 'system' || first === 'down') return system?.multiUser ? 'up' : 'system'
  if (first !== 'pxe') return 'other'
  if (second === 'hung') return 'failed'
  if (second === 'rom') return third === 'tftp' ? 'tftp' : third === 'failed' ? 'failed' : 'address'
  if (third === 'dhcp' || third === 'link') return 'address'
  if (third === 'tftp' || third === 'http' || third === 'menu') return third
  return 'ipxe'
}
const pathOf = (value: Server['machine']['value']): string[] => {
  if (typeof value === 'string') return [value]
  const [first] = Object.entries(value)
  return first ? [first[0], ...pathOf(first[1])] : []
}

/** How much of its file a client has, 0 to 1; undefined when none is under way. */
export function shareOf(client: NetClient | undefined, server: BootServer | undefined, now: number): number | undefined {
  const download = client?.download
  return download && (download.bytes === 0 ? 1 : arrived(download, server, now) / download.bytes)
}
/** How fast its file comes, bytes a second. */
export const speedOf = (client: NetClient | undefined, server: BootServer | undefined): number => (client?.download ? rateOf(client.download, server) : 0)

/** A speed as people say it: Mb/s as the links of this world are named (100 kB/s each). */
export const megabits = (bytes: number): string => {
  const mbps = bytes / 100_000
  return numberText(mbps, mbps >= 100 ? 0 : mbps >= 1 ? 1 : 2)
}
/** Bytes as people say them. */
export const bytesText = (bytes: number): string =>
  bytes >= 1e6 ? `${numberText(bytes / 1e6, bytes >= 1e8 ? 0 : 1)} MB` : bytes >= 1e4 ? `${numberText(bytes / 1000, 0)} kB` : `${bytes} B`

/** The parameters of a packet's sentence. */
export function saidBy({ says, type, to, from }: Packet, nameOf: (id: Id | undefined) => string): Record<string, string | number> {
  return {
    type,
    ip: says.ip ?? '',
    server: says.server ?? '',
    mac: says.mac ?? '',
    user: says.userClass ? 'ipxe' : 'none',
    file: says.file ?? '',
    named: says.file ? 'yes' : 'no',
    blocks: says.blocks ?? 0,
    bytes: bytesText(Number(says.bytes ?? 0)),
    from: nameOf(from),
    to: nameOf(to),
  }
}
/** The images on a boot server: stamps of directories below `/tftpboot/smartos`, with what is wrong with each. */
export { imagesOn } from '../../system/netboot/images.ts'
