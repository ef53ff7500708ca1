import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { mountTree } from '../../system/zfs/mounting.ts'
import { importPool } from '../../system/zfs/pools.ts'
import { isImported, type Pool, poolOf, type Vdev } from '../../system/zfs/zfs.ts'
import { fail, refuseOptions } from './say.ts'
import { rowsOf, sectionsOf, type VdevRow } from './tree.ts'
import { synopsesOf } from './usage.ts'

/** Pools on the disks of this server that are not imported. */
function waiting({ world, server }: CommandContext, destroyed: boolean): Pool[] {
  const states = destroyed ? ['DESTROYED'] : ['EXPORTED', 'POTENTIALLY_ACTIVE', 'UNAVAIL']
  return world
    .by('pool', 'server', server)
    .filter((pool) => !isImported(pool) && states.includes(String(pool.machine.value)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
/** One pool that could be imported. (zpool_main.c show_import, print_import_config) */
function candidate(pool: Pool): string {
  const { data, logs, cache, spares } = sectionsOf(pool)
  const width = Math.max(10, pool.name.length, ...pool.vdevs.flatMap((vdev, i) => rowsOf(vdev, i)).map(({ base, level }) => base.length + 2 * level))
  const destroyed = pool.machine.value === 'DESTROYED'
  const action = destroyed
    ? "The pool can be imported using its name or numeric identifier and\n\tthe '-f' flag."
    : 'The pool can be imported using its name or numeric identifier.'
  const rows = (vdevs: readonly Vdev[]): VdevRow[] => vdevs.flatMap((vdev, i) => rowsOf(vdev, i))
  const states = (vdevs: readonly Vdev[]): string =>
    rows(vdevs)
      .map(({ vdev, name, level }) => `\t${`${'  '.repeat(level)}${name}`.padEnd(width)}  ${vdev.state}\n`)
      .join('')
  const names = (title: string, vdevs: readonly Vdev[]): string =>
    vdevs.length > 0
      ? `\t${title}\n${rows(vdevs)
          .map(({ name }) => `\t  ${name}\n`)
          .join('')}`
      : ''
  const config = `\t${pool.name.padEnd(width)}  ONLINE\n${states(data)}${names('cache', cache)}${names('spares', spares)}${logs.length > 0 ? `\tlogs\n${states(logs)}` : ''}`
  return `   pool: ${pool.name}\n     id: ${pool.guid}\n  state: ONLINE${destroyed ? ' (DESTROYED)' : ''}\n action: ${action}\n config:\n\n${config}`
}

export const command = defineCommand({
  name: 'zpool import',
  summary: 'Bring pools into the system, or list those that could be',
  synopsis: synopsesOf('import'),
  options: {
    a: { help: 'All of them.' },
    D: { help: 'Pools that were destroyed.' },
    f: { help: 'Though it was destroyed, or in use elsewhere.' },
    N: { help: 'Without mounting anything.' },
    d: { help: 'Where to look for devices.', value: 'dir', repeat: true, fidelity: 'not modelled' },
    c: { help: 'A cache of where they are.', value: 'file', fidelity: 'not modelled' },
    F: { help: 'Go back some transaction groups.', fidelity: 'not modelled' },
    n: { help: 'With -F: only try.', fidelity: 'not modelled' },
    m: { help: 'Though a log device is missing.', fidelity: 'not modelled' },
    l: { help: 'Load keys of encrypted datasets.', fidelity: 'not modelled' },
    t: { help: 'A name that is not kept.', fidelity: 'not modelled' },
    o: { help: 'Mount options or a property.', value: 'option', repeat: true, fidelity: 'not modelled' },
    R: { help: 'Another root directory.', value: 'root', fidelity: 'not modelled' },
  },
  operands: {
    complete: (world, server) =>
      world
        .by('pool', 'server', server)
        .filter((pool) => !isImported(pool))
        .map(({ name }) => name),
  },
  description: [
    'Without a name, lists the pools on the disks of this server that are not imported. By name or number, imports one and mounts its filesystems.',
  ],
  source: 'illumos cmd/zpool/zpool_main.c zpool_do_import',
  zones: 'global',
  limits: 'A new name for the pool is not simulated.',
  run(context, parsed) {
    refuseOptions(parsed, ['d', 'c', 'F', 'n', 'm', 'l', 't', 'o', 'R'], 'import')
    const [name, newName] = parsed.operands
    if (newName !== undefined) return fail('zpool import: a new name is not simulated')
    const found = waiting(context, parsed.has('D'))
    if (name === undefined && !parsed.has('a')) {
      if (found.length === 0) return fail('no pools available to import')
      context.out(found.map(candidate).join('\n'))
      return 0
    }
    const wanted = name === undefined ? found : found.filter((pool) => pool.name === name || pool.guid === name)
    if (wanted.length === 0) return fail(name === undefined ? 'no pools available to import' : `cannot import '${name}': no such pool available`)
    for (const pool of wanted) {
      if (poolOf(context.world, context.server, pool.name)) {
        return fail(
          `cannot import '${pool.name}': a pool with that name already exists\nuse the form 'zpool import <pool | id> <newpool>' to give it a new name`,
        )
      }
      if (parsed.has('D') && !parsed.has('f')) return fail(`cannot import '${pool.name}': pool was destroyed\nuse '-f' to import anyway`)
      if (!importPool(context.sim, pool)) return fail(`cannot import '${pool.name}': one or more devices is currently unavailable`)
      if (!parsed.has('N')) mountTree(context.sim, context.server, pool.root)
    }
    return 0
  },
})
