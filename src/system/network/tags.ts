import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Nic } from '../hardware/hardware.ts'
import { nodeConfig } from '../platform/nodeConfig.ts'

/** A NIC tag and the address of its card. */
export interface NicTag {
  readonly tag: string
  readonly mac: string
}
/** An address in the form that sysinfo gives it: two digits a byte, small letters. Undefined for what is no address. */
export function normalMac(text: string): string | undefined {
  const bytes = text.split(':')
  if (bytes.length !== 6 || !bytes.every((byte) => /^[0-9a-f]{1,2}$/i.test(byte))) return undefined
  return bytes.map((byte) => byte.toLowerCase().padStart(2, '0')).join(':')
}
const tagsIn = (values: Readonly<Record<string, string>>): NicTag[] =>
  Object.entries(values).flatMap(([key, value]) => {
    const tag = /^([a-zA-Z0-9_]+)_nic$/.exec(key)?.[1]
    const mac = normalMac(value)
    return tag !== undefined && mac !== undefined ? [{ tag, mac }] : []
  })

/** The NIC tags of a node: `<tag>_nic=<address>` among the boot parameters, then in the config. Source: smartos-live src/nictagadm. */
export function nicTags(sim: Simulation, server: Id<'server'>): readonly NicTag[] {
  const found = new Map<string, NicTag>()
  for (const one of [...tagsIn(sim.world.need(server).system?.bootParameters ?? {}), ...tagsIn(nodeConfig(sim, server))]) found.set(one.tag, one)
  return [...found.values()]
}
/** The name of the tag of the admin network: `admin`, unless the config says `admin_tag=`. */
export const adminTag = (sim: Simulation, server: Id<'server'>): string => nodeConfig(sim, server).admin_tag || 'admin'

/** The card with a tag, if the node has it. */
export function taggedNic(sim: Simulation, server: Id<'server'>, tag: string): Nic | undefined {
  const mac = nicTags(sim, server).find((one) => one.tag === tag)?.mac
  return mac === undefined ? undefined : sim.world.by('nic', 'server', server).find((nic) => nic.mac === mac)
}
