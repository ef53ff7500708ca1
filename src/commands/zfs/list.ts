import { defineCommand } from '../../shell/command.ts'
import { isUserProperty, propertyOf } from '../../system/zfs/properties.ts'
import { datasetNames, propertyNames } from './complete.ts'
import { cell, columnOf, table } from './format.ts'
import { failUsage } from './say.ts'
import { depthOf, select, sorted, typesOf } from './select.ts'
import { synopsesOf } from './usage.ts'

const SHORTHAND: Readonly<Record<string, string>> = { space: 'name,available,used,usedbysnapshots,usedbydataset,usedbyrefreservation,usedbychildren' }
const DEFAULT = 'name,used,available,referenced,mountpoint'

/** Parses a list of columns; ends the command for one that there is not. */
function columnsOf(text: string): string[] {
  const names = text.split(',').flatMap((name) => (SHORTHAND[name] ?? name).split(','))
  for (const name of names)
    if (name !== 'name' && !propertyOf(name) && !isUserProperty(name) && !/^written@.+/.test(name))
      failUsage(`bad property list: invalid property '${name}'`, 'list')
  return names
}

export const command = defineCommand({
  name: 'zfs list',
  summary: 'List datasets and their properties',
  synopsis: synopsesOf('list').map((line) => line.replace(/^list /, '')),
  options: {
    H: { help: 'No header, and tabs between the fields: for scripts.' },
    p: { help: 'Exact numbers.' },
    r: { help: 'With everything below.' },
    d: { help: 'With what is below, so many levels deep.', value: 'depth' },
    o: { help: 'Columns to print; `space` stands for those that explain the use of space.', value: 'property,...', complete: propertyNames },
    t: { help: 'Types to list: filesystem, volume, snapshot, bookmark, all.', value: 'type,...' },
    s: { help: 'Sort by a property, ascending.', value: 'property', repeat: true, complete: propertyNames },
    S: { help: 'Sort by a property, descending.', value: 'property', repeat: true, complete: propertyNames },
  },
  operands: { complete: datasetNames },
  description: [
    'Without names, lists all filesystems and volumes. Snapshots are listed with -t snapshot, or when they are named.',
    'USED is what would be freed if the dataset went with all below it; REFER is what it holds, shared or not; AVAIL is what may still be written.',
  ],
  examples: [
    { line: 'zfs list -t snapshot', text: 'All snapshots, with what each of them alone holds.' },
    { line: 'zfs list -o space -r zones', text: 'Where the space has gone.' },
  ],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_list',
  run(context, parsed) {
    const names = columnsOf(parsed.get('o') ?? DEFAULT)
    const { operands } = parsed
    const types = typesOf(parsed.get('t'), 'list', ['filesystem', 'volume'])
    const { datasets, failed } = select(context, {
      operands,
      types,
      given: parsed.has('t'),
      depth: depthOf(parsed.get('d'), 'list'),
      recursive: parsed.has('r'),
    })
    const keys = [...parsed.all('s').map((name) => ({ name, descending: false })), ...parsed.all('S').map((name) => ({ name, descending: true }))]
    for (const { name } of keys) if (name !== 'name' && !propertyOf(name) && !isUserProperty(name)) failUsage(`invalid property '${name}'`, 'list')
    if (datasets.length === 0) {
      if (!failed && !parsed.has('H')) context.out('no datasets available\n')
      return failed ? 1 : 0
    }
    const exact = parsed.has('p')
    const rows = (keys.length > 0 ? sorted(context, datasets, keys) : datasets).map((dataset) =>
      names.map((name) => (name === 'name' ? dataset.name : cell(context.world, dataset, name, exact))),
    )
    context.out(
      table(
        names.map((name) => columnOf(name, exact)),
        rows,
        { header: true, tabs: parsed.has('H') },
      ),
    )
    return failed ? 1 : 0
  },
})
