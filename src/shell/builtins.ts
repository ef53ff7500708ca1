import { type Command, defineCommand, Failure } from './command.ts'
import { index, pageOf } from './manual.ts'
import type { Registry } from './registry.ts'

/** `man`: the pages are written from the tables of the commands. Messages: illumos usr/src/cmd/man/man.c. */
export const man = (registry: Registry): Command =>
  defineCommand({
    name: 'man',
    summary: 'show the manual page of a command',
    synopsis: ['[-k] name [subcommand]'],
    options: {
      k: { help: 'list the pages whose name or summary has this word', value: 'keyword' },
      s: { help: 'section; all are searched anyway', value: 'section', fidelity: 'simplified' },
    },
    operands: { complete: () => registry.names },
    description: [
      'Shows how a command is used, what its options mean, how true it is here to the real one, and where that is known from.',
      'A subcommand has its own page: man zfs list.',
    ],
    examples: [
      { line: 'man vmadm create', text: 'How a VM is made.' },
      { line: 'man -k snapshot', text: 'Which commands have to do with snapshots.' },
    ],
    source: 'illumos usr/src/cmd/man/man.c',
    limits: 'The pages are written for this simulator, in plain English; they are not those of illumos.',
    async run({ out, err }, parsed) {
      const keyword = parsed.get('k')
      if (keyword !== undefined) {
        const pages = (await index(registry)).filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(keyword.toLowerCase()))
        if (pages.length === 0) throw new Failure(`${keyword}: nothing appropriate\n`)
        const width = Math.max(...pages.map(({ name, section }) => name.length + section.length + 3))
        for (const { name, section, summary } of pages) out(`${`${name} (${section})`.padEnd(width)} - ${summary}\n`)
        return 0
      }
      const words = parsed.operands.filter((word, i) => !(i === 0 && parsed.operands.length > 1 && /^\d\w*$/.test(word)))
      if (words.length === 0) throw new Failure('What manual page do you want?\n')
      const page = await pageOf(registry, words)
      if (page !== undefined) {
        out(page)
        return 0
      }
      err(`No manual entry for ${words.join(' ')}.\n`)
      return 1
    },
  })
/** `help`: bash's own lists its builtins; this one the commands of the node, since here one comes to learn those. */
export const help = (registry: Registry): Command =>
  defineCommand({
    name: 'help',
    summary: 'list the commands of this node',
    synopsis: ['[name]'],
    options: {},
    operands: { complete: () => registry.names },
    description: ['Without a name lists the commands that are simulated, one line each. With a name shows its manual page.'],
    source: 'this simulator; in bash help lists the builtins',
    limits: 'bash lists its builtins instead.',
    async run({ out, err }, parsed) {
      if (parsed.operands.length > 0) {
        const page = await pageOf(registry, parsed.operands)
        if (page === undefined) err(`-bash: help: no help topics match \`${parsed.operands.join(' ')}'.  Try \`man -k ${parsed.operands[0]}'.\n`)
        else out(page)
        return page === undefined ? 1 : 0
      }
      const pages = (await index(registry)).filter(({ name }) => !name.includes(' '))
      const width = Math.max(...pages.map(({ name }) => name.length))
      out(
        `${pages.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}`).join('\n')}\n\nOne command: NAME --help. Its manual page: man NAME. Words in pages: man -k WORD.\n`,
      )
      return 0
    },
  })
