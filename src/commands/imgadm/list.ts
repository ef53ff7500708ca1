import { defineCommand } from '../../shell/command.ts'
import { imagesOf } from '../../system/images/image.ts'
import { dependentsOf } from '../../system/images/operations.ts'
import { manifestJson, matching, rowOf, sortRows, tabulate } from './table.ts'

/** Texts: smartos-live src/img/lib/cli.js (do_list). */
export const command = defineCommand({
  name: 'imgadm list',
  summary: 'list installed images',
  synopsis: ['[-H] [-j] [-o field,...] [-s field,...] [field=value ...]'],
  options: {
    H: { help: 'leave the header out' },
    j: { help: 'print manifests as JSON' },
    o: { help: 'show these fields', value: 'field,...' },
    s: { help: 'sort by these fields; a leading - turns the order round', value: 'field,...' },
  },
  description: ['Lists the images in the pool: those of which a VM can be a clone. Without any it prints nothing. Conditions are those of imgadm avail.'],
  source: 'smartos-live src/img/lib/cli.js, src/img/man/imgadm.8.md',
  run(context, parsed) {
    const { world, server } = context
    const images = new Map(imagesOf(world, server).map((image) => [image.uuid, image]))
    const rows = sortRows(
      matching(
        [...images.values()].map((image) => rowOf(image.manifest, { image, clones: dependentsOf(world, server, image.uuid).length })),
        parsed.operands,
        'list',
      ),
      (parsed.get('s') ?? 'published_at,name').split(','),
    )
    if (parsed.has('j')) {
      const objects = rows.map((row) => {
        const image = images.get(String(row.uuid))
        return image ? { manifest: manifestJson(image.manifest), zpool: 'zones', source: image.source, clones: row.clones } : {}
      })
      context.out(`${JSON.stringify(objects, null, 2)}\n`)
    } else context.out(tabulate(rows, (parsed.get('o') ?? 'uuid,name,version,os,type,pub').split(','), !parsed.has('H')))
    return 0
  },
})
