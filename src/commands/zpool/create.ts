import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { checkPoolName } from '../../system/zfs/names.ts'
import { parseSize } from '../../system/zfs/nice.ts'
import { createPool, type VdevSpec } from '../../system/zfs/pools.ts'
import { parseProperties } from '../../system/zfs/set.ts'
import { diskNames, propertyNames } from '../zfs/complete.ts'
import { assignments } from '../zfs/options.ts'
import { reasonOf } from '../zfs/say.ts'
import { fail, failUsage, refuseOptions } from './say.ts'
import { poolValues } from './set.ts'
import { synopsesOf } from './usage.ts'
import { checkLevels, refuseDevices, vdevsOf } from './vdevs.ts'

/** What `-n` prints: the tree without numbers. (print_vdev_tree) */
function layoutOf(pool: string, specs: readonly VdevSpec[]): string {
  const tree = (list: readonly VdevSpec[]): string =>
    list
      .map(({ type, parity, disks }) => {
        const single = type === 'disk' || type === 'log' || type === 'cache' || type === 'spare'
        const indent = single ? '  ' : '    '
        return `${single ? '' : `\t  ${type === 'raidz' ? `raidz${parity ?? 1}` : type}\n`}${disks.map((disk) => `\t${indent}${disk}\n`).join('')}`
      })
      .join('')
  const of = (...types: VdevSpec['type'][]): VdevSpec[] => specs.filter(({ type }) => types.includes(type))
  const section = (title: string, list: readonly VdevSpec[]): string => (list.length > 0 ? `\t${title}\n${tree(list)}` : '')
  return `would create '${pool}' with the following layout:\n\n\t${pool}\n${tree(of('disk', 'mirror', 'raidz'))}${section('logs', of('log'))}${section('cache', of('cache'))}${section('spares', of('spare'))}`
}
function checkMountpoint({ files }: CommandContext, path: string): void {
  if (!path.startsWith('/')) return
  if (files.exists(path) && (files.stat(path).kind !== 'dir' || files.readdir(path).length > 0))
    fail(`mountpoint '${path}' exists and is not empty\nuse '-m' option to provide a different default`)
}

/** Bytes of the boot partition of each disk. (zpool_main.c zpool_do_create; SYSTEM256) */
function bootPartition(wanted: boolean, given: string | undefined): { readonly bootsize?: string } {
  if (!wanted && given === undefined) return {}
  if (!wanted) return fail("error: setting boot partition size requires option '-B'")
  const size = given === undefined ? 256 * 1024 * 1024 : parseSize(given)
  if (typeof size !== 'number') return fail(`bad boot partition size '${given}': ${size.text}`)
  return size > 0 ? { bootsize: String(size) } : fail(`bad boot partition size '${given}': no error`)
}
/** A pool to boot from is one group of whole disks. (zpool_vdev.c make_disks) */
function checkBootable(words: readonly string[], specs: readonly VdevSpec[]): void {
  if (specs.filter(({ type }) => type !== 'cache' && type !== 'spare').length > 1) fail('boot pool can not have more than one vdev')
  const slice = words.find((word) => /d\d+[sp]\d+$/.test(word))
  if (slice !== undefined) fail(`creating boot partition is only supported on whole disk vdevs: ${slice.replace(/^.*\//, '')}`)
}

export const command = defineCommand({
  name: 'zpool create',
  summary: 'Make a pool of disks',
  synopsis: synopsesOf('create'),
  options: {
    f: { help: 'Use disks of an exported pool, of different sizes or redundancy, all the same.' },
    n: { help: 'Only say what would be made.' },
    d: { help: 'Without features of the on-disk format: they are not modelled.', fidelity: 'simplified' },
    B: { help: 'With a partition of 256 MiB on each disk that UEFI firmware boots from.' },
    o: { help: 'Set a property of the pool.', value: 'property=value', repeat: true },
    O: { help: 'Set a property of the filesystem on top.', value: 'property=value', repeat: true, complete: propertyNames },
    m: { help: 'Where it is mounted; /pool by default.', value: 'mountpoint' },
    R: { help: 'Another root directory.', value: 'root', fidelity: 'not modelled' },
    t: { help: 'Another name for now.', value: 'name', fidelity: 'not modelled' },
  },
  operands: { complete: (world, server) => ['mirror', 'raidz', 'raidz2', 'raidz3', 'log', 'cache', 'spare', ...diskNames(world, server)] },
  description: [
    'A mirror survives as long as one of its disks does; raidz, raidz2 and raidz3 groups survive the loss of one, two or three. A disk alone survives nothing.',
    'The groups together are a stripe: the pool is lost when one of them is.',
  ],
  examples: [{ line: 'zpool create tank mirror c1t1d0 c1t2d0', text: 'A pool of two disks with the same content.' }],
  source: 'illumos cmd/zpool/zpool_main.c zpool_do_create',
  zones: 'global',
  run(context, parsed) {
    refuseOptions(parsed, ['R', 't'], 'create')
    const [name, ...words] = parsed.operands
    const { bootsize, ...wanted } = assignments(parsed.all('o'))
    const values = poolValues(wanted, (text) => fail(`property '${text}' cannot be set at creation time`))
    const properties = { ...values, ...bootPartition(parsed.has('B'), bootsize) }
    const given = assignments(parsed.all('O'))
    const mountpoint = parsed.get('m')
    if (mountpoint !== undefined) given.mountpoint = mountpoint
    if (name === undefined) return failUsage('missing pool name argument', 'create')
    if (words.length === 0) return failUsage('missing vdev specification', 'create')
    const checked = checkPoolName(name)
    if (!checked.ok) return refuseDevices(context, name, checked.error)
    const specs = vdevsOf(words)
    if (!parsed.has('f')) checkLevels(specs)
    const root = parseProperties('filesystem', given)
    if (!root.ok) return fail(`cannot create '${name}': ${reasonOf(root.error)}`)
    if (parsed.has('n')) {
      context.out(layoutOf(name, specs))
      return 0
    }
    if (parsed.has('B')) checkBootable(words, specs)
    checkMountpoint(context, given.mountpoint ?? `/${name}`)
    const made = createPool(context.sim, context.server, name, specs, { properties, rootProperties: root.value, force: parsed.has('f') })
    return made.ok ? 0 : refuseDevices(context, name, made.error)
  },
})
