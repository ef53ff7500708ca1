import { defineCommand } from '../../shell/command.ts'
import { installedImage } from '../../system/images/image.ts'
import { dependentsOf } from '../../system/images/operations.ts'
import { failWith, installedUuids, uuidArgument } from './say.ts'
import { manifestJson } from './table.ts'

/** Texts: smartos-live src/img/lib/cli.js (do_get). */
export const command = defineCommand({
  name: 'imgadm get',
  aliases: ['imgadm info'],
  summary: 'show an installed image',
  synopsis: ['[-r] [-P <pool>] <uuid>'],
  options: { r: { help: 'with the datasets that depend on it' }, P: { help: 'the pool to look in', value: 'pool' } },
  operands: { complete: installedUuids },
  description: ['Prints the manifest of an installed image, its pool and where it came from, as JSON.'],
  source: 'smartos-live src/img/lib/cli.js',
  run(context, parsed) {
    const { world, server } = context
    const uuid = uuidArgument(parsed.operands, 'get')
    const image = installedImage(world, server, uuid)
    if (!image) return failWith('get', { code: 'image.not installed', data: { uuid } })
    const children = parsed.has('r') && { children: { snapshots: [`zones/${uuid}@final`], clones: dependentsOf(world, server, uuid) } }
    context.out(`${JSON.stringify({ manifest: manifestJson(image.manifest), zpool: 'zones', source: image.source, ...children }, null, 2)}\n`)
    return 0
  },
})
