import { defineCommand } from '../../shell/command.ts'
import { deleteImage, unusedImages } from '../../system/images/operations.ts'
import { failWith } from './say.ts'

/** Texts: smartos-live src/img/lib/cli.js (do_vacuum), imgadm.js (vacuumImages). */
export const command = defineCommand({
  name: 'imgadm vacuum',
  summary: 'delete images that no VM uses',
  synopsis: ['[-n] [-f]'],
  options: { n: { help: 'only say what would be deleted' }, f: { help: 'do not ask' } },
  description: ['Deletes every installed image of which no dataset is a clone, after asking.'],
  source: 'smartos-live src/img/lib/cli.js',
  async run(context, parsed) {
    const images = unusedImages(context.world, context.server)
    if (images.length === 0) return 0
    const named = images.map((image) => `${image.uuid} (${image.manifest.name}@${image.manifest.version})`)
    if (!parsed.has('n') && !parsed.has('f')) {
      context.out(`This will delete the following images:\n${named.map((name) => `    ${name}\n`).join('')}`)
      const answer = await context.ask(images.length === 1 ? 'Delete this image? [y/N] ' : `Delete these ${images.length} images? [y/N] `)
      if (!/^y(es)?$/i.test(answer ?? '')) {
        context.out('Aborting\n')
        return 1
      }
      context.out('\n')
    }
    for (const [i, image] of images.entries()) {
      if (parsed.has('n')) context.out(`[dry-run] Deleted image ${named[i]}\n`)
      else {
        const done = deleteImage(context.sim, context.server, image.uuid)
        if (!done.ok) failWith('vacuum', done.error)
        await context.wait(800)
        context.out(`Deleted image ${named[i]}\n`)
      }
    }
    return 0
  },
})
