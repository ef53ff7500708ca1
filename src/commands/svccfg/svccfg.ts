import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { getopt } from '../svcadm/options.ts'
import { addpg, changeValues, deleteEntity, listProperties, refresh, remove, SyntaxRefusal, setprop } from './edit.ts'
import { applyFile, exportTo, importFiles, inventory, validate } from './files.ts'
import { Refusal, Session } from './session.ts'
import { commandsIn, type Token } from './words.ts'

/** Source: illumos usr/src/cmd/svc/svccfg/svccfg_main.c (usage). */
const USAGE = 'Usage:\tsvccfg [-v] [-s FMRI] [-f file]\n\tsvccfg [-v] [-s FMRI] <command> [args]\n'
/** Subcommands that there are and that are not simulated. */
const OTHERS =
  'archive restore extract repository set add delhash cleanup editprop describe setenv unsetenv listsnap selectsnap revert delnotify listnotify setnotify'.split(
    ' ',
  )
/** Source: illumos usr/src/cmd/svc/svccfg/svccfg_help.c. */
const HELP = `General commands:	 help set repository end
Manifest commands:	 inventory validate import export archive
Profile commands:	 apply extract
Entity commands:	 list select unselect add delete describe
Snapshot commands:	 listsnap selectsnap revert
Instance commands:	 refresh
Property group commands: listpg addpg delpg
Property commands:	 listprop setprop delprop editprop
Property value commands: addpropvalue delpropvalue setenv unsetenv
Notification parameters: listnotify setnotify delnotify
`

const atMost = (words: readonly string[], n: number): readonly string[] => {
  if (words.length > n) throw new SyntaxRefusal()
  return words
}
const exactly = (words: readonly string[]): string => {
  const [only] = atMost(words, 1)
  if (only === undefined) throw new SyntaxRefusal()
  return only
}
/** Performs one command; false: it was the last one. Throws `Refusal`. */
function perform(session: Session, tokens: readonly Token[]): boolean {
  const [first, ...rest] = tokens
  const name = first?.text ?? ''
  const words = rest.map(({ text }) => text)
  switch (name) {
    case 'end':
    case 'exit':
    case 'quit':
      return false
    case 'help':
      session.context.out(HELP)
      break
    case 'import':
      importFiles(session, words)
      break
    case 'apply':
      applyFile(session, words)
      break
    case 'validate':
      validate(session, words)
      break
    case 'inventory':
      inventory(session, words)
      break
    case 'export': {
      const at = rest.findIndex(({ kind }) => kind === '>')
      exportTo(session, at < 0 ? words : words.slice(0, at), at < 0 ? undefined : exactly(words.slice(at + 1)))
      break
    }
    case 'list':
      session.list(atMost(words, 1)[0])
      break
    case 'select':
      session.select(exactly(words))
      break
    case 'unselect':
      atMost(words, 0)
      session.unselect()
      break
    case 'delete':
      deleteEntity(session, words)
      break
    case 'listpg':
      listProperties(session, atMost(words, 1)[0], true)
      break
    case 'listprop':
      listProperties(session, atMost(words, 1)[0], false)
      break
    case 'addpg':
      addpg(session, words)
      break
    case 'delpg':
      remove(session, words, 'pg')
      break
    case 'delprop':
      remove(session, words, 'prop')
      break
    case 'setprop':
      setprop(session, rest)
      break
    case 'addpropvalue':
    case 'delpropvalue':
      changeValues(session, rest, name === 'addpropvalue')
      break
    case 'refresh':
      atMost(words, 0)
      refresh(session)
      break
    default:
      if (OTHERS.includes(name)) throw new Refusal(`globalzone: svccfg ${name} is not simulated`)
      throw new SyntaxRefusal()
  }
  return true
}
/** A refusal as it is printed: `where` says by whom, and in which line of a command file. */
const told = ({ message, before }: Refusal, where: string): string =>
  message.startsWith('globalzone: ') ? `${before}${message}\n` : `${before}${where}${message}\n`

