import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { mountTmpfs } from '../files/boot.ts'
import { mountAt, mountsOfZone, unmountBelow } from '../files/mounts.ts'
import { openFiles } from '../files/open.ts'
import { nameOf } from '../hardware/hardware.ts'
import { mountDelegated } from '../zfs/mounting.ts'
import { datasetOf } from '../zfs/zfs.ts'
import { type Zone, zonepathOf } from './zone.ts'

/** What a joyent zone shares with the global zone, read-only: the platform's own programs. illumos-joyent usr/src/lib/brand/joyent/zone/platform.xml */
const SHARED = ['/lib', '/usr', '/sbin'] as const
const PSEUDO = [
  ['/proc', 'proc', 'proc'],
  ['/system/contract', 'ctfs', 'ctfs'],
  ['/system/object', 'objfs', 'objfs'],
  ['/dev/fd', 'fd', 'fd'],
] as const

/** Mounts what a zone needs before its first process: the brand's shared directories, /dev, /proc, /tmp in memory. */
export function mountZone(sim: Simulation, zone: Zone): void {
  const { server, id } = zone
  const root = `${zonepathOf(zone)}/root`
  const ram = `ramfs:${nameOf(server)}` as const
  const files = openFiles(sim, { server })
  const at = (
    path: string,
    how: { source: string; fstype: 'lofs' | 'dev' | 'proc' | 'ctfs' | 'objfs' | 'fd'; backing: Id; lives: 'image' | 'ram'; sub?: string[]; readonly?: boolean },
  ) => {
    if (!files.exists(`${root}${path}`)) files.mkdir(`${root}${path}`, true)
    mountAt(sim, server, { path: `${root}${path}`, readonly: true, zone: id, ...how })
  }
  for (const path of SHARED) {
    const [backing, sub] = path === '/usr' ? [`${ram}/usr` as Id, []] : [`${ram}/root` as Id, [path.slice(1)]]
    if (sim.world.get(backing)) at(path, { source: path, fstype: 'lofs', backing, sub, lives: path === '/usr' ? 'image' : 'ram' })
  }
  if (sim.world.get(`${ram}/root`)) at('/dev', { source: '/dev', fstype: 'dev', backing: `${ram}/root` as Id, sub: ['dev'], lives: 'ram', readonly: false })
  for (const [path, source, fstype] of PSEUDO) at(path, { source, fstype, backing: `pseudo:${nameOf(server)}/${source}` as Id, lives: 'ram' })
  const tmpfs = zone.properties.tmpfs
  for (const path of ['/etc/svc/volatile', '/var/run']) {
    if (!files.exists(`${root}${path}`)) files.mkdir(`${root}${path}`, true)
    mountTmpfs(sim, server, `${root}${path}`, { mode: 0o755, zone: id })
  }
  if (tmpfs !== 0) mountTmpfs(sim, server, `${root}/tmp`, { zone: id, ...(typeof tmpfs === 'number' && { size: tmpfs * 2 ** 20 }) })
  const delegated = zone.properties.delegate_dataset === true && datasetOf(sim.world, server, `${zone.dataset}/data`)
  if (delegated) mountDelegated(sim, id, delegated)
}
/** Takes a zone's mounts away; what was in its /tmp is gone. */
export function unmountZone(sim: Simulation, zone: Zone): void {
  const root = `${zonepathOf(zone)}/root`
  const changes: Record<string, undefined> = {}
  for (const mount of mountsOfZone(sim.world, zone.id)) if (mount.fstype === 'tmpfs') changes[mount.backing] = undefined
  unmountBelow(sim, zone.server, root)
  sim.commit(changes)
}
