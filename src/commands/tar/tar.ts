import { defineCommand, Failure } from '../../shell/command.ts'
import { unpack } from './extract.ts'
import { wordsOf } from './words.ts'

const USAGE =
  'Usage: tar {c|r|t|u|x}[BDeEFhilmnopPTvw@/[0-7]][bf][X...] [j|J|z|Z] [blocksize] [tarfile] [size] [exclude-file...] {file | -I include-file | -C directory file}...\n'

/** Texts: illumos usr/src/cmd/tar/tar.c. */
export const command = defineCommand({
  name: 'tar',
  summary: 'unpack a platform image',
  synopsis: ['{x|t}[zvf] tarfile [-C directory] [file...]'],
  options: {},
  raw: true,
  description: [
    'Unpacks (x) or lists (t) an archive; a compressed one is recognised. What it holds goes below the working directory, or the one of -C.',
    'On a stick with a DOS file system permissions cannot be kept: the warnings about them mean nothing there.',
  ],
  examples: [{ line: 'tar xzf /var/tmp/platform-latest.tgz', text: 'Unpack a platform image here.' }],
  source: 'illumos usr/src/cmd/tar/tar.c',
  limits: 'Only archives of platform images can be read; archives are not made. A listing has only names.',
  run(context, { operands }) {
    const words = wordsOf(operands, context.cwd)
    if ('asked' in words) return unpack(context, 'tar', words.asked)
    if (words.wrong === 'create') throw new Failure('tar: making archives is not simulated\n')
    throw new Failure(words.wrong === 'usage' ? USAGE : `tar: ${words.wrong}: unknown function modifier\n${USAGE}`)
  },
})
