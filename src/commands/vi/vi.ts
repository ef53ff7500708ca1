import { defineCommand, Failure } from '../../shell/command.ts'

export const command = defineCommand({
  name: 'vi',
  summary: 'edit a file on the whole screen',
  synopsis: ['[file ...]'],
  options: {},
  description: [
    'A full-screen editor needs a terminal that is drawn character by character, which is not simulated. It says so, and which ways there are.',
    'ed FILE edits line by line. cat > FILE <<EOF writes a whole file up to a line EOF. sed changes a file in passing.',
  ],
  source: 'this simulator; the real one is illumos usr/src/cmd/vi',
  limits: 'Nothing of it is simulated.',
  raw: true,
  run(_, { operands }) {
    const file = operands.find((word) => !/^[-+]/.test(word)) ?? 'FILE'
    throw new Failure(`vi: the full-screen editor is not simulated: use ed ${file}, cat > ${file} <<EOF, or sed\n`)
  },
})
