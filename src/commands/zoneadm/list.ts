import { type CommandContext, Failure } from '../../shell/command.ts'
import { hasKernel, type ZoneState, zoneStateOf } from '../../system/zones/vmState.ts'
import { type Zone, zonepathOf, zonesOf } from '../../system/zones/zone.ts'
import { usageOf } from './rules.ts'

interface Line {
  readonly id: string
  readonly name: string
  readonly state: ZoneState
  readonly path: string
  readonly uuid: string
  readonly brand: string
  readonly ip: string
  readonly did: string
}
const GLOBAL: Line = { id: '0', name: 'global', state: 'running', path: '/', uuid: '', brand: 'liveimg', ip: 'shared', did: '0' }
const lineOf = (zone: Zone, inside: boolean): Line => {
  const state = zoneStateOf(zone)
  return {
    id: hasKernel(state) && zone.zoneid !== undefined ? String(zone.zoneid) : '-',
    name: zone.uuid,
    state,
    path: inside ? '/' : zonepathOf(zone),
    uuid: zone.uuid,
    brand: zone.brand,
    ip: 'excl',
    did: String(zone.zonedid),
  }
}
/** Where a state stands: running and above by default, installed and above with -i, all with -c. */
const shown = (state: ZoneState, flags: string): boolean =>
  flags.includes('c') || (state !== 'configured' && state !== 'incomplete' && (flags.includes('i') || (state !== 'installed' && state !== 'ready')))

/** `zoneadm list`: formats of illumos-joyent usr/src/cmd/zoneadm/zoneadm.c (zone_print). */
export function list(context: CommandContext, only: Zone | 'global' | undefined, words: readonly string[]): number {
  let flags = ''
  for (const word of words) {
    if (!/^-[cinpv]+$/.test(word))
      throw new Failure(
        `zoneadm: ${word.startsWith('-') ? `illegal option -- ${word.replace(/^-+[cinpv]*/, '').slice(0, 1)}` : 'too many arguments'}\n${usageOf('list')}`,
        2,
      )
    flags += word.slice(1)
  }
  if (flags.includes('p') && flags.includes('v'))
    throw new Failure(`zoneadm: ${only ? `zone '${only === 'global' ? only : only.uuid}': ` : ''}list -p and -v are mutually exclusive.\n`)
  const { world, server, zone: own } = context
  const zones = own ? zonesOf(world, server).filter(({ id }) => id === own) : zonesOf(world, server)
  const all = [
    ...(own || flags.includes('n') ? [] : [GLOBAL]),
    ...zones.map((zone) => lineOf(zone, own !== undefined)).filter(({ state }) => shown(state, flags)),
  ]
  const lines = only === undefined ? all : [only === 'global' ? GLOBAL : lineOf(only, own !== undefined)]
  if (flags.includes('v')) context.out(row('ID', 'NAME', 'STATUS', 'PATH', 'BRAND', 'IP'))
  for (const line of lines) {
    if (flags.includes('v')) context.out(row(line.id, line.name, line.state, line.path, line.brand, line.ip))
    else if (flags.includes('p')) context.out(`${[line.id, line.name, line.state, line.path, line.uuid, line.brand, line.ip, line.did].join(':')}\n`)
    else context.out(`${line.name}\n`)
  }
  return 0
}
const row = (id: string, name: string, status: string, path: string, brand: string, ip: string): string =>
  `${id.padStart(4)} ${name.padEnd(16)} ${status.padEnd(10)} ${path.padEnd(30)} ${brand.padEnd(8)} ${ip.padEnd(6)}\n`
