import { defineCommand } from '../../shell/command.ts'
import { availableImage } from '../../system/images/catalogue.ts'
import { availableUuids, exactly, fail } from './say.ts'
import { manifestJson } from './table.ts'

/** Texts: smartos-live src/img/lib/cli.js (do_show). */
export const command = defineCommand({
  name: 'imgadm show',
  summary: 'show the manifest of an available image',
  synopsis: ['<uuid>'],
  options: {},
  operands: { complete: availableUuids },
  description: ['Prints the manifest that the source has of an image, as JSON. The image need not be installed.'],
  source: 'smartos-live src/img/lib/cli.js',
  run(context, parsed) {
    exactly(1, parsed.operands, 'show')
    const [uuid = ''] = parsed.operands
    const manifest = availableImage(uuid)
    if (!manifest) return fail('show', 'ImageNotFound', `image "${uuid}" was not found`)
    context.out(`${JSON.stringify(manifestJson(manifest), null, 2)}\n`)
    return 0
  },
})
