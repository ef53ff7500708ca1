import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { dateOf, epochOf } from '../hardware/clock.ts'
import { type Service, servicesOf } from '../smf/services.ts'
import { poolsOf } from '../zfs/zfs.ts'
import type { VmNic } from '../zones/nics.ts'
import { zoneStateOf } from '../zones/vmState.ts'
import { type Zone, zonesOf } from '../zones/zone.ts'
import { GLOBAL, type Program, ZONE } from './programs.ts'

/** A process as ps(1) sees it. */
export interface Process {
  readonly pid: number
  readonly ppid: number
  readonly user: string
  /** Name of its zone. */
  readonly zone: string
  readonly zoneid: number
  /** `?` without a terminal. */
  readonly tty: string
  /** When it began, milliseconds since 1970. */
  readonly started: number
  /** CPU time, ms. */
  readonly cpu: number
  readonly comm: string
  readonly args: string
  /** KiB. */
  readonly vsz: number
  readonly rss: number
  readonly lwps: number
  /** The service that it is of: `svc:/network/ssh:default`. */
  readonly service?: string
}

/** The processes of services that are online, and those that come with the kernel: nothing is kept for each. */
function running(
  programs: readonly Program[],
  online: ReadonlyMap<string, Service>,
  zone: { name: string; zoneid: number },
  began: number,
  pidOf: (program: Program) => number,
): Process[] {
  return programs.flatMap((program): Process[] => {
    const service = program.service === undefined ? undefined : online.get(`svc:/${program.service}`)
    if (program.service !== undefined && !service) return []
    const parent = program.parent === undefined ? undefined : programs[program.parent]
    return [
      {
        // What was started again has another number.
        pid: service?.record?.pid ?? pidOf(program),
        ppid: parent ? pidOf(parent) : pidOf(programs[0] as Program),
        user: program.user ?? 'root',
        zone: zone.name,
        zoneid: zone.zoneid,
        tty: program.tty ?? '?',
        started: service?.since ?? began,
        cpu: program.cpu ?? 0,
        comm: program.comm ?? program.args.split(' ')[0]?.split('/').at(-1) ?? '',
        args: program.args,
        vsz: program.vsz ?? 4200,
        rss: program.rss ?? 2100,
        lwps: program.lwps ?? 1,
        ...(service && { service: service.fmri }),
      },
    ]
  })
}
const onlineOf = (world: World, server: Id<'server'>, zone?: Id<'zone'>): ReadonlyMap<string, Service> =>
  new Map(
    servicesOf(world, server, zone)
      .filter(({ state }) => state === 'online' || state === 'degraded')
      .map((service) => [service.fmri, service]),
  )

function globalProcesses(world: World, server: Id<'server'>): Process[] {
  const system = world.get(server)?.system
  if (!system) return []
  const programs = [
    ...GLOBAL,
    ...poolsOf(world, server).map((pool, i): Program => ({ pid: 5 + i, args: `zpool-${pool.name}`, parent: 0, lwps: 160, cpu: 3000 })),
  ]
  return running(programs, onlineOf(world, server), { name: 'global', zoneid: 0 }, epochOf(world) + system.bootedAt, ({ pid }) => pid)
}
/** A zone's processes: zsched once it is ready, init and the services while it runs. In the global zone one zoneadmd a zone. */
function zoneProcesses(world: World, zone: Zone): Process[] {
  const { pid, zoneid } = zone
  const state = zoneStateOf(zone)
  if (pid === undefined || zoneid === undefined) return []
  const programs = state === 'running' ? ZONE.filter(({ args }) => args !== '/sbin/dhcpagent' || usesDhcp(zone)) : ZONE.slice(0, 1)
  return running(programs, onlineOf(world, zone.server, zone.id), { name: zone.uuid, zoneid }, zone.booted ?? dateOf(world), (program) => pid + program.pid)
}
const usesDhcp = (zone: Zone): boolean => ((zone.properties.nics ?? []) as readonly VmNic[]).some(({ ip }) => ip === 'dhcp')
function zoneadmd(zone: Zone, world: World): Process[] {
  if (zone.pid === undefined) return []
  const args = `zoneadmd -z ${zone.uuid}`
  return [
    {
      pid: zone.pid - 1,
      ppid: 1,
      user: 'root',
      zone: 'global',
      zoneid: 0,
      tty: '?',
      started: zone.booted ?? dateOf(world),
      cpu: 30,
      comm: 'zoneadmd',
      args,
      vsz: 9400,
      rss: 6200,
      lwps: 6,
    },
  ]
}
/** All processes that a place sees: the global zone those of every zone, a zone only its own. By process id. */
export function processesOf(world: World, server: Id<'server'>, zone?: Id<'zone'>): Process[] {
  if (zone) {
    const own = world.get(zone)
    return own ? zoneProcesses(world, own) : []
  }
  const zones = zonesOf(world, server)
  return [...globalProcesses(world, server), ...zones.flatMap((one) => [...zoneadmd(one, world), ...zoneProcesses(world, one)])].toSorted(
    (a, b) => a.pid - b.pid,
  )
}
