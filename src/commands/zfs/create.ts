import { type CommandContext, defineCommand, type Parsed } from '../../shell/command.ts'
import { createDataset } from '../../system/zfs/datasets.ts'
import { mountZoned } from '../../system/zfs/mounting.ts'
import { parseSize } from '../../system/zfs/nice.ts'
import { parseProperties } from '../../system/zfs/set.ts'
import type { Dataset } from '../../system/zfs/zfs.ts'
import { propertyNames } from './complete.ts'
import { assignments } from './options.ts'
import { fail, failUsage, mountFailure, reasonOf } from './say.ts'
import { synopsesOf } from './usage.ts'
import { everything, isWritable } from './visible.ts'

const MOUNTING = new Set(['zfs.not-empty', 'zfs.no-directory'])
/** Ends the command for a dataset that was not made, or was but could not be mounted. */
export function creationFailure(name: string, error: Parameters<typeof reasonOf>[0]): never {
  if (MOUNTING.has(error.code)) return fail(`${mountFailure(error, name)}\nfilesystem successfully created, but not mounted`)
  return fail(`cannot create '${name}': ${reasonOf(error)}`)
}
/** Ends the command if a zone may not make a dataset of that name. */
export function checkZone(context: CommandContext, name: string): void {
  if (context.zone && !isWritable(context, name.slice(0, name.lastIndexOf('/')))) fail(`cannot create '${name}': permission denied`)
}

/** In a zone, what was made and whatever was made above it is mounted in the zone. */
export function mountNew(context: CommandContext, { name }: Dataset): void {
  if (!context.zone) return
  for (const dataset of everything(context))
    if (isWritable(context, dataset.name) && (name === dataset.name || name.startsWith(`${dataset.name}/`))) mountZoned(context.sim, dataset, context.zone)
}
/** Says what is made, or would be. (zfs_main.c zfs_do_create) */
function announce({ out }: CommandContext, name: string, properties: Readonly<Record<string, string>>, parsed: Parsed): void {
  const words = parsed.has('P') ? 'create\t' : parsed.has('n') ? 'would create ' : 'create '
  if (parsed.has('p')) out(parsed.has('P') ? `create_ancestors\t${name}\n` : `${words}ancestors of ${name}\n`)
  out(`${words}${name}\n`)
  for (const [property, value] of Object.entries(properties)) out(parsed.has('P') ? `property\t${property}\t${value}\n` : `\t${property}=${value}\n`)
}

export const command = defineCommand({
  name: 'zfs create',
  summary: 'Make a filesystem or a volume',
  synopsis: synopsesOf('create').map((line) => line.replace(/^create /, '')),
  options: {
    p: { help: 'Make missing parents; say nothing if it exists.' },
    o: { help: 'Set a property.', value: 'property=value', repeat: true, complete: propertyNames },
    V: { help: 'Make a volume of this size.', value: 'size' },
    s: { help: 'With -V: reserve nothing.' },
    b: { help: 'With -V: size of a block.', value: 'blocksize' },
    n: { help: 'Only say what would be made; with -v.' },
    v: { help: 'Say what is made.' },
    P: { help: 'Say it in a form for scripts.' },
  },
  description: ['A filesystem is mounted as soon as it is made, by default below its parent. A volume reserves its whole size, unless it is sparse.'],
  examples: [{ line: 'zfs create -o quota=1g zones/data', text: 'A filesystem that can hold a gibibyte, snapshots included.' }],
  source: 'illumos cmd/zfs/zfs_main.c zfs_do_create',
  run(context, parsed) {
    const volume = parsed.get('V')
    const properties = assignments(parsed.all('o'))
    let volsize: number | undefined
    if (volume !== undefined) {
      const size = parseSize(volume)
      if (typeof size !== 'number') return fail(`bad volume size '${volume}': ${size.text}`)
      volsize = size
    }
    const block = parsed.get('b')
    if (block !== undefined) {
      const size = parseSize(block)
      if (typeof size !== 'number') return fail(`bad volume block size '${block}': ${size.text}`)
      properties.volblocksize = block
    }
    if ((parsed.has('s') || block !== undefined) && volume === undefined) return failUsage("'-s' and '-b' can only be used when creating a volume", 'create')
    const [name, ...rest] = parsed.operands
    if (name === undefined) return failUsage(`missing ${volume === undefined ? 'filesystem' : 'volume'} argument`, 'create')
    if (rest.length > 0) return failUsage('too many arguments', 'create')
    checkZone(context, name)
    const set = parseProperties(volume === undefined ? 'filesystem' : 'volume', properties)
    if (!set.ok) return fail(`cannot create '${name}': ${reasonOf(set.error)}`)
    if (parsed.has('v') || parsed.has('P')) announce(context, name, { ...set.value, ...(volsize !== undefined && { volsize: String(volsize) }) }, parsed)
    if (parsed.has('n')) return 0
    const made = createDataset(context.sim, context.server, name, {
      ...(volsize !== undefined && { volsize }),
      sparse: parsed.has('s'),
      properties: set.value,
      parents: parsed.has('p'),
    })
    if (!made.ok) return creationFailure(name, made.error)
    mountNew(context, made.value)
    return 0
  },
})
