import { type CommandContext, defineCommand, type Parsed } from '../../shell/command.ts'
import { nice } from '../../system/zfs/nice.ts'
import type { Pool, Vdev } from '../../system/zfs/zfs.ts'
import { poolNames } from '../zfs/complete.ts'
import { type Column, table } from '../zfs/format.ts'
import { poolProperty, rawAllocated, readPool } from './properties.ts'
import { intervalOf, repeat } from './repeat.ts'
import { failUsage, named, refuseOptions } from './say.ts'
import { rowsOf, sectionsOf, type VdevRow } from './tree.ts'
import { synopsesOf } from './usage.ts'

const DEFAULT = 'name,size,allocated,free,checkpoint,expandsize,fragmentation,capacity,dedupratio,health,altroot'

function columnsOf(text: string, exact: boolean, width: number): Column[] {
  return text.split(',').map((name) => {
    if (name === 'name') return { name, header: 'NAME', right: false, width, grows: true }
    const property = poolProperty(name)
    if (!property) return failUsage(`bad property list: invalid property '${name}'`, 'list')
    // Health is a word, but stands to the right as the numbers do.
    const right = property.kind !== 'string' || property.name === 'health'
    return {
      name: property.name,
      header: property.header,
      right,
      width: Math.max(property.width, property.header.length),
      grows: property.kind === 'string' || exact,
    }
  })
}
/** `7.13%`, `12.5%`, `100%`: what a device's capacity looks like. */
const percent = (hundredths: number): string =>
  hundredths < 1000 ? `${(hundredths / 100).toFixed(2)}%` : hundredths < 10000 ? `${(hundredths / 100).toFixed(1)}%` : `${Math.floor(hundredths / 100)}%`

/** Cells of a device: sizes only for top-level ones, whose space it is. (zpool_main.c print_list_stats) */
function cellsOf(pool: Pool, { vdev, level }: VdevRow, share: number): Record<string, string> {
  const top = level === 1 && vdev.type !== 'cache' && vdev.type !== 'spare'
  const size = sizeOf(vdev)
  const used = Math.round(rawAllocated(pool) * share)
  const state = vdev.type === 'spare' ? 'AVAIL' : vdev.state
  if (!top) return { health: state }
  return {
    size: nice(size),
    allocated: nice(used),
    free: nice(size - used),
    fragmentation: '0%',
    capacity: percent(size === 0 ? 0 : Math.floor((used * 10000) / size)),
    health: state,
  }
}
const sizeOf = (vdev: Vdev): number => (vdev.type === 'raidz' ? vdev.asize * (vdev.children?.length ?? 1) : vdev.asize)

/** Rows of the devices, in the columns of the pool's row. */
function deviceRows(pool: Pool, columns: readonly Column[]): string[][] {
  const { data, ...sections } = sectionsOf(pool)
  const whole = data.reduce((sum, vdev) => sum + sizeOf(vdev), 0)
  const row = (name: string, cells: Record<string, string>): string[] =>
    columns.filter(({ name: column }) => column !== 'altroot').map((column) => (column.name === 'name' ? name : (cells[column.name] ?? '-')))
  const rows = (vdevs: readonly Vdev[], share: (vdev: Vdev) => number): string[][] =>
    vdevs.flatMap((vdev, i) => rowsOf(vdev, i).map((each) => row(`${'  '.repeat(each.level)}${each.name}`, cellsOf(pool, each, share(vdev)))))
  return [
    ...rows(data, (vdev) => sizeOf(vdev) / whole),
    ...Object.entries(sections).flatMap(([title, vdevs]) =>
      vdevs.length === 0 ? [] : [row(title === 'spares' ? 'spare' : title, {}), ...rows(vdevs, () => 0)],
    ),
  ]
}

export const command = defineCommand({
  name: 'zpool list',
  summary: 'List pools: size, what is allocated, health',
  synopsis: synopsesOf('list'),
  options: {
    H: { help: 'No header, and tabs between the fields: for scripts.' },
    p: { help: 'Exact numbers.' },
    v: { help: 'With the devices of each pool.' },
    o: { help: 'Columns to print.', value: 'property,...' },
    L: { help: 'Real paths of devices: they are as they are.', fidelity: 'simplified' },
    P: { help: 'Full paths of devices.', fidelity: 'not modelled' },
    g: { help: 'Guids instead of names of devices.', fidelity: 'not modelled' },
    T: { help: 'A time stamp before each report.', value: 'd|u', fidelity: 'not modelled' },
  },
  operands: { complete: poolNames },
  description: [
    'Sizes are raw: those of a raidz group include its parity, and nothing is kept back. How much fits is what zfs list says.',
    'FRAG is how fragmented the free space is; the simulation does not fragment it.',
  ],
  examples: [{ line: 'zpool list -v', text: 'Pools and what they are made of.' }],
  source: 'illumos cmd/zpool/zpool_main.c zpool_do_list',
  run(context, parsed) {
    refuseOptions(parsed, ['P', 'g', 'T'], 'list')
    const exact = parsed.has('p')
    const { names, ...times } = intervalOf(parsed.operands, 'list')
    return repeat(context, times, (first) => once(context, parsed, names, first, exact))
  },
})
function once(context: CommandContext, parsed: Parsed, names: readonly string[], first: boolean, exact: boolean): number {
  const { pools, failed } = named(context, names)
  const widths = pools.flatMap((pool) => [
    pool.name.length,
    ...(parsed.has('v') ? pool.vdevs.flatMap((vdev, i) => rowsOf(vdev, i)).map(({ base, level }) => base.length + 2 * level) : []),
  ])
  const columns = columnsOf(parsed.get('o') ?? DEFAULT, exact, Math.max(4, ...widths))
  if (pools.length === 0) {
    if (!failed && !parsed.has('H')) context.out('no pools available\n')
    return failed ? 1 : 0
  }
  const rows = pools.flatMap((pool) => {
    const own = columns.map(({ name }) => {
      const property = poolProperty(name)
      return property ? readPool(context.world, pool, property, exact).value : pool.name
    })
    return parsed.has('v') ? [own, ...deviceRows(pool, columns)] : [own]
  })
  context.out(table(columns, rows, { header: first || parsed.has('v'), tabs: parsed.has('H') }))
  return failed ? 1 : 0
}
