import type { Simulation } from '../../../sim/simulation.ts'
import type { NetClient } from '../netboot.ts'

/** The value of a setting: what was set, else what the card and the lease say. Names: https://ipxe.org/cfg. */
export function settingOf(sim: Simulation, client: NetClient, wanted: string): string | undefined {
  const name = wanted.replace(/^net0(\.dhcp)?\//, '')
  const settings = client.ipxe?.settings ?? {}
  for (const one of [wanted, name]) if (Object.hasOwn(settings, one)) return settings[one]
  const { lease, mac, server } = client
  switch (name) {
    case 'mac':
    case 'netX/mac':
      return mac
    case 'ip':
      return lease?.ip
    case 'netmask':
      return lease?.netmask
    case 'gateway':
      return lease?.gateway
    case 'next-server':
      return lease?.nextServer
    case 'filename':
      return lease?.filename
    case 'dhcp-server':
      return lease?.server
    case 'uuid':
      return sim.world.need(server).uuid
    case 'platform':
      return sim.world.need(server).firmware === 'uefi' ? 'efi' : 'pcbios'
    case 'buildarch':
      return sim.world.need(server).firmware === 'uefi' ? 'x86_64' : 'i386'
    case 'version':
      return '1.21.1+'
    case 'chip':
      return 'undionly'
    default:
      return undefined
  }
}
