import { defineCommand } from '../../shell/command.ts'
import type { Pool } from '../../system/zfs/zfs.ts'
import { poolNames } from '../zfs/complete.ts'
import { table } from '../zfs/format.ts'
import { POOL_PROPERTIES, poolProperty, readPool } from './properties.ts'
import { failUsage, named } from './say.ts'
import { synopsesOf } from './usage.ts'

const FIELDS = ['name', 'property', 'value', 'source'] as const
type Field = (typeof FIELDS)[number]

function fieldsOf(text: string | undefined): Field[] {
  if (text === undefined || text === 'all') return [...FIELDS]
  return text.split(',').map((field) => FIELDS.find((known) => known === field) ?? failUsage(`invalid column name '${field}'`, 'get'))
}

export const command = defineCommand({
  name: 'zpool get',
  summary: 'Show properties of pools',
  synopsis: synopsesOf('get'),
  options: {
    H: { help: 'No header, and tabs between the fields.' },
    p: { help: 'Exact numbers.' },
    o: { help: 'Fields to print: name, property, value, source.', value: 'field,...' },
  },
  operands: { complete: (world, server) => ['all', ...POOL_PROPERTIES.map(({ name }) => name), ...poolNames(world, server)] },
  description: ['One line for each property of each pool.'],
  source: 'illumos cmd/zpool/zpool_main.c zpool_do_get',
  limits: 'Features of the on-disk format are not listed.',
  run(context, parsed) {
    const [list, ...names] = parsed.operands
    if (list === undefined) return failUsage('missing property argument', 'get')
    const fields = fieldsOf(parsed.get('o'))
    const exact = parsed.has('p')
    const asked =
      list === 'all' ? POOL_PROPERTIES : list.split(',').map((name) => poolProperty(name) ?? failUsage(`bad property list: invalid property '${name}'`, 'get'))
    const { pools, failed } = named(context, names)
    const cells = (pool: Pool) => asked.map((property) => ({ property, ...readPool(context.world, pool, property, exact) }))
    const all = pools.flatMap((pool) => cells(pool).map((cell) => ({ pool, ...cell })))
    // Numbers and choices keep their width, though a value is longer. (libzfs_util.c zprop_print_headers)
    const value = Math.max(
      5,
      ...asked.map(({ width }) => width),
      ...all.filter(({ property }) => property.kind === 'string' || exact).map((cell) => cell.value.length),
    )
    const widths: Record<Field, number> = {
      name: Math.max(4, ...pools.map(({ name }) => name.length)),
      property: Math.max(8, ...asked.map(({ name }) => name.length)),
      value,
      source: 6,
    }
    const rows = all.map(({ pool, property, value: text, source }) =>
      fields.map((field) => ({ name: pool.name, property: property.name, value: text, source })[field]),
    )
    const columns = fields.map((field) => ({ name: field, header: field.toUpperCase(), right: false, width: widths[field], grows: false }))
    if (rows.length > 0) context.out(table(columns, rows, { header: true, tabs: parsed.has('H') }))
    return failed ? 1 : 0
  },
})
