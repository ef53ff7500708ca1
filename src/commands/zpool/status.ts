import { type CommandContext, defineCommand, type Parsed } from '../../shell/command.ts'
import { nice } from '../../system/zfs/nice.ts'
import { type Pool, poolsOf, type Vdev } from '../../system/zfs/zfs.ts'
import { poolNames } from '../zfs/complete.ts'
import { auxiliary, diagnose } from './diagnosis.ts'
import { intervalOf, repeat } from './repeat.ts'
import { named, refuseOptions } from './say.ts'
import { healthName, rowsOf, sectionsOf } from './tree.ts'
import { synopsesOf } from './usage.ts'

/** The rows under `config:`. (zpool_main.c print_status_config) */
export function configOf(pool: Pool): string {
  const { data, logs, cache, spares } = sectionsOf(pool)
  const rows = pool.vdevs.flatMap((vdev, i) => rowsOf(vdev, i))
  const width = Math.max(10, pool.name.length, ...rows.map(({ base, level }) => base.length + 2 * level))
  const line = (name: string, level: number, state: string, { read, write, cksum }: Pick<Vdev, 'read' | 'write' | 'cksum'>, remark: string): string =>
    `\t${`${'  '.repeat(level)}${name}`.padEnd(width)}  ${state.padEnd(8)} ${[read, write, cksum].map((n) => nice(n).padStart(5)).join(' ')}${remark ? `  ${remark}` : ''}\n`
  const section = (vdevs: readonly Vdev[]): string =>
    vdevs
      .flatMap((vdev, i) => rowsOf(vdev, i))
      .map(({ vdev, name, level }) => line(name, level, vdev.state, vdev, auxiliary(vdev)))
      .join('')
  const health = healthName(pool)
  const none = { read: 0, write: 0, cksum: 0 }
  const spare = spares
    .flatMap((vdev, i) => rowsOf(vdev, i))
    .map(({ name }) => `\t${`  ${name}`.padEnd(width)}  ${'AVAIL'.padEnd(8)}\n`)
    .join('')
  return `\t${'NAME'.padEnd(width)}  ${'STATE'.padEnd(8)} ${['READ', 'WRITE', 'CKSUM'].map((title) => title.padStart(5)).join(' ')}\n${line(pool.name, 0, health, none, health === 'UNAVAIL' ? 'insufficient replicas' : '')}${section(data)}${
    logs.length > 0 ? `\tlogs\t\n${section(logs)}` : ''
  }${cache.length > 0 ? `\tcache\n${section(cache)}` : ''}${spare ? `\tspares\n${spare}` : ''}`
}
function report(pool: Pool): string {
  const wrong = diagnose(pool)
  const diagnosis = wrong
    ? `status: ${wrong.status}\naction: ${wrong.action}\n${wrong.see ? `   see: http://illumos.org/msg/ZFS-8000-${wrong.see}\n` : ''}`
    : ''
  return `  pool: ${pool.name}\n state: ${healthName(pool)}\n${diagnosis}  scan: none requested\nconfig:\n\n${configOf(pool)}\nerrors: No known data errors\n`
}

export const command = defineCommand({
  name: 'zpool status',
  summary: 'Show the health of pools and their devices',
  synopsis: synopsesOf('status'),
  options: {
    v: { help: 'With the names of damaged files, if there are any.' },
    x: { help: 'Only pools that are not well.' },
    L: { help: 'Real paths of devices: they are as they are.', fidelity: 'simplified' },
    D: { help: 'With statistics of deduplication.', fidelity: 'not modelled' },
    P: { help: 'Full paths of devices.', fidelity: 'not modelled' },
    g: { help: 'Guids instead of names of devices.', fidelity: 'not modelled' },
    i: { help: 'With the state of initialization.', fidelity: 'not modelled' },
    p: { help: 'Exact numbers.', fidelity: 'simplified' },
    s: { help: 'With slow operations.', fidelity: 'not modelled' },
    T: { help: 'A time stamp before each report.', value: 'd|u', fidelity: 'not modelled' },
  },
  operands: { complete: poolNames },
  description: ['For each pool: its state, what to do if something is wrong, the last scrub or resilver, and every device with the errors that it made.'],
  examples: [{ line: 'zpool status -x', text: 'Is everything well?' }],
  source: 'illumos cmd/zpool/zpool_main.c status_callback',
  run(context, parsed) {
    refuseOptions(parsed, ['D', 'P', 'g', 'i', 's', 'T'], 'status')
    const { names, ...times } = intervalOf(parsed.operands, 'status')
    return repeat(context, times, () => once(context, parsed, names))
  },
})
function once(context: CommandContext, parsed: Parsed, names: readonly string[]): number {
  const { pools, failed } = named(context, names)
  if (poolsOf(context.world, context.server).length === 0 && names.length === 0) context.out('no pools available\n')
  else if (parsed.has('x')) {
    const ill = pools.filter(diagnose)
    if (ill.length > 0) context.out(ill.map(report).join('\n'))
    else if (names.length === 0) context.out('all pools are healthy\n')
    else for (const pool of pools) context.out(`pool '${pool.name}' is healthy\n`)
  } else context.out(pools.map(report).join('\n'))
  return failed ? 1 : 0
}