/** Commands of a file or of standard input, one after the other; the first refusal ends it. */
function source(session: Session, text: string, file: string): void {
  const all = text.split('\n')
  let pending = ''
  for (const [i, line] of all.entries()) {
    pending += `${line}\n`
    const commands = commandsIn(pending)
    // A string or a list may go on in the next line.
    if (!commands || (commands.at(-1) ?? []).filter(({ kind }) => kind === '(').length > (commands.at(-1) ?? []).filter(({ kind }) => kind === ')').length)
      if (i < all.length - 1) continue
    pending = ''
    for (const command of commands ?? [])
      try {
        if (!perform(session, command)) return
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        throw new Failure(told(error, `svccfg (${file}, line ${i + 1}): `))
      }
  }
}
/** Asks for commands on the terminal until the end of input: what is refused is said without a name. */
async function interact(session: Session): Promise<void> {
  const { context } = session
  for (;;) {
    const line = await context.ask(session.prompt)
    if (line === undefined) return
    for (const command of commandsIn(line) ?? [])
      try {
        if (!perform(session, command)) return
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        context.out(told(error, ''))
      }
  }
}
/** What words of a shell line are together: the shell took their quotes away. */
function once(session: Session, words: readonly string[]): number {
  const commands = commandsIn(words.join(' '))
  try {
    if (!commands) throw new SyntaxRefusal()
    for (const command of commands) if (!perform(session, command)) break
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Failure(told(error, 'svccfg: '))
  }
  return 0
}

/** Texts: illumos usr/src/cmd/svc/svccfg. */
export const command = defineCommand({
  name: 'svccfg',
  summary: 'import manifests and edit the repository of services',
  synopsis: ['[-v] [-s FMRI] [-f file]', '[-v] [-s FMRI] <command> [args]'],
  options: {
    v: { help: 'say more' },
    s: { help: 'select this service or instance first', value: 'FMRI' },
    f: { help: 'take the commands from a file', value: 'file' },
  },
  raw: true,
  description: [
    'Commands: import, export, validate, inventory, apply for files; list, select, unselect, delete; listpg, listprop, addpg, delpg, setprop, delprop, addpropvalue, delpropvalue; refresh; help, end. Without a command it reads them, from the terminal or from standard input.',
    'A manifest says what a service is: what it depends on, and by which methods it is started and stopped. In the global zone an import lasts until the next boot; manifests in /opt/custom/smf are imported at each boot.',
  ],
  examples: [
    { line: 'svccfg import /opt/custom/smf/postboot.xml', text: 'Make a service known, and enable it if its manifest says so.' },
    { line: 'svccfg -s ssh listprop', text: 'The properties of a service.' },
    { line: 'svccfg export ssh', text: 'Its manifest.' },
  ],
  source: 'illumos usr/src/cmd/svc/svccfg',
  limits:
    'There is one version of the properties: what is set counts from the next start on, without a refresh. Snapshots, archives and notifications are not simulated, and what the image has cannot be deleted.',
  async run(context: CommandContext, { operands: words }) {
    const options = getopt(words, 'vf:s:')
    if (!options) throw new Failure(USAGE, 2)
    const session = new Session(context, { server: context.server, zone: context.zone }, options.has('v'))
    const pattern = options.get('s')
    try {
      if (pattern !== undefined) session.select(pattern)
    } catch (error) {
      if (error instanceof Refusal) throw new Failure(told(error, 'svccfg: '))
      throw error
    }
    const file = options.get('f')
    if (file !== undefined && file !== '-') {
      const path = pathIn(context.cwd, file)
      if (!context.files.exists(path)) throw new Failure(`svccfg: Could not open ${file}: No such file or directory.\n`)
      if (context.files.stat(path).kind === 'dir') throw new Failure(`svccfg: ${file} is not a regular file.\n`)
      source(session, context.files.read(path), file)
      return 0
    }
    if (file === undefined && options.rest.length > 0) return once(session, options.rest)
    if (context.stdin !== '' || !context.tty) source(session, context.stdin, '<stdin>')
    else await interact(session)
    return 0
  },
})
