import { defineCommand, Failure } from '../../shell/command.ts'
import { unpack } from '../tar/extract.ts'
import { wordsOf } from '../tar/words.ts'

/** Texts: GNU tar src/tar.c, src/extract.c. */
export const command = defineCommand({
  name: 'gtar',
  summary: 'unpack a platform image, as GNU does it',
  synopsis: ['-{x|t}[zvf] archive [-C directory] [file...]'],
  options: {},
  raw: true,
  description: ['Unpacks (-x) or lists (-t) an archive. What it holds goes below the working directory, or the one of -C.'],
  examples: [{ line: 'gtar -xzf platform-latest.tgz -C /mnt', text: 'Unpack a platform image on the stick.' }],
  source: 'GNU tar, as smartos-live src/piadm.sh uses it',
  limits: 'Only archives of platform images can be read; archives are not made. A listing has only names.',
  run(context, { operands }) {
    const words = wordsOf(operands, context.cwd)
    if ('asked' in words) return unpack(context, 'gtar', words.asked)
    if (words.wrong === 'create') throw new Failure('gtar: making archives is not simulated\n', 2)
    if (words.wrong !== 'usage') throw new Failure(`gtar: invalid option -- '${words.wrong}'\nTry 'gtar --help' or 'gtar --usage' for more information.\n`, 2)
    throw new Failure(
      "gtar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry 'gtar --help' or 'gtar --usage' for more information.\n",
      2,
    )
  },
})
