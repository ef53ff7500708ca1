import { updateBootSectors } from './blocks.ts'
import { bootFileSystems, bootfsFor, enter, imagesIn, runningStamp } from './bootfs.ts'
import type { Config } from './config.ts'
import { offered } from './install.ts'
import { regenerateOs } from './osdir.ts'
import { cat, eecho, fatal, isDirectory, isFile, refusal, removeAll, type Script, type Steps, usage, vecho } from './script.ts'

/** `piadm avail` */
export function* avail(script: Script, config: Config): Steps {
  const { prefix, elsewhere } = config
  if (elsewhere) eecho(script, `WARNING: ${prefix} is being queried for available\nplatform images. Output may be empty, or unusual.\n`)
  // Each pool's list takes the place of the one before: so does the script.
  const last = bootFileSystems(script.world, script.server).at(-1)
  const installed = last === undefined ? [] : imagesIn(script, last)
  const stamps = yield* offered(script, `${prefix}/?limit=1000`)
  if (typeof stamps === 'number') return
  const running = runningStamp(script)
  for (const stamp of stamps) if (stamp >= running && !installed.includes(stamp)) script.out(`${stamp}\n`)
}
/** A link that takes the place of one of that name. */
function relink({ files }: Script, target: string, path: string): void {
  refusal(() => files.remove(path))
  refusal(() => files.symlink(target, path))
}
const poolOfBootfs = (bootfs: string): string => bootfs.split('/')[0] ?? ''

/** `piadm activate` */
export function* activate(script: Script, stamp: string, pool: string): Steps {
  const { files } = script
  const bootfs = bootfsFor(script, stamp, pool)
  const base = enter(script, bootfs, 999)
  if (!isDirectory(script, `${base}/platform-${stamp}`)) {
    eecho(script, `${stamp} is not a stamp for a PI on pool ${poolOfBootfs(bootfs)}`)
    usage(script)
  }
  const version = `${base}/platform/etc/version/platform`
  if ((isFile(script, version) ? cat(script, version) : '') === stamp) {
    vecho(script, `NOTE: ${stamp} is the current active PI.`)
    return regenerateOs(script, bootfs)
  }
  vecho(script, `Platform Image ${stamp} will be loaded on next boot,`)
  if (isDirectory(script, `${base}/boot-${stamp}`)) {
    relink(script, `./boot-${stamp}`, `${base}/boot`)
    refusal(() => {
      files.mkdir(`${base}/etc/version`, true)
      files.write(`${base}/etc/version/boot`, `${stamp}\n`)
    })
    yield* updateBootSectors(script, poolOfBootfs(bootfs), bootfs)
    // The root file system of the kernel is the archive's, though the loader comes from ZFS.
    const conf = `${base}/boot/loader.conf`
    if (isFile(script, conf) && !files.read(conf).includes('fstype="ufs"')) refusal(() => files.append(conf, 'fstype="ufs"\n'))
    vecho(script, '    with a new boot image,')
  } else {
    vecho(script, `\t   WARNING: ${stamp} has no matching boot image, using`)
    if (!isFile(script, `${base}/etc/version/boot`)) fatal(script, `No boot version available on ${base}`)
    if (!isDirectory(script, `${base}/boot`)) fatal(script, `No boot bits directory on ${base}`)
  }
  vecho(script, `    boot image  ${cat(script, `${base}/etc/version/boot`, 'etc/version/boot')}`)
  relink(script, `./platform-${stamp}`, `${base}/platform`)
  regenerateOs(script, bootfs)
}
/** `piadm remove` */
export function remove(script: Script, stamp: string, pool: string): void {
  const bootfs = bootfsFor(script, stamp, pool)
  const base = enter(script, bootfs, 1051)
  const refuse = (...lines: readonly string[]): never => {
    for (const line of lines) eecho(script, line)
    return usage(script)
  }
  const next = cat(script, `${base}/platform/etc/version/platform`, 'platform/etc/version/platform')
  if (!isDirectory(script, `${base}/platform-${stamp}`)) refuse(`${stamp} is not a stamp for a PI on pool ${poolOfBootfs(bootfs)}`)
  if (next === stamp) refuse(`${stamp} is the next-booting PI. Please activate another PI`, "using 'piadm activate <other-PI-stamp>' first.")
  if (isDirectory(script, `${base}/boot-${stamp}`)) {
    if (cat(script, `${base}/etc/version/boot`, 'etc/version/boot').includes(stamp))
      refuse(`${stamp} is the current set of boot binaries.  Please`, "activate another pi using 'piadm activate <other-PI-stamp>' first.")
    removeAll(script, `${base}/boot-${stamp}`)
  }
  removeAll(script, `${base}/platform-${stamp}`)
  regenerateOs(script, bootfs)
}
