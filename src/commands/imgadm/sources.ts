import { defineCommand } from '../../shell/command.ts'
import { nameOf } from '../../system/hardware/hardware.ts'
import { type ImageSources, sourcesOf } from '../../system/images/image.ts'
import { fail } from './say.ts'
import { tabulate } from './table.ts'

/** Texts: smartos-live src/img/lib/cli.js (do_sources). */
export const command = defineCommand({
  name: 'imgadm sources',
  summary: 'show or change where images come from',
  synopsis: ['[-v] [-j]', '-a <url> [-t <type>] [-k] [-f]', '-d <url>'],
  options: {
    v: { help: 'a table with the type of each source' },
    j: { help: 'print JSON' },
    a: { help: 'add a source', value: 'url' },
    d: { help: 'delete a source', value: 'url' },
    t: { help: 'type of the source to add', value: 'type' },
    k: { help: 'do not check its certificate' },
    f: { help: 'do not check that it answers' },
    c: { help: 'check that the sources answer', fidelity: 'not modelled' },
    e: { help: 'edit the sources', fidelity: 'not modelled' },
  },
  description: ['Lists the sources, one URL a line, or adds or deletes one.'],
  source: 'smartos-live src/img/lib/cli.js, src/img/lib/imgadm.js',
  limits: 'All sources but the default one are empty.',
  run(context, parsed) {
    if (parsed.operands.length > 0) fail('sources', 'Usage', `unexpected args: ${parsed.operands.join(' ')}`)
    const { sim, world, server } = context
    const urls = sourcesOf(world, server)
    const put = (next: readonly string[]) => sim.put<ImageSources>({ id: `imagesources:${nameOf(server)}`, server, urls: next })
    const type = parsed.get('t') ?? 'imgapi'
    const [added, deleted] = [parsed.get('a'), parsed.get('d')]
    if (parsed.has('c') || parsed.has('e')) fail('sources', 'NotSupported', 'not simulated')
    if (added !== undefined) {
      if (urls.includes(added)) context.out(`Already have "${type}" image source "${added}", no change\n`)
      else {
        put([...urls, added])
        context.out(`Added "${type}" image source "${added}"\n`)
      }
    } else if (deleted !== undefined) {
      if (!urls.includes(deleted)) context.out(`Do not have image source "${deleted}", no change\n`)
      else {
        put(urls.filter((url) => url !== deleted))
        context.out(`Deleted "${type}" image source "${deleted}"\n`)
      }
    } else if (parsed.has('j'))
      context.out(
        `${JSON.stringify(
          urls.map((url) => ({ url, type: 'imgapi' })),
          null,
          2,
        )}\n`,
      )
    else if (parsed.has('v'))
      context.out(
        tabulate(
          urls.map((url) => ({ url, type: 'imgapi', insecure: 'false' })),
          ['url', 'type', 'insecure'],
          true,
        ),
      )
    else context.out(urls.map((url) => `${url}\n`).join(''))
    return 0
  },
})
