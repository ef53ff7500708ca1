import { defineCommand } from '../../shell/command.ts'
import { CATALOGUE } from '../../system/images/catalogue.ts'
import { sourcesOf } from '../../system/images/image.ts'
import { fail } from './say.ts'
import { manifestJson, matching, rowOf, sortRows, tabulate } from './table.ts'

/** Texts: smartos-live src/img/lib/cli.js (do_avail). */
export const command = defineCommand({
  name: 'imgadm avail',
  aliases: ['imgadm available'],
  summary: 'list images that can be imported',
  synopsis: ['[-H] [-j] [-o field,...] [-s field,...] [field=value ...]'],
  options: {
    H: { help: 'leave the header out' },
    a: { help: 'also images that are not active' },
    j: { help: 'print manifests as JSON' },
    o: { help: 'show these fields', value: 'field,...' },
    s: { help: 'sort by these fields; a leading - turns the order round', value: 'field,...' },
  },
  description: [
    'Asks the sources for their images. A condition field=value keeps those that have exactly that value, field=~part those that contain it. The oldest comes first.',
  ],
  examples: [{ line: 'imgadm avail name=base-64-lts', text: 'All versions of base-64-lts.' }],
  source: 'smartos-live src/img/lib/cli.js, src/img/man/imgadm.8.md',
  limits: 'The image server is a fixed catalogue with a few of the public images.',
  run(context, parsed) {
    const sources = sourcesOf(context.world, context.server)
    if (sources.length === 0) fail('avail', 'NoSources', 'imgadm has no configured sources')
    const rows = sortRows(
      matching(
        CATALOGUE.map((manifest) => ({ ...rowOf(manifest), source: sources[0] })),
        parsed.operands,
        'avail',
      ),
      (parsed.get('s') ?? 'published_at,name').split(','),
    )
    if (parsed.has('j')) {
      const manifests = new Map(CATALOGUE.map((manifest) => [manifest.uuid, manifest]))
      context.out(
        `${JSON.stringify(
          rows.map((row) => ({ manifest: manifestJson(manifests.get(String(row.uuid)) as never), source: row.source })),
          null,
          2,
        )}\n`,
      )
    } else context.out(tabulate(rows, (parsed.get('o') ?? 'uuid,name,version,os,type,pub').split(','), !parsed.has('H')))
    return 0
  },
})
