import { toBytes } from '../../shell/bytes.ts'
import { defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { Editor } from './editor.ts'

export const command = defineCommand({
  name: 'ed',
  summary: 'edit a file line by line',
  synopsis: ['[-s] [-p prompt] [file]'],
  options: {
    s: { help: 'say nothing of bytes read and written' },
    p: { help: 'prompt for commands', value: 'prompt' },
    x: { help: 'encrypt', fidelity: 'not modelled' },
    C: { help: 'encrypt', fidelity: 'not modelled' },
  },
  description: [
    'Reads commands, one a line: an address and a letter. A number, . (where one is), $ (the last line) or /text/ say where; 1,5 or , (all) from where to where.',
    'p prints, n prints with numbers; a, i, c take lines up to a single point; d deletes; s/old/new/g replaces; w writes; q leaves, Q without having written. h explains the last ?.',
  ],
  examples: [
    { line: 'ed /usbkey/config', text: 'Edit the config of the node: /ntp/ finds a line, c changes it, w writes, q leaves.' },
    { line: "printf '%s\\n' /hostname/s/=.*/=n2/ w q | ed -s /usbkey/config", text: 'The same out of a script.' },
  ],
  source: 'illumos usr/src/cmd/ed/ed.c',
  limits: 'G, V, !, x, line ends within s, and a, i, c within g are not simulated.',
  misuse: (misuse) => ({
    stderr: `${misuse.kind === 'unknown option' ? `ed: illegal option -- ${misuse.option}\n` : ''}Usage: ed [- | -s] [-p string] [-x] [-C] [file]\n       red [- | -s] [-p string] [-x] [-C] [file]\n`,
    status: 2,
  }),
  async run(context, parsed) {
    if (parsed.has('x') || parsed.has('C')) throw new Failure('ed: encryption is not simulated\n')
    const operands = parsed.operands.filter((word) => word !== '-')
    const quiet = parsed.has('s') || operands.length < parsed.operands.length
    const lines = context.stdin === '' ? undefined : context.stdin.replace(/\n$/, '').split('\n')
    const prompt = parsed.get('p') ?? ''
    const editor = new Editor({
      files: context.files,
      path: (name) => pathIn(context.cwd, name),
      next: async () => {
        if (lines || !context.tty) return lines?.shift()
        const typed = await context.ask(prompt)
        return typed === undefined ? undefined : toBytes(typed)
      },
      out: (text) => context.outBytes(text),
      quiet,
    })
    const [file] = operands
    if (file !== undefined) editor.open(file)
    await editor.run()
    return editor.errors > 0 ? 2 : 0
  },
})
