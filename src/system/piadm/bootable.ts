import { createDataset } from '../zfs/datasets.ts'
import { setPoolProperty } from '../zfs/pools.ts'
import { datasetOf, poolOf, poolsOf } from '../zfs/zfs.ts'
import { hasEfi, updateBootSectors } from './blocks.ts'
import { poolPresent } from './bootfs.ts'
import type { Config } from './config.ts'
import { activate } from './images.ts'
import { install } from './install.ts'
import { corrupt, eecho, fail, fatal, isDirectory, type Script, type Steps, usage, vecho } from './script.ts'

/** Whether a pool boots from `<pool>/boot`. (ispoolenabled) */
function isEnabled(script: Script, name: string): boolean {
  poolPresent(script, name)
  const bootfs = poolOf(script.world, script.server, name)?.properties.bootfs
  if (bootfs === `${name}/boot`) {
    if (datasetOf(script.world, script.server, bootfs)) return true
    vecho(script, `.... odd, ${name}/boot is pool's bootfs, but isn't a filesystem`)
  } else if (bootfs) {
    eecho(script, `It appears pool ${name} has a different boot filesystem than the\nstandard SmartOS filesystem of ${name}/boot. It will need manual`)
    corrupt(script, 'intervention.')
  }
  return false
}
/** `piadm bootable -e`: makes a pool bootable with an image from the media, or from another source. (enablepool) */
export function* enable(script: Script, config: Config, operands: readonly string[]): Steps {
  const { sim, world, server } = script
  const [option = '', given = '', named = ''] = operands
  if (option === '-i' && (given === '' || named === '')) {
    eecho(script, '-i must take an option, and then a pool must be specified.')
    usage(script)
  }
  if (option === '') {
    eecho(script, 'To enable a pool for booting, please specify at least a pool')
    usage(script)
  }
  const [source, name] = option === '-i' ? [given, named] : ['media', option]
  const bootfs = `${name}/boot`
  if (isEnabled(script, name) && isDirectory(script, `/${bootfs}/platform`) && isDirectory(script, `/${bootfs}/boot`)) {
    script.out(`Pool ${name} appears to be bootable.\nUse 'piadm install' and 'piadm activate' to change PIs.\n`)
    return
  }
  const pool = poolOf(world, server, name)
  if (!pool) return
  if (!datasetOf(world, server, bootfs)) {
    const made = createDataset(sim, server, bootfs, { properties: { encryption: 'off' } })
    if (!made.ok) {
      if (made.error.code === 'zfs.no-space') eecho(script, `cannot create '${bootfs}': out of space`)
      fatal(script, `Cannot create ${bootfs} dataset`)
    }
  }
  if (datasetOf(world, server, bootfs)?.type !== 'filesystem') {
    eecho(script, `cannot set property for '${name}': operation not supported on this dataset`)
    fatal(script, `Cannot set bootfs for ${name}`)
  }
  setPoolProperty(sim, pool, 'bootfs', bootfs)
  const { stamp } = yield* install(script, config, source, name)
  yield* activate(script, stamp, name)
}
/** `piadm bootable -d`, `piadm bootable -r` */
function* refreshOrDisable(script: Script, flag: '-d' | '-r', name: string): Steps {
  if (name === '') {
    eecho(script, 'Must specify a pool for disabling or refresh')
    usage(script)
  }
  if (!isEnabled(script, name)) fail(script, `Pool ${name} is not bootable, and cannot be disabled or refreshed`)
  const pool = poolOf(script.world, script.server, name)
  if (flag === '-d') {
    vecho(script, `Disabling bootfs on pool ${name}`)
    if (pool) setPoolProperty(script.sim, pool, 'bootfs', '')
  } else vecho(script, `Refreshing boot sectors and/or ESP on pool ${name}`)
  yield* updateBootSectors(script, name, `${name}/boot`, flag === '-d')
}
/** `piadm bootable` */
export function* bootable(script: Script, config: Config, operands: readonly string[]): Steps {
  const [first = '', second = ''] = operands
  if (first === '-d' || first === '-r') return yield* refreshOrDisable(script, first, second)
  if (first === '-e') return yield* enable(script, config, operands.slice(1))
  if (first !== '') poolPresent(script, first)
  for (const pool of poolsOf(script.world, script.server)) {
    if (first !== '' && pool.name !== first) continue
    const is = pool.properties.bootfs?.includes(`${pool.name}/boot`) ?? false
    script.out(`${pool.name.padEnd(30)} ==> ${is ? 'BIOS' : 'non-bootable'} ${is && hasEfi(script, pool) ? 'and UEFI' : ''}\n`)
  }
}
