import { defineCommand } from '../../shell/command.ts'
import { deleteImage } from '../../system/images/operations.ts'
import { failWith, installedUuids, uuidArgument } from './say.ts'

/** Texts: smartos-live src/img/lib/cli.js (do_delete). */
export const command = defineCommand({
  name: 'imgadm delete',
  aliases: ['imgadm destroy'],
  summary: 'delete an installed image',
  synopsis: ['[-P <pool>] <uuid>'],
  options: { P: { help: 'the pool to look in', value: 'pool' } },
  operands: { complete: installedUuids },
  description: ['Destroys the dataset of an image. An image of which a VM is a clone cannot be deleted.'],
  source: 'smartos-live src/img/lib/cli.js',
  async run(context, parsed) {
    const uuid = uuidArgument(parsed.operands, 'delete')
    const done = deleteImage(context.sim, context.server, uuid)
    if (!done.ok) failWith('delete', done.error)
    await context.wait(800)
    context.out(`Deleted image ${uuid}\n`)
    return 0
  },
})
