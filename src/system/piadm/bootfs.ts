import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { DirectoryEntry } from '../files/tree.ts'
import { namesIn } from '../files/tree.ts'
import { poolOf, poolsOf } from '../zfs/zfs.ts'
import { cat, corrupt, eecho, fatal, isDirectory, isLink, type Script, usage, vecho } from './script.ts'

/** Boot file systems of the pools that are imported, by the names of the pools. (getbootable) */
export const bootFileSystems = (world: World, server: Id<'server'>): string[] =>
  poolsOf(world, server).flatMap(({ properties }) => (properties.bootfs ? [properties.bootfs] : []))
const poolName = (bootfs: string): string => bootfs.split('/')[0] ?? ''

/** Ends the script if a pool is named that is not there; without a name there must be any. (poolpresent) */
export function poolPresent(script: Script, pool: string): void {
  if (pool === '' || poolOf(script.world, script.server, pool)) return
  eecho(script, `Pool ${pool} not present`)
  usage(script)
}
/** The boot file system that is meant: that of the pool named, or the only one. (piname_present_get_bootfs) */
export function bootfsFor(script: Script, image: string, pool: string): string {
  if (image === '') {
    eecho(script, 'Must specify a Platform Image')
    return usage(script)
  }
  poolPresent(script, pool)
  const all = bootFileSystems(script.world, script.server)
  const refuse = (text: string): never => {
    eecho(script, text)
    return usage(script)
  }
  if (pool !== '') return all.find((one) => poolName(one) === pool) ?? refuse(`Pool ${pool} does not appear to be bootable.`)
  if (all.length > 1) refuse('Multiple bootable pools are available, please specify one')
  const [only] = all
  if (only === undefined) return refuse('No bootable pools available...')
  vecho(script, `Selecting lone boot pool ${poolName(only)} by default.`)
  return only
}
/** Stamps of the images in a boot file system, as their files say it, in order of the directories' names. */
export function imagesIn(script: Script, bootfs: string): string[] {
  const base = `/${bootfs}`
  const names = isDirectory(script, base) ? namesIn(script.files.stat(base) as DirectoryEntry).filter((name) => name.startsWith('platform-')) : []
  if (names.length === 0) {
    cat(script, `${base}/platform-*/etc/version/platform`, 'platform-*/etc/version/platform')
    return []
  }
  return names.map((name) => cat(script, `${base}/${name}/etc/version/platform`, `${name}/etc/version/platform`)).filter(Boolean)
}
/** Stamp of the platform image that runs. */
export const runningStamp = ({ world, server }: Script): string => world.get(server)?.system?.platform ?? ''

const column = (text: string, width: number): string => text.padEnd(width)
/** `piadm list` */
export function list(script: Script, operands: readonly string[]): void {
  const { out, world, server } = script
  const bare = operands[0] === '-H'
  const pool = (bare ? operands[1] : operands[0]) ?? ''
  if (!bare) out(`${column('PI STAMP', 22)} ${column('BOOTABLE FILESYSTEM', 30)} ${column('BOOT IMAGE', 10)} ${column('NOW', 4)} ${column('NEXT', 4)} \n`)
  poolPresent(script, pool)
  const active = runningStamp(script)
  for (const bootfs of bootFileSystems(world, server)) {
    if (pool !== '' && poolName(bootfs) !== pool) continue
    const base = enter(script, bootfs, 698)
    const inUse = cat(script, `${base}/etc/version/boot`, 'etc/version/boot')
    if (!isLink(script, `${base}/platform`)) corrupt(script, `WARNING: Bootable filesystem ${bootfs} has non-symlink platform`)
    const next = cat(script, `${base}/platform/etc/version/platform`, 'platform/etc/version/platform')
    for (const stamp of imagesIn(script, bootfs)) {
      const bits = inUse === stamp ? 'next' : isDirectory(script, `${base}/boot-${stamp}`) ? 'available' : 'none'
      const [now, then] = [active === stamp, next === stamp].map((is) => column(is ? 'yes' : 'no', 4))
      out(`${column(stamp, 22)} ${column(bootfs, 30)} ${column(bits, 10)} ${now} ${then}\n`)
    }
  }
}
/** Goes into a boot file system, at a line of the script: its path. It may not be mounted. */
export function enter(script: Script, bootfs: string, line: number): string {
  const base = `/${bootfs}`
  if (isDirectory(script, base)) return base
  eecho(script, `/usr/sbin/piadm: line ${line}: cd: ${base}: No such file or directory`)
  return fatal(script, `Could not chdir to ${base}`)
}
