import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { appliesTo, isUserProperty, PROPERTIES, propertyOf } from '../../system/zfs/properties.ts'
import { readProperty, userPropertiesOf } from '../../system/zfs/read.ts'
import type { Valued } from '../../system/zfs/values.ts'
import type { Dataset } from '../../system/zfs/zfs.ts'
import { datasetNames, propertyNames } from './complete.ts'
import { type Column, columnOf, formatValue, table } from './format.ts'
import { failUsage } from './say.ts'
import { depthOf, select, typesOf } from './select.ts'
import { synopsesOf } from './usage.ts'

const FIELDS = ['name', 'property', 'value', 'received', 'source'] as const
type Field = (typeof FIELDS)[number]
const SOURCES = ['local', 'default', 'inherited', 'received', 'temporary', 'none'] as const
/** Properties that `zfs get all` leaves out unless they are asked for by name. */
const NOT_IN_ALL = new Set(['filesystem_count', 'snapshot_count'])

/** Where a value is from, in words. */
const sourceText = ({ source }: Valued): string => (typeof source === 'string' ? source : `inherited from ${source.inherited}`)
/** The same as -s names it. */
const sourceKind = ({ source }: Valued): string => (source === '-' ? 'none' : typeof source === 'string' ? source : 'inherited')

function fieldsOf(text: string | undefined): Field[] {
  if (text === undefined) return ['name', 'property', 'value', 'source']
  return text
    .split(',')
    .flatMap((field) =>
      field === 'all' ? [...FIELDS] : FIELDS.includes(field as Field) ? [field as Field] : failUsage(`invalid column name '${field}'`, 'get'),
    )
}
function namesOf(text: string): string[] | 'all' {
  const names = text.split(',')
  for (const name of names)
    if ((name !== 'all' || names.length > 1) && name !== 'name' && !propertyOf(name) && !isUserProperty(name) && !/^written@.+/.test(name))
      failUsage(`bad property list: invalid property '${name}'`, 'get')
  return names.includes('all') ? 'all' : names
}
interface Row {
  readonly dataset: string
  readonly name: string
  readonly value: string
  readonly valued: Valued
}
/** Rows of one dataset. */
function rowsOf({ world }: CommandContext, dataset: Dataset, names: string[] | 'all', exact: boolean): Row[] {
  const inAll = (): string[] => PROPERTIES.filter((property) => !NOT_IN_ALL.has(property.name) && appliesTo(property, dataset.type)).map(({ name }) => name)
  const wanted = names === 'all' ? [...inAll(), ...userPropertiesOf(world, dataset)] : names
  return wanted.flatMap((asked) => {
    const property = propertyOf(asked)
    const name = property?.name ?? asked
    const read = asked === 'name' ? ({ value: dataset.name, source: '-' } as const) : readProperty(world, dataset, asked)
    if (!read) return names === 'all' ? [] : [{ dataset: dataset.name, name, value: '-', valued: { value: '-', source: '-' } }]
    const value = formatValue(asked.startsWith('written@') ? { name: asked, header: '', kind: 'bytes', on: 'all' } : property, read.value, exact)
    return [{ dataset: dataset.name, name, value, valued: read }]
  })
}
/** Columns of the table. That of the values is as wide as the properties asked for make it: a longer number sticks out. (libzfs_util.c zprop_print_headers) */
function layout(fields: readonly Field[], asked: readonly string[], rows: readonly Row[], exact: boolean): Column[] {
  const columns = new Map(asked.map((name) => [name, columnOf(name, exact)]))
  const growing = rows.flatMap(({ name, value }) => (columns.get(name)?.grows === false ? [] : [value.length]))
  const widths: Record<Field, number> = {
    name: 4,
    property: Math.max(8, ...asked.map((name) => columns.get(name)?.name.length ?? name.length)),
    value: Math.max(5, ...[...columns.values()].map(({ width }) => width), ...growing),
    received: 8,
    source: 6,
  }
  return fields.map((field) => ({
    name: field,
    header: field.toUpperCase(),
    right: false,
    width: widths[field],
    grows: field === 'name' || field === 'source',
  }))
}

export const command = defineCommand({
  name: 'zfs get',
  summary: 'Print properties of datasets, and where they are from',
  synopsis: synopsesOf('get').map((line) => line.replace(/^get /, '')),
  options: {
    r: { help: 'With everything below.' },
    H: { help: 'No header, and tabs between the fields: for scripts.' },
    p: { help: 'Exact numbers.' },
    d: { help: 'With what is below, so many levels deep.', value: 'depth' },
    o: { help: 'Fields to print: name, property, value, received, source, or all.', value: 'field,...' },
    s: { help: 'Only values from these sources: local, default, inherited, received, temporary, none.', value: 'source,...' },
    t: { help: 'Types to print: filesystem, volume, snapshot, bookmark, all.', value: 'type,...' },
  },
  operands: { complete: (world, server) => ['all', ...propertyNames(world, server), ...datasetNames(world, server)] },
  description: [
    'Prints one line for each property of each dataset. The source says whether it was set here (local), above (inherited from), or not at all (default); what can only be read has `-`.',
  ],
  examples: [{ line: 'zfs get -r -s local all zones', text: 'Everything that was set by hand.' }],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_get',
  run(context, parsed) {
    const fields = fieldsOf(parsed.get('o'))
    const sources = parsed.get('s')?.split(',')
    for (const source of sources ?? []) if (!SOURCES.includes(source as (typeof SOURCES)[number])) failUsage(`invalid source '${source}'`, 'get')
    const [list, ...operands] = parsed.operands
    if (list === undefined) return failUsage('missing property argument', 'get')
    const names = namesOf(list)
    const types = typesOf(parsed.get('t'), 'get', ['filesystem', 'volume', 'snapshot'])
    const { datasets, failed } = select(context, {
      operands,
      types,
      given: parsed.has('t'),
      depth: depthOf(parsed.get('d'), 'get'),
      recursive: parsed.has('r'),
    })
    const exact = parsed.has('p')
    const found = datasets.flatMap((dataset) => rowsOf(context, dataset, names, exact))
    const shown = found.filter(({ valued }) => !sources || sources.includes(sourceKind(valued)))
    const asked =
      names === 'all'
        ? [...new Set([...PROPERTIES.map(({ name }) => name), ...found.map(({ name }) => name)])]
        : names.map((name) => propertyOf(name)?.name ?? name)
    const rows = shown.map(({ dataset, name, value, valued }) => {
      const texts: Record<Field, string> = { name: dataset, property: name, value, received: '-', source: sourceText(valued) }
      return fields.map((field) => texts[field])
    })
    if (rows.length > 0) context.out(table(layout(fields, asked, found, exact), rows, { header: true, tabs: parsed.has('H') }))
    return failed ? 1 : 0
  },
})
