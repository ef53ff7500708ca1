import type { CommandContext } from '../../shell/command.ts'
import type { Refusal } from '../../sim/result.ts'
import type { VdevSpec } from '../../system/zfs/pools.ts'
import { nameFault } from '../zfs/say.ts'
import { fail } from './say.ts'

const GROUP = /^(?:(mirror)|raidz([1-3]?)|(log)|(cache)|(spare))$/
/** Reads `mirror c1t0d0 c1t1d0 log c1t2d0`: a disk that follows no group stands alone. (zpool_vdev.c construct_spec) */
export function vdevsOf(words: readonly string[]): VdevSpec[] {
  const specs: { type: VdevSpec['type']; parity?: number; disks: string[] }[] = []
  let group: (typeof specs)[number] | undefined
  for (const word of words) {
    const match = GROUP.exec(word)
    if (match) {
      const type = (match[1] ?? match[3] ?? match[4] ?? match[5] ?? 'raidz') as VdevSpec['type']
      group = { type, disks: [], ...(type === 'raidz' && { parity: Number(match[2] || 1) }) }
      specs.push(group)
    } else if (group) group.disks.push(diskOf(word))
    else specs.push({ type: 'disk', disks: [diskOf(word)] })
  }
  return specs
}
/** `c1t0d0`, also by its path in /dev. */
const diskOf = (word: string): string => word.replace(/^\/dev\/r?dsk\//, '').replace(/(d\d+)[sp]\d+$/, '$1')

const levelOf = ({ type, parity, disks }: VdevSpec): string =>
  type === 'raidz' ? `raidz${parity ?? 1}` : type === 'mirror' ? `${disks.length}-way mirror` : 'disk'
/** Refuses data devices of different redundancy. (zpool_vdev.c get_replication) */
export function checkLevels(specs: readonly VdevSpec[]): void {
  const data = specs.filter(({ type }) => type === 'disk' || type === 'mirror' || type === 'raidz')
  const [first] = data
  const other = first && data.find((spec) => levelOf(spec) !== levelOf(first))
  if (!first || !other) return
  const kind = (spec: VdevSpec): string => (spec.type === 'raidz' ? 'raidz' : spec.type)
  const text =
    kind(first) === kind(other)
      ? `both ${disksOf(first)} and ${disksOf(other)} vdevs are present`
      : `mismatched replication level: both ${kind(first)} and ${kind(other)} vdevs are present`
  fail(`invalid vdev specification\nuse '-f' to override the following errors:\n${text.startsWith('both') ? `mismatched replication level: ${text}` : text}`)
}
const disksOf = (spec: VdevSpec): string => (spec.type === 'raidz' ? `${spec.disks.length}-way raidz` : levelOf(spec))

/** Ends the command for devices that cannot be had. (libzfs_pool.c zpool_create, zpool_vdev.c) */
export function refuseDevices(_: CommandContext, pool: string, { code, data }: Refusal): never {
  const specification = (text: string): never => fail(`invalid vdev specification\nuse '-f' to override the following errors:\n${text}`)
  switch (code) {
    case 'zpool.exists':
      return fail(`cannot create '${pool}': pool already exists`)
    case 'zpool.no-disk':
      return fail(`cannot open '${data.disk}': no such device in /dev/dsk\nmust be a full path or shorthand device name`)
    case 'zpool.disk-in-use':
      if (data.active)
        return fail(
          `invalid vdev specification\nthe following errors must be manually repaired:\n/dev/dsk/${data.disk}s0 is part of active ZFS pool ${data.pool}. Please see zpool(8).`,
        )
      return specification(`/dev/dsk/${data.disk}s0 is part of exported or potentially active ZFS pool ${data.pool}. Please see zpool(8).`)
    case 'zpool.same-disk':
      return fail(`cannot create '${pool}': invalid vdev configuration`)
    case 'zpool.too-few':
      return fail(
        `invalid vdev specification: ${data.type === 'raidz' ? `raidz${Number(data.parity) > 1 ? data.parity : ''}` : data.type} requires at least ${data.needed} devices`,
      )
    case 'zpool.sizes-differ':
      return specification(`${data.type} contains devices of different sizes`)
    case 'zpool.too-small':
      return fail(`cannot create '${pool}': one or more devices is less than the minimum size (64M)`)
    case 'zfs.name': {
      const text = `cannot create '${pool}': ${nameFault(data)}`
      return fail(data.kind === 'slash-in-pool' ? `${text}\nuse 'zfs create' to create a dataset` : `${text}\npool name may have been omitted`)
    }
    default:
      return fail(`cannot create '${pool}': ${code}`)
  }
}
