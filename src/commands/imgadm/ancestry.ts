import { defineCommand } from '../../shell/command.ts'
import { type Image, installedImage } from '../../system/images/image.ts'
import { dependentsOf } from '../../system/images/operations.ts'
import { failWith, installedUuids, uuidArgument } from './say.ts'
import { manifestJson, rowOf, tabulate } from './table.ts'

/** Texts: smartos-live src/img/lib/cli.js (do_ancestry). */
export const command = defineCommand({
  name: 'imgadm ancestry',
  summary: 'show which images an image was made from',
  synopsis: ['[-H] [-j] [-o field,...] [-P <pool>] <uuid>'],
  options: {
    H: { help: 'leave the header out' },
    j: { help: 'print manifests as JSON', long: ['json'] },
    o: { help: 'show these fields', value: 'field,...' },
    P: { help: 'the pool to look in', value: 'pool' },
  },
  operands: { complete: installedUuids },
  description: ['Lists an installed image, then the one it was made from (its origin), and so on.'],
  source: 'smartos-live src/img/lib/cli.js',
  run(context, parsed) {
    const { world, server } = context
    const chain: Image[] = []
    for (let uuid: string | undefined = uuidArgument(parsed.operands, 'ancestry'); uuid !== undefined; uuid = chain.at(-1)?.manifest.origin) {
      const image = installedImage(world, server, uuid)
      if (!image) return failWith('ancestry', { code: 'image.not installed', data: { uuid } })
      chain.push(image)
    }
    if (parsed.has('j')) {
      context.out(
        `${JSON.stringify(
          chain.map(({ manifest, source }) => ({ manifest: manifestJson(manifest), zpool: 'zones', source })),
          null,
          2,
        )}\n`,
      )
      return 0
    }
    const rows = chain.map((image) => rowOf(image.manifest, { image, clones: dependentsOf(world, server, image.uuid).length }))
    context.out(tabulate(rows, (parsed.get('o') ?? 'uuid,name,version,published').split(','), !parsed.has('H')))
    return 0
  },
})
